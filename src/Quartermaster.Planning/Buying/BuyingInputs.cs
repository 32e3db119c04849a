using Quartermaster.Domain;

namespace Quartermaster.Planning.Buying;

/// <summary>Everything the buying engine may look at: one aligned table per cause of change.</summary>
/// <remarks>A group is a product to be delivered to one place (none: to the network); its rows are the offers that
/// could serve it. To ask "what if only this had changed?", exchange one table: <c>inputs with { RoomPrices =
/// other.RoomPrices }</c>.</remarks>
public sealed record BuyingInputs : IGrouped<BuyingInputs>
{
    /// <summary>The day on which orders are placed.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>The offers of each product × ship-to.</summary>
    public required Groups Products { get; init; }

    /// <summary>Who sells, and on what terms. Changes with vendors.</summary>
    public required Table<OfferTerms> Offers { get; init; }

    /// <summary>What is cheaper in larger lines. Changes with vendors.</summary>
    public required Table<PriceBreaks> Breaks { get; init; }

    /// <summary>The least value of a purchase order: the same in all rows of a vendor. Changes with vendors.</summary>
    public required Table<OrderMinimum> OrderMinimums { get; init; }

    /// <summary>Until when the product is bought and sold. Changes with the catalog.</summary>
    public required Table<ProductLife> Lives { get; init; }

    /// <summary>What is owned, alike in all rows of a group. Changes with every movement of goods.</summary>
    public required Table<Position> Positions { get; init; }

    /// <summary>What centers order by offers of their own, alike in all rows of a group. Changes with their levels and
    /// positions.</summary>
    public required Table<CenterOrder> CenterOrders { get; init; }

    /// <summary>What should be owned. Changes when Targets runs.</summary>
    public required Table<Level> Levels { get; init; }

    /// <summary>Units wanted over lead time plus review period, 0 to 10⁹; days after the last on sale do not count.
    /// Changes with the forecast.</summary>
    public required QuantileTable Demand { get; init; }

    /// <summary>What room costs. Changes with the price board.</summary>
    public required Table<RoomPrice> RoomPrices { get; init; }

    /// <summary>What spending costs beyond itself. Changes with the price board.</summary>
    public required Table<BudgetPrice> BudgetPrices { get; init; }

    /// <summary>What people decided. Changes when they do. A decision for any vendor stands on one offer of the group,
    /// with decisions for 0 units on the others.</summary>
    public required Table<HumanDecision> Overrides { get; init; }

    /// <inheritdoc/>
    public int Count => Products.Count;

    /// <inheritdoc/>
    public int FirstRow(int group) => Products.FirstRow(group);

    /// <summary>The days that a row's demand is over, 1 or more.</summary>
    internal int CoverDays(int row)
    {
        ref readonly var offer = ref Offers.Rows[row];
        return Math.Clamp(Lives.Rows[row].DaysLeft(Today), 1, offer.LeadTimeDays + offer.ReviewDays);
    }

    /// <inheritdoc/>
    public BuyingInputs Slice(int start, int count)
    {
        var (first, rows) = (FirstRow(start), FirstRow(start + count) - FirstRow(start));
        return this with
        {
            Products = Products.Slice(start, count),
            Offers = Offers.Slice(first, rows),
            Breaks = Breaks.Slice(first, rows),
            OrderMinimums = OrderMinimums.Slice(first, rows),
            Lives = Lives.Slice(first, rows),
            Positions = Positions.Slice(first, rows),
            CenterOrders = CenterOrders.Slice(first, rows),
            Levels = Levels.Slice(first, rows),
            Demand = Demand.Slice(first, rows),
            RoomPrices = RoomPrices.Slice(first, rows),
            BudgetPrices = BudgetPrices.Slice(first, rows),
            Overrides = Overrides.Slice(first, rows),
        };
    }

    /// <inheritdoc/>
    public BuyingInputs Pick(ReadOnlySpan<int> groups)
    {
        var rows = Products.RowsOf(groups);
        return this with
        {
            Products = Products.Pick(groups),
            Offers = Offers.Pick(rows),
            Breaks = Breaks.Pick(rows),
            OrderMinimums = OrderMinimums.Pick(rows),
            Lives = Lives.Pick(rows),
            Positions = Positions.Pick(rows),
            CenterOrders = CenterOrders.Pick(rows),
            Levels = Levels.Pick(rows),
            Demand = Demand.Pick(rows),
            RoomPrices = RoomPrices.Pick(rows),
            BudgetPrices = BudgetPrices.Pick(rows),
            Overrides = Overrides.Pick(rows),
        };
    }

    /// <summary>The rows that cannot be decided on. They get no units, for BadInput; the others go on.</summary>
    public IReadOnlyList<Finding> Check() =>
        [.. from product in Enumerable.Range(0, Count)
            from row in Enumerable.Range(FirstRow(product), FirstRow(product + 1) - FirstRow(product))
            let rule = BuyingChecks.BrokenRule(this, FirstRow(product), row)
            where rule is not null
            select new Finding(row, rule)];
}
