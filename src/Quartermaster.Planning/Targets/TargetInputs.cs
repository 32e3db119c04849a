using Quartermaster.Domain;
using Quartermaster.Domain.Demand;

namespace Quartermaster.Planning.Targets;

/// <summary>Everything the targets engine may look at: one aligned table per cause of change.</summary>
/// <remarks>A group is a product: first its network row, then one row per facility that may hold it. Some tables have
/// a row per product, some a row per node.</remarks>
public sealed record TargetInputs : IGrouped<TargetInputs>
{
    /// <summary>The day on which levels are set; demand is counted from it on.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>The rows of each product.</summary>
    public required Groups Products { get; init; }

    /// <summary>Per product: how it is replenished. Changes with offers.</summary>
    public required Table<Replenishment> Replenishments { get; init; }

    /// <summary>Per product: until when it is sold. Changes with the catalog.</summary>
    public required Table<ProductLife> Lives { get; init; }

    /// <summary>Per product: what customers want from today on. Changes with the forecast.</summary>
    public required CumulativeDemand Demand { get; init; }

    /// <summary>Per product: how long goods take. Changes with receipts.</summary>
    public required LeadTimeTable LeadTimes { get; init; }

    /// <summary>Per node: where, and its share of demand. Changes with the network and regional shares.</summary>
    public required Table<TargetNode> Nodes { get; init; }

    /// <summary>Per node: what a unit too few or too many costs. Changes with prices and rates.</summary>
    public required Table<StockCosts> Costs { get; init; }

    /// <summary>Per node: what room costs. Changes with the price board.</summary>
    public required Table<RoomPrice> RoomPrices { get; init; }

    /// <summary>Per node: what people decided. Changes when they do.</summary>
    public required Table<HumanDecision> Overrides { get; init; }

    /// <inheritdoc/>
    public int Count => Products.Count;

    /// <inheritdoc/>
    public int FirstRow(int group) => Products.FirstRow(group);

    /// <summary>h·R: one unit of a row held for one review period of its product, the price of room included.</summary>
    internal double LeftOverCost(int product, int row) => Replenishments.Rows[product].ReviewDays * HoldingPerDay(row);

    /// <summary>h: one unit of a row held for one day, the price of room included.</summary>
    internal double HoldingPerDay(int row) => Costs.Rows[row].HoldingCostPerUnitDay + RoomPrices.Rows[row].PerUnitDay;

    /// <inheritdoc/>
    public TargetInputs Slice(int start, int count)
    {
        var (first, rows) = (FirstRow(start), FirstRow(start + count) - FirstRow(start));
        return this with
        {
            Products = Products.Slice(start, count),
            Replenishments = Replenishments.Slice(start, count),
            Lives = Lives.Slice(start, count),
            Demand = Demand.Slice(start, count),
            LeadTimes = LeadTimes.Slice(start, count),
            Nodes = Nodes.Slice(first, rows),
            Costs = Costs.Slice(first, rows),
            RoomPrices = RoomPrices.Slice(first, rows),
            Overrides = Overrides.Slice(first, rows),
        };
    }

    /// <inheritdoc/>
    public TargetInputs Pick(ReadOnlySpan<int> groups)
    {
        var rows = Products.RowsOf(groups);
        return this with
        {
            Products = Products.Pick(groups),
            Replenishments = Replenishments.Pick(groups),
            Lives = Lives.Pick(groups),
            Demand = Demand.Pick(groups),
            LeadTimes = LeadTimes.Pick(groups),
            Nodes = Nodes.Pick(rows),
            Costs = Costs.Pick(rows),
            RoomPrices = RoomPrices.Pick(rows),
            Overrides = Overrides.Pick(rows),
        };
    }

    /// <summary>The same products with their network rows alone.</summary>
    public TargetInputs OfNetwork()
    {
        int[] rows = [.. Enumerable.Range(0, Count).Select(FirstRow)];
        return this with
        {
            Products = Groups.OfSizes([.. Enumerable.Repeat(1, Count)]),
            Nodes = Nodes.Pick(rows),
            Costs = Costs.Pick(rows),
            RoomPrices = RoomPrices.Pick(rows),
            Overrides = Overrides.Pick(rows),
        };
    }

    /// <summary>The rows that cannot be decided on. Their level is 0, for BadInput; the others go on.</summary>
    public IReadOnlyList<Finding> Check() =>
        [.. from product in Enumerable.Range(0, Count)
            let ofProduct = TargetChecks.BrokenRule(this, product)
            from row in Enumerable.Range(FirstRow(product), FirstRow(product + 1) - FirstRow(product))
            let rule = ofProduct ?? TargetChecks.BrokenRuleOfNode(this, product, row)
            where rule is not null
            select new Finding(row, rule)];
}

/// <summary>How a product is replenished.</summary>
/// <param name="Product">The product.</param>
/// <param name="ReviewDays">Days between orders, 1 to 3,650.</param>
/// <param name="LineCost">What one order costs however large it is, currency; 0 or more.</param>
public readonly record struct Replenishment(ProductId Product, int ReviewDays, double LineCost);

/// <summary>Where a product may rest, and how much of its demand comes from there.</summary>
/// <param name="Facility">The facility; none for the network, in the first row of a product.</param>
/// <param name="Share">Of the product's demand, 0 to 1: the regions that this facility serves first. 1 for the network.
/// </param>
/// <param name="Orders">Whether the facility orders from vendors for itself; without meaning for the network.</param>
public readonly record struct TargetNode(FacilityId Facility, float Share, bool Orders = false);
