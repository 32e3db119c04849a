using System.Numerics;

namespace Quartermaster.Planning.LaneSpace;

/// <summary>Ships expected demand at prices of lane space: every region's units by the way that costs least, whatever
/// the others do.</summary>
/// <remarks>Regions that no limited lane leads to are left out: prices change nothing for them. Not for several threads
/// at once.</remarks>
public sealed class LaneSpaceFlow
{
    private readonly LaneSpaceInputs _inputs;
    private readonly int _regions;

    // Instant × regions, those that prices may change something for.
    private readonly (int Instant, int Region)[] _touched;
    private readonly (double Priced, int Way)[] _best;
    private readonly double[] _units;

    /// <summary>Opens a window.</summary>
    /// <param name="inputs">What is known.</param>
    public LaneSpaceFlow(LaneSpaceInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        (_inputs, _regions) = (inputs, inputs.Units.Columns);
        (_best, _units) = (new (double, int)[inputs.Centers], new double[inputs.Centers]);
        _touched = [.. from instant in Enumerable.Range(0, inputs.Instants.Count)
            from region in Enumerable.Range(0, _regions)
            where IsTouched(instant, region)
            select (instant, region)];
    }

    /// <summary>How many days of lanes have a price.</summary>
    public int LaneDays => _inputs.LaneDays.Count;

    /// <summary>Ships everything at prices; what costs more than losing it is lost. O(instants × regions ×
    /// (ways + sets of centers × centers)).</summary>
    /// <param name="prices">Currency per typical unit, by day of a lane.</param>
    /// <returns>What shipping is worth against losing everything, before paying the prices, and the units shipped by
    /// day of a lane.</returns>
    public (double Value, double[] Usage) Ship(ReadOnlySpan<double> prices)
    {
        var (value, usage) = (0.0, new double[_inputs.LaneDays.Count]);
        foreach (var (instant, region) in _touched)
        {
            Choose(instant, region, prices);
            Array.Clear(_units);
            for (var stocking = 0; stocking < _inputs.Stockings.Count; stocking++)
            {
                if (_inputs.Units.Row(stocking)[region] is > 0 and var units
                    && Cheapest(_inputs.Stockings.Rows[stocking]) is >= 0 and var center)
                {
                    _units[center] += units * _inputs.Instants.Rows[instant];
                }
            }

            for (var center = 0; center < _units.Length; center++)
            {
                if (_units[center] > 0)
                {
                    ref readonly var way = ref _inputs.Ways.Rows[_best[center].Way];
                    value += _units[center] * (_inputs.LostPerUnit - way.Cost);
                    way.AddTo(usage, _units[center]);
                }
            }
        }

        return (value, usage);
    }

    // The cheapest way of each center, the first of equals; without one it costs what losing does.
    private void Choose(int instant, int region, ReadOnlySpan<double> prices)
    {
        for (var center = 0; center < _inputs.Centers; center++)
        {
            var (start, end) = RowsOf(instant, center, region);
            _best[center] = (_inputs.LostPerUnit, -1);
            for (var at = start; at < end; at++)
            {
                ref readonly var way = ref _inputs.Ways.Rows[at];
                var priced = way.Cost + way.PriceAt(prices);
                _best[center] = priced < _best[center].Priced ? (priced, at) : _best[center];
            }
        }
    }

    private int Cheapest(ulong stocking)
    {
        var (best, least) = (-1, _inputs.LostPerUnit);
        for (var left = stocking; left != 0; left &= left - 1)
        {
            var center = BitOperations.TrailingZeroCount(left);
            if (_best[center].Priced < least)
            {
                (best, least) = (center, _best[center].Priced);
            }
        }

        return best;
    }

    private bool IsTouched(int instant, int region)
    {
        for (var center = 0; center < _inputs.Centers; center++)
        {
            var (start, end) = RowsOf(instant, center, region);
            for (var at = start; at < end; at++)
            {
                if (_inputs.Ways.Rows[at].First >= 0)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private (int Start, int End) RowsOf(int instant, int center, int region)
    {
        var of = (((instant * _inputs.Centers) + center) * _regions) + region;
        return (_inputs.WaysOf.FirstRow(of), _inputs.WaysOf.FirstRow(of + 1));
    }
}
