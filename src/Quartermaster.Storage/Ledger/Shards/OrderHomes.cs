using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger.Shards;

/// <summary>Where the orders are that the shards remember: of each order the shards that hold something of it, and
/// which of them is its home. About 60 bytes per order.</summary>
/// <remarks>Made anew from the ledgers whenever they are opened, and forgotten after them (<see
/// cref="ShardedLedger.ForgetAsync"/>). So whether an order was given before is one look in memory, whatever products
/// it had then. Safe for several threads.</remarks>
internal sealed class OrderHomes
{
    /// <summary>The orders lie in so many parts, each with a lock of its own.</summary>
    internal const int Stripes = 64;

    private readonly SteadyMap<OrderKey, OrderPlace>[] _stripes =
        [.. Enumerable.Range(0, Stripes).Select(_ => new SteadyMap<OrderKey, OrderPlace>())];

    /// <summary>The orders of which it is known where they are.</summary>
    internal int Count => _stripes.Sum(CountOf);

    /// <summary>Where an order is; the default for one that is not known.</summary>
    internal OrderPlace Of(OrderKey order)
    {
        var stripe = StripeOf(order);
        lock (stripe)
        {
            return stripe.GetValueOrDefault(order);
        }
    }

    internal void Set(OrderKey order, OrderPlace place)
    {
        var stripe = StripeOf(order);
        lock (stripe)
        {
            stripe.Set(order, place);
        }
    }

    internal void Remove(OrderKey order)
    {
        var stripe = StripeOf(order);
        lock (stripe)
        {
            stripe.Remove(order);
        }
    }

    /// <summary>Some of the orders, by home: all of them in all stripes. O(orders of the stripe).</summary>
    /// <param name="stripe">Below <see cref="Stripes"/>.</param>
    internal ILookup<int, OrderKey> InStripe(int stripe)
    {
        lock (_stripes[stripe])
        {
            return _stripes[stripe].Pairs.ToLookup(pair => pair.Value.Home, pair => pair.Key);
        }
    }

    /// <summary>Adds the orders whose home is a shard.</summary>
    internal void Add(int shard, IEnumerable<WaitingPart> homes)
    {
        foreach (var home in homes)
        {
            Set(home.Order, new(home.Ledgers == 0 ? 1UL << shard : home.Ledgers, shard));
        }
    }

    private static int CountOf(SteadyMap<OrderKey, OrderPlace> stripe)
    {
        lock (stripe)
        {
            return stripe.Count;
        }
    }

    private SteadyMap<OrderKey, OrderPlace> StripeOf(OrderKey order) =>
        _stripes[(int)(unchecked((order.High ^ order.Low) * 0x9E3779B97F4A7C15UL) >> 58)];
}
