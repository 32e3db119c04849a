using Quartermaster.Numerics;

namespace Quartermaster.Planning.Placement;

/// <summary>Expected demand met by stock, E min(x, D), as stock grows step by step; concave in x.</summary>
/// <remarks>
/// D is negative binomial (Poisson where the variance is not above the mean), summed exactly unit by unit, for small
/// quantities; normal, in closed form, for large ones. Where x is negative, customers wait and every unit is sold.
/// </remarks>
internal struct ServedDemand
{
    private readonly double _mean;
    private readonly double _deviation;
    private readonly bool _isCounted;
    private readonly double _ratio;
    private readonly double _slope;
    private long _units;
    private double _point;
    private double _tail;
    private double _met;

    /// <summary>Demand with no stock yet.</summary>
    /// <param name="mean">Units, 0 or more; at most 500 where counted.</param>
    /// <param name="variance">Units squared, 0 or more.</param>
    /// <param name="isCounted">Unit by unit, or in closed form.</param>
    /// <param name="fromUnits">The stock to start from.</param>
    internal ServedDemand(double mean, double variance, bool isCounted, long fromUnits)
    {
        (_mean, _deviation, _isCounted) = (mean, Math.Sqrt(Math.Max(variance, 1e-12)), isCounted);
        var excess = mean > 0 ? (variance - mean) / mean : 0;
        var isPoisson = excess < 1e-6;
        _ratio = isPoisson ? 0 : excess / (1 + excess);
        _slope = isPoisson ? mean : ((mean / excess) - 1) * _ratio;
        _point = isPoisson ? Math.Exp(-mean) : Math.Exp(-mean / excess * Math.Log(1 + excess));
        (_units, _tail) = (Math.Min(fromUnits, 0), 1);
        if (isCounted)
        {
            Add(fromUnits - _units);
        }

        _units = fromUnits;
        _met = isCounted ? 0 : Met(fromUnits);
    }

    /// <summary>Adds stock, and says how many more units of demand it is expected to meet.</summary>
    /// <param name="units">0 or more.</param>
    internal double Add(long units)
    {
        var until = _units + units;
        if (!_isCounted)
        {
            var before = _met;
            (_units, _met) = (until, Met(until));
            return Math.Max(0, _met - before);
        }

        var sum = 0.0;
        for (; _units < until; _units++)
        {
            if (_units < 0)
            {
                sum++;
                continue;
            }

            // _tail becomes P(D > units); _point is P(D = units), by Panjer's recursion.
            _tail = Math.Max(0, _tail - _point);
            sum += _tail;
            _point *= _ratio + (_slope / (_units + 1));
        }

        return sum;
    }

    private readonly double Met(double units)
    {
        var z = (units - _mean) / _deviation;
        return units - ((units - _mean) * Normal.Cdf(z)) - (_deviation * Normal.Pdf(z));
    }
}
