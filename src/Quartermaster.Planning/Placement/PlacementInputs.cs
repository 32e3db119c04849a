using Quartermaster.Domain;
using Quartermaster.Domain.Prices;

namespace Quartermaster.Planning.Placement;

/// <summary>Everything the placement engine may look at: one aligned table per cause of change.</summary>
/// <remarks>A group is a product, a row is a facility for it. Tables named "per product" have one row per group.
/// </remarks>
public sealed record PlacementInputs : IGrouped<PlacementInputs>
{
    /// <summary>Days that the inbound must cover: demand is of these days, and room is paid for them. 1 or
    /// more.</summary>
    public required int CoverDays { get; init; }

    /// <summary>The rows of each product.</summary>
    public required Groups Products { get; init; }

    /// <summary>Per product: what it is.</summary>
    public required Table<PlacedProduct> Facts { get; init; }

    /// <summary>Per product: what is to be placed. From Buying.</summary>
    public required Table<InboundGoods> Inbound { get; init; }

    /// <summary>Per product: what a sale is worth, and what slowness loses.</summary>
    public required Table<SaleWorth> Worths { get; init; }

    /// <summary>Per product: units wanted everywhere from the due day over the cover days, 0 to 10⁹.</summary>
    public required QuantileTable Demand { get; init; }

    /// <summary>Per product: the share of demand of each region, in the order of <see cref="Serve"/>; 0 or
    /// more.</summary>
    public required Matrix RegionShares { get; init; }

    /// <summary>Per row: which facility, and whether it may hold the product. A facility at most once per
    /// product.</summary>
    public required Table<Destination> Destinations { get; init; }

    /// <summary>Per row: units there on the due day, before the inbound; negative where customers wait.</summary>
    public required Table<Position> Positions { get; init; }

    /// <summary>Per row: the split of the last plan.</summary>
    public required Table<LastSplit> Yesterday { get; init; }

    /// <summary>Per row: what people decided, in units to send.</summary>
    public required Table<HumanDecision> Overrides { get; init; }

    /// <summary>For all: what serving a region from a facility costs, and how long it takes.</summary>
    public required ServeCosts Serve { get; init; }

    /// <summary>For all: what room (m³-day) and receiving (unit) cost at each facility.</summary>
    public required PriceBoard Prices { get; init; }

    /// <inheritdoc/>
    public int Count => Products.Count;

    /// <inheritdoc/>
    public int FirstRow(int group) => Products.FirstRow(group);

    /// <inheritdoc/>
    public PlacementInputs Slice(int start, int count)
    {
        var (first, rows) = (FirstRow(start), FirstRow(start + count) - FirstRow(start));
        return this with
        {
            Products = Products.Slice(start, count),
            Facts = Facts.Slice(start, count),
            Inbound = Inbound.Slice(start, count),
            Worths = Worths.Slice(start, count),
            Demand = Demand.Slice(start, count),
            RegionShares = RegionShares.Slice(start, count),
            Destinations = Destinations.Slice(first, rows),
            Positions = Positions.Slice(first, rows),
            Yesterday = Yesterday.Slice(first, rows),
            Overrides = Overrides.Slice(first, rows),
        };
    }

    /// <inheritdoc/>
    public PlacementInputs Pick(ReadOnlySpan<int> groups)
    {
        var rows = Products.RowsOf(groups);
        return this with
        {
            Products = Products.Pick(groups),
            Facts = Facts.Pick(groups),
            Inbound = Inbound.Pick(groups),
            Worths = Worths.Pick(groups),
            Demand = Demand.Pick(groups),
            RegionShares = RegionShares.Pick(groups),
            Destinations = Destinations.Pick(rows),
            Positions = Positions.Pick(rows),
            Yesterday = Yesterday.Pick(rows),
            Overrides = Overrides.Pick(rows),
        };
    }

    /// <summary>The products that cannot be decided on, named by their first row (−1 if they have none). Their inbound
    /// is
    /// not placed, for BadInput; the others go on.</summary>
    public IReadOnlyList<Finding> Check() =>
        [.. from product in Enumerable.Range(0, Count)
            let rule = PlacementChecks.BrokenRule(this, product, Prices.Prices.Rows)
            where rule is not null
            select new Finding(FirstRow(product) < FirstRow(product + 1) ? FirstRow(product) : -1, rule)];
}
