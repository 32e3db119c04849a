using System.Collections.Frozen;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Domain.Routes;

/// <summary>Units of a product that will be at a fulfillment center by a minute.</summary>
/// <param name="Product">Of what.</param>
/// <param name="Facility">Where.</param>
/// <param name="ReadyMinute">From when orders can be made up of them, minutes since 1970: what an order placed in that
/// minute reaches, they reach.</param>
/// <param name="Units">How many; 1 or more.</param>
public readonly record struct Arrival(ProductId Product, FacilityId Facility, int ReadyMinute, int Units);

/// <summary>Goods on their way to fulfillment centers, which orders may claim before they are there: when and how many
/// is a table, how many of them are still free is live.</summary>
/// <remarks>
/// What may be claimed of a product at a center is a slot (<see cref="Slot.Arrival"/>), so that two orders never get
/// one unit. What comes first is claimed first and arrives first: of the units that come by a minute those are free
/// that are neither claimed nor, as far as the ledger has heard, there already. Immutable but for the live part; any
/// thread may read.
/// </remarks>
public sealed class ArrivingGoods
{
    /// <summary>What comes later than so many other arrivals that would do is not waited for.</summary>
    public const int MostLooks = 8;

    private readonly FrozenDictionary<int, Arrival[]> _byProduct;
    private readonly FrozenDictionary<Slot, int> _totals;
    private readonly LiveRooms _free;

    /// <summary>Lays arrivals out. O(arrivals · log).</summary>
    /// <param name="arrivals">In any order.</param>
    /// <param name="free">What of each slot is free; slots that are not open have nothing.</param>
    /// <param name="confidence">The share of arrivals that are there by their minute, 0 to 1.</param>
    public ArrivingGoods(IEnumerable<Arrival> arrivals, LiveRooms free, float confidence)
    {
        (_free, Confidence) = (free, confidence);
        var all = arrivals.ToArray();
        _byProduct = all.GroupBy(arrival => arrival.Product.Value).ToFrozenDictionary(of => of.Key, of => of
            .OrderBy(arrival => arrival.Facility.Value).ThenBy(arrival => arrival.ReadyMinute).ToArray());
        _totals = all.GroupBy(arrival => Slot.Arrival(arrival.Product, arrival.Facility)).ToFrozenDictionary(
            of => of.Key, of => (int)Math.Min(int.MaxValue, of.Sum(arrival => (long)arrival.Units)));
    }

    /// <summary>The share of arrivals that are there by their minute, 0 to 1.</summary>
    public float Confidence { get; }

    /// <summary>What may be claimed in all: the slots and their limits.</summary>
    public IReadOnlyDictionary<Slot, int> Limits => _totals;

    /// <summary>Whether any of a product is on its way. O(1).</summary>
    public bool Any(ProductId product) => _byProduct.ContainsKey(product.Value);

    /// <summary>Whether any product of a cart is on its way. O(lines).</summary>
    public bool AnyOf(ReadOnlySpan<CartLine> lines)
    {
        foreach (ref readonly var line in lines)
        {
            if (Any(line.Product))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first minute after another one in which something that a cart wants has arrived;
    /// <see cref="int.MaxValue"/> if there is none. O(arrivals of the cart's products).</summary>
    public int NextAfter(ReadOnlySpan<CartLine> lines, int minute)
    {
        var next = int.MaxValue;
        foreach (ref readonly var line in lines)
        {
            foreach (ref readonly var arrival in Of(line.Product))
            {
                next = arrival.ReadyMinute > minute ? Math.Min(next, arrival.ReadyMinute) : next;
            }
        }

        return next;
    }

    /// <summary>The first minute by which so many units of a product have come to some centers together, and are free;
    /// <see cref="int.MaxValue"/> if they never have. O(centers · arrivals of it · log).</summary>
    /// <param name="product">Of what.</param>
    /// <param name="facilities">The centers.</param>
    /// <param name="now">After when it comes.</param>
    /// <param name="units">How many; 1 or more.</param>
    public int FirstWith(ProductId product, ReadOnlySpan<FacilityId> facilities, int now, long units)
    {
        var minutes = MinutesAfter(product, now);
        var (low, high) = (0, minutes.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var come = 0L;
            foreach (var facility in facilities)
            {
                come += Of(product, facility, now, minutes[middle]);
            }

            (low, high) = come >= units ? (low, middle) : (middle + 1, high);
        }

        return low == minutes.Length ? int.MaxValue : minutes[low];
    }

    /// <summary>Units of a product that come to a center after a minute and not after another one, and are free.
    /// </summary>
    /// <remarks>What should have come by now and has not counts for nothing: nobody knows when it will.</remarks>
    /// <param name="product">Of what.</param>
    /// <param name="facility">Where.</param>
    /// <param name="now">After when.</param>
    /// <param name="by">By when.</param>
    public int Of(ProductId product, FacilityId facility, int now, int by)
    {
        var units = 0L;
        foreach (ref readonly var arrival in Of(product))
        {
            units += arrival.Facility == facility && arrival.ReadyMinute > now && arrival.ReadyMinute <= by
                ? arrival.Units : 0;
        }

        if (units == 0)
        {
            return 0;
        }

        var slot = Slot.Arrival(product, facility);
        var taken = _totals[slot] - (long)_free.Of(slot);
        return (int)Math.Clamp(units - Math.Max(0, taken), 0, int.MaxValue);
    }

    /// <summary>Adds what comes to centers to what is there.</summary>
    /// <param name="product">Of what.</param>
    /// <param name="facilities">The centers.</param>
    /// <param name="now">After when it comes.</param>
    /// <param name="by">By when.</param>
    /// <param name="units">What is there, one per center; what comes is added.</param>
    public void AddTo(ProductId product, ReadOnlySpan<FacilityId> facilities, int now, int by, Span<int> units)
    {
        for (var i = 0; i < facilities.Length && Any(product); i++)
        {
            units[i] = (int)Math.Min(int.MaxValue, (long)units[i] + Of(product, facilities[i], now, by));
        }
    }

    /// <summary>The minute before the first by which there are as many units of every line as it wants, there or come
    /// and free; <see cref="int.MaxValue"/> if there never are. <paramref name="now"/> where there are now.</summary>
    /// <param name="lines">What is wanted.</param>
    /// <param name="here">Units there now, for each line × center; less than 0 counts as none.</param>
    /// <param name="facilities">The centers.</param>
    /// <param name="now">After when it comes.</param>
    public int BeforeAll(
        ReadOnlySpan<CartLine> lines, ReadOnlySpan<int> here, ReadOnlySpan<FacilityId> facilities, int now)
    {
        var before = now;
        for (var line = 0; line < lines.Length && before < int.MaxValue; line++)
        {
            var lacks = (long)lines[line].Units;
            foreach (var units in here.Slice(line * facilities.Length, facilities.Length))
            {
                lacks -= Math.Max(0, units);
            }

            var first = lacks <= 0 ? now + 1 : FirstWith(lines[line].Product, facilities, now, lacks);
            before = Math.Max(before, first == int.MaxValue ? first : first - 1);
        }

        return before;
    }

    private int[] MinutesAfter(ProductId product, int now)
    {
        var minutes = new SortedSet<int>();
        foreach (ref readonly var arrival in Of(product))
        {
            if (arrival.ReadyMinute > now)
            {
                minutes.Add(arrival.ReadyMinute);
            }
        }

        return [.. minutes];
    }

    /// <summary>The same of a few products, renumbered from 1 in their turn, with what is free of them by now: a copy.
    /// </summary>
    /// <param name="products">The products, each once.</param>
    /// <param name="counts">Whether what comes to a center counts.</param>
    /// <param name="free">Receives what is free: whoever takes some of it says so there.</param>
    public ArrivingGoods Copy(
        ReadOnlySpan<ProductId> products, Func<ProductId, FacilityId, bool> counts, LiveRooms free)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(free);
        var copied = new List<Arrival>();
        for (var i = 0; i < products.Length; i++)
        {
            foreach (ref readonly var arrival in Of(products[i]))
            {
                if (counts(products[i], arrival.Facility))
                {
                    copied.Add(arrival with { Product = new(i + 1) });
                    free.Set(Slot.Arrival(new(i + 1), arrival.Facility),
                        _free.Of(Slot.Arrival(products[i], arrival.Facility)));
                }
            }
        }

        return new(copied, free, Confidence);
    }

    private ReadOnlySpan<Arrival> Of(ProductId product) =>
        _byProduct.TryGetValue(product.Value, out var arrivals) ? arrivals : [];
}
