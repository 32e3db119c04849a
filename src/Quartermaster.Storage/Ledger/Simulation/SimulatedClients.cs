using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Numerics;

namespace Quartermaster.Storage.Ledger.Simulation;

/// <summary>Clients of a simulated ledger: what has no answer when the machine stops is asked again until it has one.
/// </summary>
internal sealed partial class SimulatedClients(ulong seed)
{
    internal const int Products = 5;
    internal const int Facilities = 3;

    private static readonly FeedKey s_feed = FeedKey.Of("simulated");
    private static readonly Instant s_start = Instant.Of(new(2026, 1, 1));

    private readonly List<Request> _open = [];
    private readonly List<(Request Request, CallWork<int> Work)> _asked = [];
    private readonly List<Request> _done = [];
    private readonly long[] _received = new long[Products + 1];
    private ulong _draws;
    private ulong _next;
    private long _minute;

    /// <summary>Units that acknowledged receipts brought, by product: each once, however often it was asked.</summary>
    internal long ReceivedOf(int product) => _received[product];

    /// <summary>Requests that had an answer.</summary>
    internal long Answered { get; private set; }

    /// <summary>Requests among them that let orders leave from elsewhere.</summary>
    internal long Moved { get; private set; }

    /// <summary>Requests among them that took units off the shelf that an order claimed.</summary>
    internal long Shorted { get; private set; }

    /// <summary>Requests among them that ended a change that was held beside an order.</summary>
    internal long Changed { get; private set; }

    /// <summary>Orders that were picked, as their clients heard.</summary>
    internal long Picked { get; private set; }

    /// <summary>Orders that were taken, as their clients heard, and waited for goods on their way.</summary>
    internal long Waited { get; private set; }

    /// <summary>Requests among them that had the ledger forget days.</summary>
    internal long Forgotten { get; private set; }

    /// <summary>Receipts that were given again after their day was forgotten, and refused.</summary>
    internal long TooOld { get; private set; }

    /// <summary>A batch: some new requests, and some without an answer again.</summary>
    internal List<LedgerWork> Batch()
    {
        for (var count = 1 + Below(8); count > 0; count--)
        {
            var request = _open.Count > 0 && Below(3) == 0 ? _open[Below(_open.Count)] : New();
            _open.Remove(request);
            _open.Add(request);
            _asked.Add((request, new(request.Do)));
        }

        return [.. _asked.Select(pair => pair.Work)];
    }

    /// <summary>Everything that has no answer.</summary>
    internal List<LedgerWork> Rest()
    {
        _asked.AddRange(_open.Select(request => (request, new CallWork<int>(request.Do))));
        return [.. _asked.Select(pair => pair.Work)];
    }

    /// <summary>Takes the answers that there are; what has none was asked in vain.</summary>
    internal void Hear()
    {
        foreach (var (request, work) in _asked)
        {
            if (!work.Answer.IsCompletedSuccessfully)
            {
                continue;
            }

            if (_open.Remove(request))
            {
                Answered++;
                Changed += request.IsChange && work.Answer.Result == 1 ? 1 : 0;
                Shorted += request.IsShort && work.Answer.Result == (int)MoveOutcome.Moved ? 1 : 0;
                Picked += request.IsPick && work.Answer.Result == (int)OrderOutcome.Decided ? 1 : 0;
                Waited += request.Waits && ((OrderOutcome)work.Answer.Result).IsAccepted() ? 1 : 0;
                Moved += request.IsMove && work.Answer.Result == (int)MoveOutcome.Moved ? 1 : 0;
                Forgotten += request.Forgets && work.Answer.Result == 1 ? 1 : 0;
                TooOld += request.IsAgain && work.Answer.Result == (int)Outcome.TooOld ? 1 : 0;
            }

            // Asked twice at once, it may find no room the first time and some the second.
            if (request is { Units: > 0, IsReceived: false }
                && work.Answer.Result is (int)Outcome.Posted or (int)Outcome.AlreadyPosted)
            {
                request.IsReceived = true;
                _done.Add(request);
                _received[request.Product] += request.Units;
            }
        }

        _asked.Clear();
    }

    private Request New()
    {
        var (number, kind) = (++_next, Below(24));
        var (product, facility, units) = (1 + Below(Products), 1 + Below(Facilities), 1 + Below(6));
        // Now and then nearly all units that a cell can have: what is held must find room there again.
        var many = Below(16) == 0 ? int.MaxValue - Below(4) : units;
        var at = s_start.PlusMinutes((int)(_minute += Below(3) + (kind == 18 ? 1_440 * Below(2) : 0)));
        var order = new OrderKey(seed, 1 + (ulong)Below((int)Math.Min(60, number)));
        var slot = Slot.Pick(new(facility), s_start.UtcDay);
        var arrival = Slot.Arrival(new(product), new(facility));
        StockClaim[] lines =
        [
            new(new(product), new(facility), units), new(new(1 + Below(Products)), new(1 + Below(Facilities)), 1),
        ];
        return kind switch
        {
            0 or 1 or 2 => new(ledger => Post(ledger, Movements.ReceiveExtra(
                new(number, 1), at, new(product), new(facility), many)))
            {
                Product = product, Units = many, Key = new(number, 1),
            },
            3 => new(ledger => (int)ledger.Hold(order, at, at.PlusMinutes(1 + units), lines, [new(slot, units)])),
            4 => new(ledger => (int)ledger.Place(new(seed, 1_000 + number), at, lines, [new(slot, 1)])),
            5 => new(ledger => (int)ledger.Decide(order, at)),
            6 => new(ledger => (int)ledger.Release(order, at)),
            7 => new(ledger => (int)ledger.Ship(order, default, at)),
            8 => new(ledger => ledger.Expire(at)),
            9 => new(ledger => Open(ledger, slot, 10 * units, at)),
            10 => new(ledger => (int)ledger.Count(
                new(number, seed), at, new(new(product), new(facility), many == units ? 4 * units : many))),
            11 => new(ledger => (int)Move(ledger, number, at, new(facility))) { IsMove = true },
            12 => new(ledger => Post(ledger, Movements.Order(
                new(number, 3), at, new(product), new(facility), units)))
            {
                Product = product, Units = units, Key = new(number, 3),
            },
            13 => new(ledger => Post(ledger, Movements.Receive(
                new(number, 4), at, new(product), new(facility), units))),
            14 => new(ledger => Open(ledger, arrival, units, at)),
            15 => new(ledger => (int)ledger.Hold(
                order, at, at.PlusMinutes(5 * units), [], [new(arrival, 1 + (units / 3))])) { Waits = true },
            16 => new(ledger => (int)ledger.Place(
                new(seed, 1_000 + number), at, [], [new(arrival, 1 + (units / 3)), new(slot, 1)]))
            {
                Waits = true,
            },
            18 => Forget(at),
            19 => Again(at),
            20 => new(ledger => (int)ledger.Pick(
                units > 2 ? order : AnyUnpicked(ledger, number)?.Order ?? order, new(units % 2 * facility), at))
            {
                IsPick = true,
            },
            21 => new(ledger => (int)Short(ledger, number, at)) { IsShort = true },
            22 => new(ledger => (int)HoldChange(ledger, number, at, new(facility))),
            23 => new(ledger => EndChange(ledger, number, at) ? 1 : 0) { IsChange = true },
            _ => new(ledger => Feed(ledger, at, new(new(product), new(facility), (long)number,
                units > 3 ? FeedKind.Level : FeedKind.Change, many - 2))),
        } with { At = at };
    }

    // No day of which something has no answer yet: nobody could tell then whether it was done.
    private Request Forget(Instant at)
    {
        var before = _open.Select(request => request.At.UtcDay).Append(at.UtcDay).Min();
        return new(ledger =>
        {
            var isNew = before > ledger.RemembersFrom;
            ledger.Forget(before);
            return isNew ? 1 : 0;
        }) { Forgets = true };
    }

    // A receipt that had its answer long ago is known or refused, whatever day its key was moved to; or its key is
    // moved.
    private Request Again(Instant at)
    {
        if (_done.Count == 0)
        {
            return new(ledger => ledger.Expire(at));
        }

        var one = _done[Below(_done.Count)];
        var until = Below(3) == 0 ? at : one.At;
        return Below(3) == 0 ? new(ledger => ledger.Remember(one.Key, until) ? 1 : 0)
            : new(ledger => Post(ledger, Movements.ReceiveExtra(one.Key, one.At, new(one.Product), new(1), one.Units)))
            {
                IsAgain = true,
            };
    }

    private static int Post(GoodsLedger ledger, Entry entry)
    {
        var outcome = default(Outcome);
        ledger.Post(new(in entry), new(ref outcome));
        return (int)outcome;
    }

    private static int Open(GoodsLedger ledger, Slot slot, int limit, Instant at)
    {
        ledger.OpenSlot(slot, limit, at);
        return limit;
    }

    private static int Feed(GoodsLedger ledger, Instant at, FeedUpdate update)
    {
        var outcome = default(FeedOutcome);
        ledger.Feed(s_feed, at, new(in update), new(ref outcome));
        return (int)outcome;
    }

    private int Below(int end) => (int)(KeyedRandom.Uniform(seed, 7, _draws++, 0) * end);

    private sealed record Request(Func<GoodsLedger, int> Do)
    {
        internal int Product { get; init; }

        internal int Units { get; init; }

        internal EntryKey Key { get; init; }

        internal Instant At { get; init; }

        internal bool IsMove { get; init; }

        internal bool IsShort { get; init; }

        internal bool IsChange { get; init; }

        internal bool IsPick { get; init; }

        internal bool Waits { get; init; }

        internal bool Forgets { get; init; }

        internal bool IsAgain { get; init; }

        internal bool IsReceived { get; set; }
    }
}
