namespace Quartermaster.Forecasting.Demand;

/// <summary>The weekday profile of each category: demand by weekday against the level, drawn to that of all.</summary>
internal static class WeekdayFit
{
    // So that a history of nothing gives a flat week.
    private const double FlatUnits = 20;

    internal static DemandPatterns Improve(DemandPatterns patterns, LearningSet set)
    {
        var all = new WeekdaySums();
        var byCategory = new SortedDictionary<int, WeekdaySums>();
        for (var row = 0; row < set.Count; row++)
        {
            set.Cancel.ThrowIfCancellationRequested();
            if (!byCategory.TryGetValue(set.Category(row), out var sums))
            {
                byCategory.Add(set.Category(row), sums = new());
            }

            Add(set, row, sums);
        }

        foreach (var sums in byCategory.Values)
        {
            all.Add(sums);
        }

        var overall = all.Profile(CategoryPattern.Flat.Weekday, FlatUnits);
        return patterns.With(
            pattern => pattern with { Weekday = overall },
            (id, pattern) => pattern with { Weekday = byCategory[id].Profile(overall, set.Policy.WeekdayUnits) },
            byCategory.Keys);
    }

    private static void Add(LearningSet set, int row, WeekdaySums sums)
    {
        var demand = set.Demand(row);
        var weight = set.Weight(row);
        var level = set.Level(row);
        var special = set.Special(row);
        var weekday = (int)set.Inputs.FirstDay.DayOfWeek;
        for (var day = 0; day < demand.Length; day++)
        {
            if (weight[day] > 0 && !special[day] && level[day] > 0)
            {
                sums.Units[weekday] += weight[day] * demand[day];
                sums.Expected[weekday] += weight[day] * level[day];
            }

            weekday = weekday == 6 ? 0 : weekday + 1;
        }
    }

    private sealed class WeekdaySums
    {
        internal double[] Units { get; } = new double[7];

        internal double[] Expected { get; } = new double[7];

        internal void Add(WeekdaySums other)
        {
            for (var day = 0; day < 7; day++)
            {
                Units[day] += other.Units[day];
                Expected[day] += other.Expected[day];
            }
        }

        internal double[] Profile(double[] prior, double priorUnits)
        {
            var profile = new double[7];
            for (var day = 0; day < 7; day++)
            {
                profile[day] = (Units[day] + (priorUnits / 7 * prior[day])) / (Expected[day] + (priorUnits / 7));
            }

            var mean = profile.Average();
            return Array.ConvertAll(profile, value => Math.Max(0.02, mean > 0 ? value / mean : 1));
        }
    }
}
