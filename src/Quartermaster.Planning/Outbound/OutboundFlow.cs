using System.Collections.Immutable;
using System.Numerics;

namespace Quartermaster.Planning.Outbound;

/// <summary>Ships a day's expected demand at prices: every region's units from the center that costs least, whatever
/// the others do.</summary>
public sealed class OutboundFlow
{
    private readonly OutboundInputs _inputs;
    private readonly double _factor;
    private readonly int[] _places;

    /// <summary>Opens a day.</summary>
    /// <param name="inputs">What is known.</param>
    /// <param name="day">Which of its ship days, from 0.</param>
    public OutboundFlow(OutboundInputs inputs, int day)
    {
        (_inputs, _factor) = (inputs, inputs.DayFactors.Rows[day]);
        var (centers, limits) = (new List<int>(), ImmutableArray.CreateBuilder<double>());
        _places = new int[inputs.Centers.Length];
        for (var center = 0; center < _places.Length; center++)
        {
            var limit = inputs.Limits.Rows[(center * inputs.DayFactors.Count) + day];
            _places[center] = double.IsFinite(limit) ? centers.Count : -1;
            if (double.IsFinite(limit))
            {
                centers.Add(center);
                limits.Add(Math.Max(0, limit));
            }
        }

        (Centers, Limits) = ([.. centers], limits.ToImmutable());
    }

    /// <summary>The limited centers.</summary>
    public int[] Centers { get; }

    /// <summary>Their limits, units; 0 or more.</summary>
    public ImmutableArray<double> Limits { get; }

    /// <summary>Ships everything at prices; what costs more than losing it is lost.</summary>
    /// <param name="prices">Currency per unit, by limited center.</param>
    /// <returns>What shipping is worth against losing everything, before paying the prices, and the units shipped by
    /// limited center.</returns>
    public (double Value, double[] Usage) Ship(ReadOnlySpan<double> prices)
    {
        var (value, usage, all) = (0.0, new double[Centers.Length], new double[_places.Length]);
        for (var i = 0; i < Centers.Length; i++)
        {
            all[Centers[i]] = prices[i];
        }

        for (var stocking = 0; stocking < _inputs.Stockings.Count; stocking++)
        {
            var set = _inputs.Stockings.Rows[stocking];
            var units = _inputs.Units.Row(stocking);
            for (var region = 0; region < units.Length; region++)
            {
                if (units[region] > 0 && Cheapest(region, set, all, out var cost) is >= 0 and var center)
                {
                    value += units[region] * _factor * (_inputs.LostPerUnit - cost);
                    if (_places[center] >= 0)
                    {
                        usage[_places[center]] += units[region] * _factor;
                    }
                }
            }
        }

        return (value, usage);
    }

    // The center that is cheapest with its price, the first of equals; −1 where losing is cheaper.
    private int Cheapest(int region, ulong stocking, double[] prices, out double cost)
    {
        var (best, least) = (-1, _inputs.LostPerUnit);
        cost = 0;
        for (var left = stocking; left != 0; left &= left - 1)
        {
            var center = BitOperations.TrailingZeroCount(left);
            var alone = (double)_inputs.Costs.Row(center)[region];
            if (alone + prices[center] < least)
            {
                (best, least, cost) = (center, alone + prices[center], alone);
            }
        }

        return best;
    }
}
