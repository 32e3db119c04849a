namespace Quartermaster.Fulfillment.Orders;

/// <summary>Finds the cheapest set of parcels for an order: every set, small ones first, unless a bound rules it out.
/// </summary>
/// <remarks>Bound: what opening the parcels costs, plus the cheapest unit of each line anywhere. Parcels stand by that
/// cost, so the first one ruled out ends a branch. Exact for any number of parcels, within the work limit.</remarks>
internal ref struct SetSearch
{
    private readonly ReadOnlySpan<Parcel> _parcels;
    private readonly ReadOnlySpan<UnitCost> _costs;
    private readonly ReadOnlySpan<int> _wanted;
    private readonly Span<Parcel> _open;
    private readonly Span<int> _shares;
    private readonly long _splitMicros;
    private readonly int _mostSets;
    private readonly long _leastUnits;
    private int _sets;

    /// <summary>Starts a search.</summary>
    /// <param name="parcels">By the cost of opening them.</param>
    /// <param name="costs">Costs of units.</param>
    /// <param name="wanted">Units of each line; 0 for a line left out.</param>
    /// <param name="open">Room for the most parcels.</param>
    /// <param name="best">The best set found; same length.</param>
    /// <param name="shares">Room for one share per open parcel.</param>
    /// <param name="splitMicros">The cost of a further parcel.</param>
    /// <param name="mostSets">Sets looked at before giving up.</param>
    internal SetSearch(
        ReadOnlySpan<Parcel> parcels, ReadOnlySpan<UnitCost> costs, ReadOnlySpan<int> wanted, Span<Parcel> open,
        Span<Parcel> best, Span<int> shares, long splitMicros, int mostSets)
    {
        _parcels = parcels;
        _costs = costs;
        _wanted = wanted;
        _open = open;
        Best = best;
        _shares = shares;
        (_splitMicros, _mostSets) = (splitMicros, mostSets);
        _leastUnits = LeastUnits();
    }

    /// <summary>The best set.</summary>
    internal Span<Parcel> Best { get; }

    /// <summary>How many parcels it has; 0 if there is no set.</summary>
    internal int BestCount { get; private set; }

    /// <summary>Its cost, micros.</summary>
    internal long BestMicros { get; private set; } = long.MaxValue;

    /// <summary>Whether the work limit was reached.</summary>
    internal readonly bool IsCut => _sets >= _mostSets;

    /// <summary>Looks at sets of one parcel, then two, and so on.</summary>
    internal void Run()
    {
        for (var size = 1; size <= Math.Min(_open.Length, _parcels.Length); size++)
        {
            Branch(size, 0, 0, 0, 0);
        }
    }

    private void Branch(int size, int count, int next, ulong origins, long opening)
    {
        for (var i = next; i < _parcels.Length && _sets < _mostSets; i++)
        {
            ref readonly var parcel = ref _parcels[i];
            var sum = opening + parcel.FixedMicros + (count > 0 ? _splitMicros : 0);
            var rest = (size - count - 1) * (parcel.FixedMicros + _splitMicros);
            if (BestCount > 0 && sum + rest + _leastUnits >= BestMicros)
            {
                return;
            }

            if ((origins >> parcel.Origin & 1) != 0)
            {
                continue;
            }

            _open[count] = parcel;
            if (count + 1 == size)
            {
                Judge(size, sum);
            }
            else
            {
                Branch(size, count + 1, i + 1, origins | 1UL << parcel.Origin, sum);
            }
        }
    }

    private void Judge(int size, long cost)
    {
        _sets++;
        for (var line = 0; line < _wanted.Length; line++)
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

        if (cost < BestMicros)
        {
            (BestMicros, BestCount) = (cost, size);
            _open[..size].CopyTo(Best);
        }
    }

    private readonly long LeastUnits()
    {
        var sum = 0L;
        for (var line = 0; line < _wanted.Length; line++)
        {
            var least = long.MaxValue;
            foreach (ref readonly var parcel in _parcels)
            {
                ref readonly var cost = ref _costs[parcel.Costs + line];
                least = cost.Units > 0 ? Math.Min(least, cost.UnitMicros) : least;
            }

            sum += least == long.MaxValue ? 0 : least * _wanted[line];
        }

        return sum;
    }
}
