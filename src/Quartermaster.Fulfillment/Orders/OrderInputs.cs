using Quartermaster.Domain;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Orders;

/// <summary>An order's destination and times.</summary>
/// <param name="Region">Where to.</param>
/// <param name="At">When it was placed, or is decided on again.</param>
/// <param name="Deadline">By when it was promised.</param>
public readonly record struct OrderRequest(RegionId Region, Instant At, Instant Deadline)
{
    /// <summary>The first whole minute that is not before <see cref="At"/>.</summary>
    public int Minute => new CartRequest(Region, At).Minute;

    /// <summary>What becomes of the order where not all of it can be shipped in time.</summary>
    public FillRule Fill { get; init; }

    /// <summary>Whether it is held where waiting is free, as the policy has it: of ways that cost the same and keep the
    /// promise the last is taken, so that it can be looked at again and share parcels until then.</summary>
    public bool MayWait { get; init; }

    /// <summary>The last whole minute that is not after the deadline.</summary>
    public int DeadlineMinute => (int)Math.Clamp(
        Math.Floor(Deadline.UnixMilliseconds / 60_000.0), int.MinValue / 2, int.MaxValue / 2);
}

/// <summary>What becomes of an order where not all of it can be shipped in time.</summary>
public enum FillRule : byte
{
    /// <summary>Fill-available: what there is is shipped, the rest is refused.</summary>
    Available = 0,

    /// <summary>Fill-all: nothing is shipped before everything can be; the order stays open and is looked at again.
    /// </summary>
    All = 1,

    /// <summary>Fill-or-kill: nothing is shipped, and the order is over.</summary>
    OrKill = 2,
}

/// <summary>Everything the order engines may look at.</summary>
/// <remarks>A group is an order, with <see cref="FacilitiesPerLine"/> rows per line. For one order at a time, keep one
/// instance without orders and call <c>DecideOne</c> of the engine.</remarks>
public sealed record OrderInputs : IGrouped<OrderInputs>
{
    /// <summary>The most FCs that ship one line, and so its rows. An order may have more.</summary>
    public const int FacilitiesPerLine = 8;

    /// <summary>The ways there are. Changes by day.</summary>
    public required RouteTable Routes { get; init; }

    /// <summary>Units free now. Changes with every order.</summary>
    public required LiveUnits Available { get; init; }

    /// <summary>What centers can still pick by ship day; null for no limit. Changes with every order.</summary>
    public LiveSlots? Slots { get; init; }

    /// <summary>What departures and delivery days can still take; null for no limit. Changes with every order.
    /// </summary>
    public LiveRooms? Rooms { get; init; }

    /// <summary>Goods on their way to centers that orders may claim; null for none. Changes with the ledger and the
    /// plan of receipts.</summary>
    public ArrivingGoods? Arrivals { get; init; }

    /// <summary>What a unit of slots costs; null for nothing. Changes with the price board.</summary>
    public SlotPrices? SlotPrices { get; init; }

    /// <summary>What shipping takes, by product identifier. Changes with the catalog.</summary>
    public required Table<ShipTerms> Terms { get; init; }

    /// <summary>What the k-th unit is worth, as Targets published it, read at the units free now; null for none.
    /// Changes with Targets.</summary>
    public StockValues? StockValues { get; init; }

    /// <summary>The row of each product in <see cref="StockValues"/>, by identifier; −1, or none here, for a product
    /// whose units are worth nothing.</summary>
    public Table<int> StockValueRows { get; init; } = new([]);

    /// <summary>The same for the column of each origin of the route table.</summary>
    public Table<int> StockValueColumns { get; init; } = new([]);

    /// <summary>The lines of each order.</summary>
    public Groups Orders { get; init; } = Groups.OfSizes([]);

    /// <summary>What the orders hold.</summary>
    public Table<CartLine> Lines { get; init; } = new([]);

    /// <summary>Where to and by when.</summary>
    public Table<OrderRequest> Requests { get; init; } = new([]);

    /// <inheritdoc/>
    public int Count => Orders.Count;

    /// <inheritdoc/>
    public int FirstRow(int group) => Orders.FirstRow(group) * FacilitiesPerLine;

    /// <summary>The lines of one order.</summary>
    public ReadOnlySpan<CartLine> LinesOf(int order) => Lines.Rows[Orders.FirstRow(order)..Orders.FirstRow(order + 1)];

    /// <inheritdoc/>
    public OrderInputs Slice(int start, int count)
    {
        var (first, end) = (Orders.FirstRow(start), Orders.FirstRow(start + count));
        return this with
        {
            Orders = Orders.Slice(start, count),
            Lines = Lines.Slice(first, end - first),
            Requests = Requests.Slice(start, count),
        };
    }

    /// <inheritdoc/>
    public OrderInputs Pick(ReadOnlySpan<int> groups) => this with
    {
        Orders = Orders.Pick(groups),
        Lines = Lines.Pick(Orders.RowsOf(groups)),
        Requests = Requests.Pick(groups),
    };

    /// <summary>The orders that cannot be decided on, by row of the orders. They ship nothing.</summary>
    public IReadOnlyList<Finding> Check() =>
        [.. from order in Enumerable.Range(0, Count)
            let rule = OrderChecks.BrokenRule(this, Requests.Rows[order], LinesOf(order))
            where rule is not null
            select new Finding(order, rule)];
}
