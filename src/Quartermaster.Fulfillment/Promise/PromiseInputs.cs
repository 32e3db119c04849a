using Quartermaster.Domain;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>Everything the promise engine may look at.</summary>
/// <remarks>A group is a cart, with one row per speed, fastest first. For one cart at a time, keep one instance without
/// carts and call <see cref="PromiseEngine.DecideOne"/>.</remarks>
public sealed record PromiseInputs : IGrouped<PromiseInputs>
{
    /// <summary>Rows per cart.</summary>
    public const int SpeedCount = 5;

    /// <summary>The ways there are. Changes by day.</summary>
    public required RouteTable Routes { get; init; }

    /// <summary>Units free now. Changes with every order.</summary>
    public required LiveUnits Available { get; init; }

    /// <summary>What centers can still pick by ship day; null for no limit. Changes with every order.</summary>
    public LiveSlots? Slots { get; init; }

    /// <summary>What departures and delivery days can still take; null for no limit. Changes with every order.
    /// </summary>
    public LiveRooms? Rooms { get; init; }

    /// <summary>Goods on their way to centers that count from when they arrive; null for none. Changes with every
    /// order.</summary>
    public ArrivingGoods? Arrivals { get; init; }

    /// <summary>What shipping takes, by product identifier. Changes with the catalog.</summary>
    public required Table<ShipTerms> Terms { get; init; }

    /// <summary>The lines of each cart.</summary>
    public Groups Carts { get; init; } = Groups.OfSizes([]);

    /// <summary>What the carts hold.</summary>
    public Table<CartLine> Lines { get; init; } = new([]);

    /// <summary>Where and when each cart is wanted.</summary>
    public Table<CartRequest> Requests { get; init; } = new([]);

    /// <inheritdoc/>
    public int Count => Carts.Count;

    /// <inheritdoc/>
    public int FirstRow(int group) => group * SpeedCount;

    /// <summary>The lines of one cart.</summary>
    public ReadOnlySpan<CartLine> LinesOf(int cart) => Lines.Rows[Carts.FirstRow(cart)..Carts.FirstRow(cart + 1)];

    /// <inheritdoc/>
    public PromiseInputs Slice(int start, int count)
    {
        var (first, end) = (Carts.FirstRow(start), Carts.FirstRow(start + count));
        return this with
        {
            Carts = Carts.Slice(start, count),
            Lines = Lines.Slice(first, end - first),
            Requests = Requests.Slice(start, count),
        };
    }

    /// <inheritdoc/>
    public PromiseInputs Pick(ReadOnlySpan<int> groups) => this with
    {
        Carts = Carts.Pick(groups),
        Lines = Lines.Pick(Carts.RowsOf(groups)),
        Requests = Requests.Pick(groups),
    };

    /// <summary>The carts that cannot be decided on, by row of the carts. They are offered nothing.</summary>
    public IReadOnlyList<Finding> Check() =>
        [.. from cart in Enumerable.Range(0, Count)
            let rule = PromiseChecks.BrokenRule(this, Requests.Rows[cart], LinesOf(cart))
            where rule is not null
            select new Finding(cart, rule)];
}
