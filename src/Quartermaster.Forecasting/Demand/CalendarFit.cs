namespace Quartermaster.Forecasting.Demand;

/// <summary>What the calendar brings beside weekday, season and kinds of event: days of the month, and events that
/// come again under a name, with the days beside them.</summary>
/// <remarks>Ridge regression of the logarithm of a category's demand by day over what its products' levels would have
/// sold, drawn to that of all products: the mean of a Gaussian belief. A day's demand strays together, so that an
/// event of a million units teaches no more than a day does.</remarks>
internal static class CalendarFit
{
    /// <summary>Harmonics of the month.</summary>
    internal const int Harmonics = 3;

    private const int Month = 2 * Harmonics;
    private const int MostNames = 200;

    // Standard deviations, in logarithms, before any data: of a harmonic, an event's own days, and those beside; and
    // of a category's difference from all products, as a share of them.
    private const double MonthDeviation = 0.03;
    private const double OwnDeviation = 0.3;
    private const double BesideDeviation = 0.1;
    private const double CategoryShare = 0.6;

    // Squared: how far days stray by themselves, before any data, and what counts of it at most.
    private const double UsualStray = 0.0025;
    private const double MostStray = 0.0625;
    private const double PriorDays = 30;
    private const double LeastExpected = 5;

    // Half a year: what fewer months have in common may be chance.
    private const int LeastDays = 182;

    internal static DemandPatterns Improve(DemandPatterns patterns, LearningSet set)
    {
        var byCategory = Sums(patterns, set);
        var all = new DaySums(set.Days);
        foreach (var sums in byCategory.Values)
        {
            all.Add(sums);
        }

        var names = Names(set, byCategory.Keys);
        var size = Month + (names.Count * NamedDays.Places);
        var overall = Solve(all, set.Events.ForAll, names, set, new double[size], 1);
        return patterns.With(
            pattern => With(pattern, overall, names),
            (id, pattern) => With(pattern, Solve(
                byCategory[id], set.Events.OfCategory(id), names, set, overall, CategoryShare), names),
            byCategory.Keys);
    }

    // What comes once teaches nothing of what will come. Of very many names those that come most often: all are found
    // in one dense system.
    private static Dictionary<int, int> Names(LearningSet set, IEnumerable<int> categories) => categories
        .SelectMany(set.Events.OfCategory).Distinct().Where(one => one.Name > 0).GroupBy(one => one.Name)
        .Select(named => (Name: named.Key, Times: named.Select(one => one.First).Distinct().Count()))
        .Where(named => named.Times > 1).OrderByDescending(named => named.Times).ThenBy(named => named.Name)
        .Take(MostNames).Select(named => named.Name).Order()
        .Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i);

    private static CategoryPattern With(CategoryPattern pattern, double[] effects, Dictionary<int, int> names) =>
        pattern with
        {
            Month = effects[..Month],
            Named = names.ToDictionary(pair => pair.Key, pair =>
                effects.AsSpan(Month + (pair.Value * NamedDays.Places), NamedDays.Places).ToArray()),
        };

    private static SortedDictionary<int, DaySums> Sums(DemandPatterns patterns, LearningSet set)
    {
        var byCategory = new SortedDictionary<int, DaySums>();
        var factors = new DayFactors(set.Inputs, patterns.WithoutCalendar());
        var scratch = new float[factors.Days];
        for (var row = 0; row < set.Count; row++)
        {
            set.Cancel.ThrowIfCancellationRequested();
            if (!byCategory.TryGetValue(set.Category(row), out var sums))
            {
                byCategory.Add(set.Category(row), sums = new(set.Days));
            }

            factors.Fill(row, scratch);
            sums.AddProduct(set.Demand(row), set.Weight(row), set.Level(row), scratch);
        }

        return byCategory;
    }

    // Fits twice: what the first fit leaves says how far days stray.
    private static double[] Solve(
        DaySums sums, IEnumerable<EventSpan> happenings, Dictionary<int, int> names, LearningSet set, double[] prior,
        double share)
    {
        var unknowns = new List<int>?[set.Days];
        foreach (var (day, name, place) in NamedDays.Of(happenings, set.Days))
        {
            if (names.TryGetValue(name, out var i))
            {
                (unknowns[day] ??= []).Add(Month + (i * NamedDays.Places) + place);
            }
        }

        var first = Solve(sums, unknowns, set, prior, share, UsualStray);
        return Solve(sums, unknowns, set, prior, share, Stray(sums, unknowns, set, first));
    }

    // Names that are on none of the days stay as they are of all products.
    private static double[] Solve(
        DaySums sums, List<int>?[] unknowns, LearningSet set, double[] prior, double share, double stray)
    {
        set.Cancel.ThrowIfCancellationRequested();
        int[] sought = [.. Enumerable.Range(0, Month),
            .. unknowns.SelectMany(ofDay => ofDay ?? []).Distinct().Order()];
        var places = sought.Select((unknown, place) => (unknown, place))
            .ToDictionary(one => one.unknown, one => one.place);
        var equations = new RidgeEquations(sought.Length);
        foreach (var (unknown, place) in places)
        {
            var deviation = share * DeviationOf(unknown);
            equations.Believe(place, prior[unknown], 1 / (deviation * deviation));
        }

        for (var day = 0; day < set.Days; day++)
        {
            if (sums.Expected[day] > LeastExpected)
            {
                var own = unknowns[day] ?? [];
                var (at, x) = (new int[Month + own.Count], new double[Month + own.Count]);
                for (var i = 0; i < at.Length; i++)
                {
                    (at[i], x[i]) = (i < Month ? i : places[own[i - Month]], 1);
                }

                FillMonth(set, day, x.AsSpan(0, Month));
                equations.Observe(at, x, sums.Log(day), 1 / (stray + (1 / sums.Expected[day])));
            }
        }

        var (found, effects) = (equations.Solve(), (double[])prior.Clone());
        foreach (var (unknown, place) in places)
        {
            effects[unknown] = found[place];
        }

        return effects;
    }

    private static double DeviationOf(int unknown) => unknown < Month ? MonthDeviation
        : (unknown - Month) % NamedDays.Places == NamedDays.Own ? OwnDeviation : BesideDeviation;

    private static double Stray(DaySums sums, List<int>?[] unknowns, LearningSet set, double[] fit)
    {
        var (squares, days) = (PriorDays * UsualStray, PriorDays);
        Span<double> month = stackalloc double[Month];
        for (var day = 0; day < set.Days; day++)
        {
            if (sums.Expected[day] > LeastExpected && unknowns[day] is null)
            {
                FillMonth(set, day, month);
                var rest = sums.Log(day);
                for (var i = 0; i < Month; i++)
                {
                    rest -= month[i] * fit[i];
                }

                squares += Math.Clamp((rest * rest) - (1 / sums.Expected[day]), 0, MostStray);
                days++;
            }
        }

        return squares / days;
    }

    private static void FillMonth(LearningSet set, int day, Span<double> month)
    {
        month.Clear();
        if (set.Days >= LeastDays)
        {
            FillMonth(set.Inputs.FirstDay.AddDays(day), month);
        }
    }

    /// <summary>Cosine and sine of each harmonic of a day's place in its month.</summary>
    internal static void FillMonth(DateOnly day, Span<double> month)
    {
        var angle = 2 * Math.PI * day.Day / DaysIn(day);
        for (var i = 0; i < month.Length; i += 2)
        {
            (month[i + 1], month[i]) = Math.SinCos(((i / 2) + 1) * angle);
        }
    }

    /// <summary>Days of the month that a day is in.</summary>
    internal static int DaysIn(DateOnly day) => day.AddMonths(1).AddDays(-day.AddMonths(1).Day).Day;
}
