using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Orders.Backlog;

/// <summary>Improves the plans of open orders, move by move, as long as one saves something.</summary>
/// <remarks>
/// Three kinds of move, each the release of a few orders and a new exact plan for each in turn: one order alone; a
/// chain, in which an order takes what it would like and those that held it are planned again (exchange of units,
/// ejection); orders of one party as one, or apart again. A move is kept if every line that was shipped in time still
/// is, and the sum of costs and of the worth of stock taken falls; else it is undone. What an order would like is its
/// plan as if no open order held anything: where that costs no less than what it has, no exchange can help it, and it
/// is passed over.
/// </remarks>
internal sealed class BacklogSearch
{
    // A line more is shipped whatever it costs: ten million currency units.
    private const long MissingMicros = 10_000_000_000_000;
    private const int Most = OrderInputs.FacilitiesPerLine;
    private const int MostRounds = 10;

    private readonly BacklogPolicy _policy;
    private readonly BacklogWorld _world;
    private readonly OrdersEngine _engine;
    private readonly List<OpenOrder> _orders;
    private readonly Dictionary<int, List<int>> _holders = [];
    private readonly int[][] _parties;
    private readonly long _leastGain;
    private readonly long _splitMicros;
    private readonly int _mostPlans;
    private long _costs;

    internal BacklogSearch(BacklogPolicy policy, BacklogWorld world, List<OpenOrder> orders)
    {
        (_policy, _world, _orders, _engine) = (policy, world, orders, new(policy.Orders));
        _leastGain = Math.Max(1, policy.LeastGain.Micros);
        _splitMicros = Math.Max(0, policy.Orders.SplitCost.Micros);
        _mostPlans = (int)Math.Min(int.MaxValue, (long)policy.MostPlansPerOrder * Math.Max(1, orders.Count));
        _parties =
        [
            .. orders.Index().Where(order => order.Item.Party != 0)
                .GroupBy(order => (order.Item.Party, order.Item.Request.Region))
                .Select(party => party.Select(order => order.Index).ToArray()).Where(party => party.Length > 1),
        ];
        for (var order = 0; order < orders.Count; order++)
        {
            Hold(order);
        }
    }

    /// <summary>Plans made.</summary>
    internal int Plans { get; private set; }

    /// <summary>Whether the work limit ended it.</summary>
    internal bool IsCut => Plans >= _mostPlans;

    /// <summary>Costs and the worth of stock taken, up to a constant; lines not shipped left out. Micros.</summary>
    internal long CostMicros => _costs + _world.WorthTaken - (MissingMicros * Missing);

    /// <summary>Lines not shipped.</summary>
    internal int Missing => _orders.Sum(order => order.Missing);

    private long Objective => _costs + _world.WorthTaken;

    /// <summary>Makes moves until none saves anything.</summary>
    internal void Run()
    {
        for (var (round, moved) = (0, true); moved && round < MostRounds; round++)
        {
            moved = false;
            for (var order = 0; order < _orders.Count && !IsCut; order++)
            {
                moved |= _orders[order].Lines.Length > 0 && (Try([order]) || TryChains(order));
            }

            moved |= Consolidate();
        }
    }

    // Takes what its plan holds.
    private void Hold(int order)
    {
        _world.Take(_orders[order].Rows);
        _costs += CostOf(_orders[order]);
        foreach (ref readonly var row in _orders[order].Rows.AsSpan())
        {
            if (row.Units > 0)
            {
                var cell = _world.CellOf(in row);
                (_holders.TryGetValue(cell, out var holders) ? holders : _holders[cell] = []).Add(order);
            }
        }
    }

    private void Release(int order)
    {
        _world.Take(_orders[order].Rows, back: true);
        _costs -= CostOf(_orders[order]);
        foreach (ref readonly var row in _orders[order].Rows.AsSpan())
        {
            if (row.Units > 0)
            {
                _holders[_world.CellOf(in row)].Remove(order);
            }
        }
    }

    private long CostOf(OpenOrder order) =>
        BacklogCosts.Of(_world.Free, order, _splitMicros) + (MissingMicros * order.Missing);

    private OpenOrder PlanOf(OrderInputs inputs, OpenOrder order)
    {
        Plans++;
        var rows = new ShipmentRow[order.Rows.Length];
        _engine.DecideOne(inputs, order.Request, order.Lines, rows);
        return order.By(rows);
    }

    // Plans some orders again in this turn; whether that saved anything.
    private bool Try(ReadOnlySpan<int> chain)
    {
        var (before, old) = (Objective, new OpenOrder[chain.Length]);
        for (var i = 0; i < chain.Length; i++)
        {
            old[i] = _orders[chain[i]];
            Release(chain[i]);
        }

        var keeps = true;
        var held = 0;
        for (; held < chain.Length && keeps; held++)
        {
            var order = chain[held];
            _orders[order] = PlanOf(_world.Free, old[held]);
            keeps = KeepsPromises(old[held], _orders[order]);
            Hold(order);
        }

        if (keeps && Objective <= before - _leastGain)
        {
            return true;
        }

        for (var i = 0; i < held; i++)
        {
            Release(chain[i]);
        }

        for (var i = 0; i < chain.Length; i++)
        {
            _orders[chain[i]] = old[i];
            Hold(chain[i]);
        }

        return false;
    }

    private static bool KeepsPromises(OpenOrder before, OpenOrder after)
    {
        for (var line = 0; line < before.Lines.Length; line++)
        {
            if (before.Ships(line) && !after.Ships(line))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryChains(int order)
    {
        if (_policy.LongestChain < 2)
        {
            return false;
        }

        foreach (var blocker in BlockersOf(order, -1))
        {
            if (IsCut)
            {
                return false;
            }

            if (Try([order, blocker]) || Try([blocker, order]))
            {
                return true;
            }

            foreach (var third in _policy.LongestChain < 3 ? [] : BlockersOf(blocker, order))
            {
                if (!IsCut && Try([order, blocker, third]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // Who holds what an order would like, the first so many; none where it has what it would like, or as good.
    private List<int> BlockersOf(int order, int besides)
    {
        var (blockers, now) = (new List<int>(), _orders[order]);
        Release(order);
        var free = PlanOf(_world.Free, now);
        var liked = PlanOf(_world.All, now);
        _orders[order] = now;
        Hold(order);
        if (WantsNothing(liked, free))
        {
            return blockers;
        }

        foreach (ref readonly var row in liked.Rows.AsSpan())
        {
            // Enough is free where it does not already hold it: nobody is in the way.
            if (row.Units == 0 || !_holders.TryGetValue(_world.CellOf(in row), out var holders)
                || _world.FreeIn(_world.CellOf(in row)) >= row.Units)
            {
                continue;
            }

            foreach (var holder in holders)
            {
                if (holder != order && holder != besides && blockers.Count < _policy.MostBlockers
                    && !blockers.Contains(holder))
                {
                    blockers.Add(holder);
                }
            }
        }

        return blockers;
    }

    private bool WantsNothing(OpenOrder liked, OpenOrder free) =>
        liked.Missing == free.Missing && CostOf(liked) >= CostOf(free) && liked.Rows.AsSpan().SequenceEqual(free.Rows);

    private bool Consolidate()
    {
        var moved = false;
        foreach (var party in _parties)
        {
            for (var one = 0; one < party.Length; one++)
            {
                for (var other = one + 1; other < party.Length && !IsCut; other++)
                {
                    moved |= TryJoin(party[one], party[other]);
                }
            }
        }

        return moved;
    }

    // Two orders of a party as one, by the earlier promise. The second leaves an order without lines behind.
    private bool TryJoin(int one, int other)
    {
        var (before, mine, its) = (Objective, _orders[one], _orders[other]);
        if (mine.Lines.Length == 0 || its.Lines.Length == 0)
        {
            return false;
        }

        Release(one);
        Release(other);
        _orders[one] = PlanOf(_world.Free, OpenOrder.Join(mine, its));
        _orders[other] = its with { Lines = [], Rows = [], Members = [], Parts = null };
        Hold(one);
        Hold(other);
        if (_orders[one].Missing <= mine.Missing + its.Missing && KeepsLines(mine) && KeepsLines(its)
            && _orders[one].FitsOneParcelEach(_world.Free) && Objective <= before - _leastGain)
        {
            return true;
        }

        Release(one);
        Release(other);
        (_orders[one], _orders[other]) = (mine, its);
        Hold(one);
        Hold(other);
        return false;

        bool KeepsLines(OpenOrder part)
        {
            for (var line = 0; line < part.Lines.Length; line++)
            {
                var product = part.Lines[line].Product;
                if (part.Ships(line)
                    && !_orders[one].Ships(Array.FindIndex(_orders[one].Lines, its => its.Product == product)))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
