using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;

namespace Quartermaster.Forecasting.LightGbm;

/// <summary>One product's history, ready to be described as of any day.</summary>
/// <remarks>Sums up to each day, so that a mean over any window costs two look-ups.</remarks>
internal sealed class ProductFeatures(int days)
{
    /// <summary>Features of an example.</summary>
    internal const int Count = 22;

    private const int NearDays = 56;
    private const int MostDistance = 60;
    private const int MostAge = 2000;

    private readonly double[] _units = new double[days + 1];
    private readonly double[] _exposure = new double[days + 1];
    private readonly double[] _squares = new double[days + 1];
    private readonly double[] _zeros = new double[days + 1];
    private readonly double[] _seen = new double[days + 1];
    private readonly int[] _lastEvent = new int[days + DemandInputs.HorizonDays];
    private readonly int[] _nextEvent = new int[days + DemandInputs.HorizonDays];
    private readonly byte[] _kinds = new byte[days + DemandInputs.HorizonDays];
    private double _pastUnits;

    internal float[] Demand { get; } = new float[days];

    internal float[] Weight { get; } = new float[days];

    internal float[] Factors { get; } = new float[days + DemandInputs.HorizonDays];

    internal (double Mean, double Units) Prior { get; private set; }

    internal int LaunchDay { get; private set; }

    /// <summary>Takes in what was read of a product into the arrays above.</summary>
    internal void Load(ProductFacts product, (double Mean, double Units) prior, double pastUnits, EventCalendar events)
    {
        (Prior, _pastUnits) = (prior, pastUnits);
        LaunchDay = Math.Clamp(product.LaunchDay, -MostAge, days + MostAge);
        for (var day = 0; day < days; day++)
        {
            double weight = Weight[day], factor = Factors[day], level = Demand[day] / factor;
            _units[day + 1] = _units[day] + (weight * Demand[day]);
            _exposure[day + 1] = _exposure[day] + (weight * factor);
            _squares[day + 1] = _squares[day] + (weight * level * level);
            _zeros[day + 1] = _zeros[day] + (Demand[day] > 0 ? 0 : weight);
            _seen[day + 1] = _seen[day] + weight;
        }

        MarkEvents(product, events);
    }

    /// <summary>The level as known on a day: that of eight weeks, drawn to the past and to the launch prior.</summary>
    internal double LevelAt(int origin)
    {
        var past = (Prior.Units + _units[origin]) / ((Prior.Units / Prior.Mean) + _exposure[origin]);
        var from = Math.Max(0, origin - NearDays);
        return (_pastUnits + _units[origin] - _units[from])
            / ((_pastUnits / past) + _exposure[origin] - _exposure[from]);
    }

    /// <summary>Describes a day or the middle of a week to be forecast.</summary>
    /// <param name="origin">The day on which the forecast is made: nothing later is looked at but plans.</param>
    /// <param name="target">The day described.</param>
    /// <param name="ahead">The horizon as the model counts it, days or weeks.</param>
    /// <param name="scale">What the target is divided by, units.</param>
    /// <param name="ratios">Price ratios by day.</param>
    /// <param name="features">Filled.</param>
    internal void Describe(
        int origin, int target, int ahead, double scale, ReadOnlySpan<float> ratios, Span<float> features)
    {
        var level = LevelAt(origin);
        features[0] = ahead;
        features[1] = (float)Math.Log(scale + 1e-3);
        features[2] = Relative(origin - 7, origin, level);
        features[3] = Relative(origin - 28, origin, level);
        features[4] = Relative(origin - 91, origin, level);
        features[5] = Relative(origin - 364, origin, level);
        features[6] = Share(_zeros, origin - 28, origin);
        features[7] = Share(_zeros, origin - 91, origin);
        features[8] = (float)(Math.Sqrt(Math.Max(0, Share(_squares, origin - 91, origin))) / level);
        (features[9], features[10]) = SameWeekday(origin, target, level);
        features[11] = (float)Math.Log(Math.Max(0.01, Factors[target]));
        features[12] = (float)(Relative(target - 371, Math.Min(origin, target - 357), level)
            / Relative(origin - 371, origin - 343, level));
        features[13] = (float)CleanHistory.PriceRatio(ratios, target);
        features[14] = _kinds[target] & 2;
        features[15] = _kinds[target] & 4;
        features[16] = Math.Min(MostDistance, target - _lastEvent[target]);
        features[17] = Math.Min(MostDistance, _nextEvent[target] - target);
        features[18] = target % 7;
        features[19] = (float)Math.Log(Math.Clamp(origin - LaunchDay, 0, MostAge) + 1);
        features[20] = (float)Math.Log(Prior.Mean);
        features[21] = (float)(_seen[origin] - _seen[Math.Max(0, origin - 28)]);
    }

    // NaN, which LightGBM knows as missing, where nothing was seen.
    private float Relative(int from, int to, double level)
    {
        (from, to) = (Math.Max(0, from), Math.Max(0, to));
        var exposure = _exposure[to] - _exposure[from];
        return exposure > 1e-6 ? (float)((_units[to] - _units[from]) / (exposure * level)) : float.NaN;
    }

    private float Share(double[] sums, int from, int to)
    {
        from = Math.Max(0, from);
        var seen = _seen[to] - _seen[from];
        return seen > 1e-6 ? (float)((sums[to] - sums[from]) / seen) : float.NaN;
    }

    private (float Mean, float Last) SameWeekday(int origin, int target, double level)
    {
        var (units, exposure, last) = (0.0, 0.0, float.NaN);
        var day = target - (7 * (((target - origin) / 7) + 1));
        for (var week = 0; week < 8 && day >= 0; week++, day -= 7)
        {
            units += Weight[day] * Demand[day];
            exposure += Weight[day] * Factors[day];
            last = week == 0 && Weight[day] > 0 ? (float)(Demand[day] / (Factors[day] * level)) : last;
        }

        return (exposure > 0 ? (float)(units / (exposure * level)) : float.NaN, last);
    }

    private void MarkEvents(ProductFacts product, EventCalendar events)
    {
        Array.Clear(_kinds);
        foreach (var happening in events.OfCategory(product.Category.Value)
            .Concat(events.OfProduct(product.Product.Value) ?? []))
        {
            for (var day = happening.First; day <= happening.Last; day++)
            {
                _kinds[day] |= (byte)(1 << (int)happening.Kind);
            }
        }

        var (last, next) = (-MostDistance, _kinds.Length + MostDistance);
        for (var day = 0; day < _kinds.Length; day++)
        {
            _lastEvent[day] = last = _kinds[day] != 0 ? day : last;
        }

        for (var day = _kinds.Length - 1; day >= 0; day--)
        {
            _nextEvent[day] = next = _kinds[day] != 0 ? day : next;
        }
    }
}
