using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Tables;
using Quartermaster.Forecasting.Demand;

namespace Quartermaster.Forecasting.Features;

/// <summary>One product's history, ready to be described as of any day.</summary>
/// <remarks>Sums up to each day, so that a mean over any window costs two look-ups.</remarks>
internal sealed class ProductFeatures(int days)
{
    /// <summary>The distance of an event that is not near, days.</summary>
    internal const int MostDistance = 60;

    private const int NearDays = 56;
    private const int RecentWeeks = 8;
    private const double OwnWeekDays = 8;
    private const int MostAge = 2000;

    private readonly double[] _units = new double[days + 1];
    private readonly double[] _exposure = new double[days + 1];
    private readonly double[] _squares = new double[days + 1];
    private readonly double[] _zeros = new double[days + 1];
    private readonly double[] _seen = new double[days + 1];

    // Of the same weekday, up to and with a day.
    private readonly double[] _weekdayUnits = new double[days];
    private readonly double[] _weekdayExposure = new double[days];
    private readonly int[] _lastEvent = new int[days + DemandInputs.HorizonDays];
    private readonly int[] _nextEvent = new int[days + DemandInputs.HorizonDays];
    private readonly byte[] _kinds = new byte[days + DemandInputs.HorizonDays];
    private readonly int[] _sinceDemand = new int[days];
    private double _pastUnits;

    internal float[] Demand { get; } = new float[days];

    internal float[] Weight { get; } = new float[days];

    internal float[] Factors { get; } = new float[days + DemandInputs.HorizonDays];

    internal (double Mean, double Units) Prior { get; private set; }

    internal int LaunchDay { get; private set; }

    internal int EndDay { get; private set; }

    /// <summary>Takes in what was read of a product into the arrays above.</summary>
    /// <param name="product">The product.</param>
    /// <param name="prior">Its likely level before any sale.</param>
    /// <param name="pastUnits">Units of recent sales that weigh as much as its whole past.</param>
    /// <param name="ofCategory">By day, the kinds of its category's events, one bit each.</param>
    /// <param name="own">Its own events; null for none.</param>
    internal void Load(
        ProductFacts product, (double Mean, double Units) prior, double pastUnits, ReadOnlySpan<byte> ofCategory,
        IReadOnlyList<EventSpan>? own)
    {
        (Prior, _pastUnits) = (prior, pastUnits);
        LaunchDay = Math.Clamp(product.LaunchDay, -MostAge, days + MostAge);
        EndDay = product.EndDay;
        for (var day = 0; day < days; day++)
        {
            double weight = Weight[day], factor = Factors[day], level = Demand[day] / factor;
            _units[day + 1] = _units[day] + (weight * Demand[day]);
            _exposure[day + 1] = _exposure[day] + (weight * factor);
            _squares[day + 1] = _squares[day] + (weight * level * level);
            _zeros[day + 1] = _zeros[day] + (Demand[day] > 0 ? 0 : weight);
            _seen[day + 1] = _seen[day] + weight;
            _weekdayUnits[day] = (weight * Demand[day]) + (day < 7 ? 0 : _weekdayUnits[day - 7]);
            _weekdayExposure[day] = (weight * factor) + (day < 7 ? 0 : _weekdayExposure[day - 7]);
            _sinceDemand[day] = Demand[day] > 0 ? 0 : day == 0 ? 1 : _sinceDemand[day - 1] + 1;
        }

        ofCategory.CopyTo(_kinds);
        AddKinds(own ?? [], _kinds);
        MarkDistances();
    }

    /// <summary>Adds the kinds of events to the days on which they are.</summary>
    internal static void AddKinds(IEnumerable<EventSpan> events, Span<byte> kinds)
    {
        foreach (var happening in events)
        {
            for (var day = happening.First; day <= happening.Last; day++)
            {
                kinds[day] |= (byte)(1 << (int)happening.Kind);
            }
        }
    }

    /// <summary>The level as known on a day: that of eight weeks, drawn to the past and to the launch prior.</summary>
    internal double LevelAt(int origin)
    {
        var past = (Prior.Units + _units[origin]) / ((Prior.Units / Prior.Mean) + _exposure[origin]);
        var from = Math.Max(0, origin - NearDays);
        return (_pastUnits + _units[origin] - _units[from])
            / ((_pastUnits / past) + _exposure[origin] - _exposure[from]);
    }

    /// <summary>Whether an event of a kind falls on a day.</summary>
    internal bool Has(EventKind kind, int day) => (_kinds[day] & (1 << (int)kind)) != 0;

    /// <summary>Days since the last event began or went on, 0 on its days.</summary>
    internal int SinceEvent(int day) => Math.Min(MostDistance, day - _lastEvent[day]);

    /// <summary>Days to the next event, 0 on its days.</summary>
    internal int UntilEvent(int day) => Math.Min(MostDistance, _nextEvent[day] - day);

    /// <summary>Days since something was wanted, 0 on such a day.</summary>
    internal int SinceDemand(int day) => _sinceDemand[day];

    /// <summary>Days on sale on a day, at most some years.</summary>
    internal int AgeOn(int day) => Math.Clamp(day - LaunchDay, 0, MostAge);

    /// <summary>Days seen in a span, weighed.</summary>
    internal double Seen(int from, int to) => _seen[Math.Max(0, to)] - _seen[Math.Max(0, from)];

    /// <summary>Mean multiple of a level in a span; NaN where nothing was seen.</summary>
    internal float Relative(int from, int to, double level)
    {
        (from, to) = (Math.Max(0, from), Math.Max(0, to));
        var exposure = _exposure[to] - _exposure[from];
        return exposure > 1e-6 ? (float)((_units[to] - _units[from]) / (exposure * level)) : float.NaN;
    }

    /// <summary>Share of the days of a span on which nothing was wanted; NaN where nothing was seen.</summary>
    internal float ZeroShare(int from, int to) => Share(_zeros, from, to);

    /// <summary>Root mean square of demand over factor in a span; NaN where nothing was seen.</summary>
    internal double Deviation(int from, int to) => Math.Sqrt(Math.Max(0, Share(_squares, from, to)));

    private float Share(double[] sums, int from, int to)
    {
        from = Math.Max(0, from);
        var seen = _seen[to] - _seen[from];
        return seen > 1e-6 ? (float)((sums[to] - sums[from]) / seen) : float.NaN;
    }

    /// <summary>The product's own week: by weekday from that of day 0, demand as a multiple of what the day's factor
    /// says, over the year before a day; drawn to 1 by what little was seen.</summary>
    /// <param name="before">The day.</param>
    /// <param name="week">Filled: seven multiples.</param>
    internal void OwnWeek(int before, Span<double> week)
    {
        var from = Math.Max(0, before - 364);
        var level = (_units[before] - _units[from] + 1e-6) / (_exposure[before] - _exposure[from] + 1e-6);
        Span<double> exposure = stackalloc double[7];
        week.Fill(OwnWeekDays * level);
        exposure.Fill(OwnWeekDays * level);
        for (var day = from; day < before; day++)
        {
            week[day % 7] += Weight[day] * Demand[day];
            exposure[day % 7] += Weight[day] * Factors[day] * level;
        }

        for (var day = 0; day < 7; day++)
        {
            week[day] /= exposure[day];
        }
    }

    /// <summary>The mean multiple of a level on a day and the same weekdays of the seven weeks before it, drawn to the
    /// level as a unit would draw it.</summary>
    internal float RecentWeekday(int day, double level)
    {
        var before = day - (7 * RecentWeeks);
        var units = day < 0 ? 0 : _weekdayUnits[day] - (before < 0 ? 0 : _weekdayUnits[before]);
        var exposure = day < 0 ? 0 : _weekdayExposure[day] - (before < 0 ? 0 : _weekdayExposure[before]);
        return (float)((units + 1) / ((exposure * level) + 1));
    }

    /// <summary>The mean multiple of a level on the last eight days of a target's weekday, and that of the last of
    /// them; NaN where nothing was seen.</summary>
    internal (float Mean, float Last) SameWeekday(int origin, int target, double level)
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

    private void MarkDistances()
    {
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
