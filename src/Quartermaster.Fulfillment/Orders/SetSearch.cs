namespace Quartermaster.Fulfillment.Orders;

/// <summary>Finds the cheapest set of parcels for an order: every set, small ones first, unless a bound rules it out.
/// </summary>
/// <remarks>Two bounds. The first: what opening the parcels costs, plus the cheapest unit of each line anywhere;
/// parcels stand by that cost, so the first one ruled out ends a branch. The second: the same with the cheapest unit of
/// each line among the parcels opened and those still to come, which rules out one set at a time. Lines that no FC has
/// together need as many FCs, so smaller sets are not looked at, and the last FC of a set must have every line that the
/// others lack. Exact for any number of parcels, within the work limit.</remarks>
internal ref partial struct SetSearch
{
    // A line that no parcel here has.
    private const long None = long.MaxValue;

    private readonly ReadOnlySpan<Parcel> _parcels;
    private readonly ReadOnlySpan<UnitCost> _costs;
    private readonly ReadOnlySpan<int> _wanted;
    private readonly Span<Parcel> _open;
    private readonly Span<int> _shares;
    private readonly Span<long> _after;
    private readonly Span<long> _levels;
    private readonly Span<long> _having;
    private readonly long _splitMicros;
    private readonly int _mostSets;
    private readonly long _leastUnits;
    private readonly bool _isSingle;
    private readonly PackedDivision? _packed;
    private int _sets;

    /// <summary>Starts a search.</summary>
    /// <param name="parcels">By the cost of opening them.</param>
    /// <param name="costs">Costs of units.</param>
    /// <param name="wanted">Units of each line; 0 for a line left out.</param>
    /// <param name="open">Room for the most parcels.</param>
    /// <param name="best">The best set found; same length.</param>
    /// <param name="shares">Room for one share per open parcel.</param>
    /// <param name="work">Room for <see cref="WorkCells"/> numbers.</param>
    /// <param name="splitMicros">The cost of a further parcel.</param>
    /// <param name="mostSets">Sets looked at before giving up.</param>
    /// <param name="packed">Counts the parcels of a division; null where each FC sends one.</param>
    internal SetSearch(
        ReadOnlySpan<Parcel> parcels, ReadOnlySpan<UnitCost> costs, ReadOnlySpan<int> wanted, Span<Parcel> open,
        Span<Parcel> best, Span<int> shares, Span<long> work, long splitMicros, int mostSets,
        PackedDivision? packed = null)
    {
        _parcels = parcels;
        _costs = costs;
        _wanted = wanted;
        _open = open;
        Best = best;
        _shares = shares;
        _after = work[..((parcels.Length + 1) * wanted.Length)];
        _levels = work.Slice(_after.Length, (open.Length + 1) * wanted.Length);
        _having = work.Slice(_after.Length + _levels.Length, wanted.Length);
        (_splitMicros, _mostSets, _packed) = (splitMicros, mostSets, packed);
        _isSingle = !wanted.ContainsAnyExceptInRange(0, 1);
        FillAfter();
        _leastUnits = SumOf(_after[..wanted.Length]) is var least && least == None ? 0 : least;
    }

    /// <summary>The best set.</summary>
    internal Span<Parcel> Best { get; }

    /// <summary>How many parcels it has; 0 if there is no set.</summary>
    internal int BestCount { get; private set; }

    /// <summary>Its cost, micros.</summary>
    internal long BestMicros { get; private set; } = long.MaxValue;

    /// <summary>Whether the work limit was reached.</summary>
    internal readonly bool IsCut => _sets >= _mostSets || _packed is { IsCut: true };

    /// <summary>How many numbers a search keeps.</summary>
    internal static int WorkCells(int parcels, int lines, int most) => (parcels + most + 3) * lines;

    /// <summary>Looks at sets of one parcel, then two, and so on.</summary>
    internal void Run()
    {
        var most = Math.Min(_open.Length, _parcels.Length);
        for (var size = Math.Max(1, LeastSize(0)); size <= most && _sets < _mostSets; size++)
        {
            // Parcels stand by what opening one costs: so many cost at least as often as much as the first.
            var opening = (size * (_parcels[0].FixedMicros + _splitMicros)) - _splitMicros;
            if (BestCount > 0 && opening + _leastUnits >= BestMicros)
            {
                return;
            }

            Branch(size, 0, 0, 0, 0, size == 1 ? Lacking(0) : ulong.MaxValue);
        }
    }

    // The FCs that have every line that some FCs lack; all FCs if they lack none.
    private readonly ulong Lacking(ulong origins)
    {
        var all = ulong.MaxValue;
        for (var line = 0; line < _wanted.Length; line++)
        {
            var having = (ulong)_having[line];
            all &= _wanted[line] > 0 && (having & origins) == 0 ? having : ulong.MaxValue;
        }

        return all;
    }

    // Lines that the opened FCs lack and of which no FC has two, taken as they come, need an FC each.
    private readonly int LeastSize(ulong opened)
    {
        var (size, taken) = (0, opened);
        for (var line = 0; line < _wanted.Length; line++)
        {
            var having = (ulong)_having[line];
            if (_wanted[line] > 0 && (having & taken) == 0)
            {
                (size, taken) = (size + 1, taken | having);
            }
        }

        return size;
    }

    private void Branch(int size, int count, int next, ulong origins, long opening, ulong allowed)
    {
        var lines = _wanted.Length;
        for (var i = next; i < _parcels.Length && _sets < _mostSets; i++)
        {
            ref readonly var parcel = ref _parcels[i];
            var sum = opening + parcel.FixedMicros + (count > 0 ? _splitMicros : 0);
            var rest = (size - count - 1) * (parcel.FixedMicros + _splitMicros);
            if (BestCount > 0 && sum + rest + _leastUnits >= BestMicros)
            {
                return;
            }

            if (((origins | ~allowed) >> parcel.Origin & 1) != 0)
            {
                continue;
            }

            var isWhole = count + 1 == size;
            if (!isWhole && LeastSize(origins | 1UL << parcel.Origin) > size - count - 1)
            {
                continue;
            }

            _open[count] = parcel;
            _sets++;
            var goods = Lower(count, in parcel, isWhole ? default : _after.Slice((i + 1) * lines, lines));
            if (goods == None || (BestCount > 0 && sum + rest + goods >= BestMicros))
            {
                continue;
            }

            if (isWhole)
            {
                Judge(size, sum, goods);
            }
            else
            {
                var opened = origins | 1UL << parcel.Origin;
                Branch(size, count + 1, i + 1, opened, sum, count + 2 == size ? Lacking(opened) : ulong.MaxValue);
            }
        }
    }

    // The least that the goods cost with one more parcel open, and perhaps some of those after it; none if a line is in
    // none of them.
    private readonly long Lower(int count, in Parcel parcel, ReadOnlySpan<long> after)
    {
        var lines = _wanted.Length;
        var before = _levels.Slice(count * lines, lines);
        var now = _levels.Slice((count + 1) * lines, lines);
        var costs = _costs.Slice(parcel.Costs, lines);
        var sum = 0L;
        for (var line = 0; line < lines; line++)
        {
            var level = LineOf(in costs[line], _wanted[line]);
            level = count == 0 ? level : Math.Min(level, before[line]);
            now[line] = level;
            level = after.IsEmpty ? level : Math.Min(level, after[line]);
            sum = sum == None || level == None ? None : sum + level;
        }

        return sum;
    }

    private void Judge(int size, long opening, long goods)
    {
        // Lines of one unit each are in one parcel: the bound is the cost.
        var cost = opening + (_isSingle ? goods : 0);
        for (var line = 0; line < _wanted.Length && !_isSingle; line++)
        {
            if (_wanted[line] == 0)
            {
                continue;
            }

            var share = LineShare.Of(_open[..size], _costs, line, _wanted[line], _shares[..size]);
            if (share == LineShare.Infeasible)
            {
                return;
            }

            cost += share;
        }

        if (cost < BestMicros && _packed is not null)
        {
            // What was counted is one parcel per FC.
            cost = _packed.Least(_open[..size], _costs, _wanted, opening, BestMicros);
        }

        if (cost < BestMicros)
        {
            (BestMicros, BestCount) = (cost, size);
            _open[..size].CopyTo(Best);
        }
    }

    // What a line costs if all its units cost what the first does: no division of it costs less.
    private static long LineOf(in UnitCost cost, int wanted) =>
        wanted == 0 ? 0 : cost.Units > 0 ? wanted * cost.UnitMicros : None;

    private readonly void FillAfter()
    {
        var lines = _wanted.Length;
        for (var line = 0; line < lines; line++)
        {
            _after[(_parcels.Length * lines) + line] = _wanted[line] == 0 ? 0 : None;
            _having[line] = 0;
        }

        for (var i = _parcels.Length - 1; i >= 0; i--)
        {
            var costs = _costs.Slice(_parcels[i].Costs, lines);
            var now = _after.Slice(i * lines, lines);
            var after = _after.Slice((i + 1) * lines, lines);
            for (var line = 0; line < lines; line++)
            {
                now[line] = Math.Min(after[line], LineOf(in costs[line], _wanted[line]));
                _having[line] |= costs[line].Units > 0 ? 1L << _parcels[i].Origin : 0;
            }
        }
    }

    private static long SumOf(ReadOnlySpan<long> costs)
    {
        var sum = 0L;
        foreach (var cost in costs)
        {
            sum = sum == None || cost == None ? None : sum + cost;
        }

        return sum;
    }
}
