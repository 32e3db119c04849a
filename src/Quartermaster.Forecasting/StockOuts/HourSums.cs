namespace Quartermaster.Forecasting.StockOuts;

/// <summary>What was sold by hour and by weekday, beside what was expected of what was seen.</summary>
internal sealed class HourSums(int hours)
{
    private readonly double[] _sold = new double[HourProfile.Kinds * hours];
    private readonly double[] _days = new double[HourProfile.Kinds * hours];
    private readonly double[] _weekSold = new double[7];
    private readonly double[] _weekExpected = new double[7];

    internal void AddHour(int kind, int hour, double sold, double dayDemand)
    {
        _sold[(kind * hours) + hour] += sold;
        _days[(kind * hours) + hour] += dayDemand;
    }

    internal void AddDay(int weekday, double sold, double expected)
    {
        _weekSold[weekday] += sold;
        _weekExpected[weekday] += expected;
    }

    internal void Add(HourSums other)
    {
        Add(_sold, other._sold);
        Add(_days, other._days);
        Add(_weekSold, other._weekSold);
        Add(_weekExpected, other._weekExpected);
    }

    internal void Clear()
    {
        Array.Clear(_sold);
        Array.Clear(_days);
        Array.Clear(_weekSold);
        Array.Clear(_weekExpected);
    }

    internal HourProfile Profile(HourProfile prior, double units) => prior.Drawn(_sold, _days, units);

    internal HourProfile Bend(HourProfile prior, double units) => prior.Bent(_sold, _days, units);

    /// <summary>Multiples of the level by weekday, of mean 1, drawn to others.</summary>
    internal double[] Week(double[] prior, double units)
    {
        var week = new double[7];
        for (var day = 0; day < 7; day++)
        {
            week[day] = (_weekSold[day] + (units * prior[day])) / (_weekExpected[day] + units);
        }

        var mean = week.Average();
        return Array.ConvertAll(week, multiple => mean > 0 ? Math.Max(0.02, multiple / mean) : 1);
    }

    private static void Add(double[] to, double[] from)
    {
        for (var i = 0; i < to.Length; i++)
        {
            to[i] += from[i];
        }
    }
}

/// <summary>The hours and the week of a category.</summary>
internal sealed class CategoryHours(int hours)
{
    internal static double[] Flat { get; } = [1, 1, 1, 1, 1, 1, 1];

    internal HourSums Sums { get; } = new(hours);

    internal HourProfile Profile { get; private set; } = new(hours);

    internal double[] Week { get; private set; } = Flat;

    internal void Settle(HourProfile all, double[] week, double units)
    {
        Profile = Sums.Profile(all, units);
        Week = Sums.Week(week, units);
    }
}
