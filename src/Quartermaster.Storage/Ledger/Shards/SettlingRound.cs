using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger.Shards;

/// <summary>Who asks, hears and tells what, when the parts of some orders are brought in line with their homes.
/// </summary>
internal sealed class SettlingRound
{
    private readonly int _shards;
    private readonly Dictionary<OrderKey, OrderPlace> _places = [];
    private readonly Dictionary<OrderKey, List<(int Shard, PartReport Report)>> _reports = [];
    private readonly Dictionary<OrderKey, OrderWord> _words = [];

    /// <summary>A round.</summary>
    /// <param name="shards">How many shards there are.</param>
    /// <param name="orders">The orders, each with all shards that may hold something of it.</param>
    /// <param name="homes">Where each is known to be.</param>
    internal SettlingRound(int shards, WaitingPart[] orders, OrderHomes homes)
    {
        _shards = shards;
        (Foreign, Homes) = (Empty(), Empty());
        foreach (var (order, touched) in orders)
        {
            // What nobody is home to was never placed.
            var place = homes.Of(order);
            (_places[order], _reports[order]) = (place, []);
            _words[order] = new(order, OrderOutcome.Unknown, 0, false);
            for (var left = touched; left != 0; left &= left - 1)
            {
                var shard = (int)ulong.TrailingZeroCount(left);
                (place.IsKnown && shard == place.Home ? Homes : Foreign)[shard].Add(order);
            }
        }
    }

    /// <summary>By shard, the orders of which it holds a part.</summary>
    internal List<OrderKey>[] Foreign { get; }

    /// <summary>By shard, the orders whose home it is.</summary>
    internal List<OrderKey>[] Homes { get; }

    internal void Take((int Shard, OrderKey Order, PartReport Report)[] reports)
    {
        foreach (var (shard, order, report) in reports)
        {
            _reports[order].Add((shard, report));
        }
    }

    internal void Take((int Shard, OrderKey Order, OrderWord Word)[] words)
    {
        foreach (var (_, order, word) in words)
        {
            _words[order] = word;
        }
    }

    internal OrderWord WordOf(OrderKey order) => _words[order];

    /// <summary>How the parts of an order stand: those that are where its home says.</summary>
    /// <param name="order">The order.</param>
    /// <param name="content">The hash of it that its home has.</param>
    internal PartTotals TotalsOf(OrderKey order, ulong content) => _reports[order]
        .Where(one => (_places[order].Ledgers >> one.Shard & 1) != 0)
        .Aggregate(PartTotals.None, (sum, one) => sum.With(one.Report, content));

    /// <summary>By shard, the orders whose part is not in line with the word of its home.</summary>
    internal List<OrderKey>[] ToTell()
    {
        var byShard = Empty();
        foreach (var (order, reports) in _reports)
        {
            var word = _words[order];
            foreach (var (shard, report) in reports)
            {
                if (report.State is OrderOutcome.Held or OrderOutcome.Decided
                    && (report.Content != word.Content || !report.IsInLine(in word)))
                {
                    byShard[shard].Add(order);
                }
            }
        }

        return byShard;
    }

    private List<OrderKey>[] Empty() => [.. Enumerable.Range(0, _shards).Select(_ => new List<OrderKey>())];
}
