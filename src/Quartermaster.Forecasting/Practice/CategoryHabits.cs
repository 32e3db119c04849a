using Quartermaster.Domain.Demand;

namespace Quartermaster.Forecasting.Practice;

/// <summary>What planners take for a product that has no history of its own: its category's year, and what the
/// category's
/// products sell a day.</summary>
/// <remarks>Without it, practice could never stock a newly launched product: no sales, no stock, no sales.</remarks>
internal sealed class CategoryHabits
{
    /// <summary>A product with fewer known days is planned as its category's mean.</summary>
    internal const int LeastDays = 28;

    private const int OneYear = 364;
    private const int RecentDays = 56;

    private readonly Dictionary<int, Habit> _byCategory = [];
    private readonly Habit _all = new();

    private CategoryHabits()
    {
    }

    /// <summary>Nothing is known: a flat year, no sales.</summary>
    internal static CategoryHabits None { get; } = new();

    /// <summary>Reads the habits of a history. O(products × days).</summary>
    internal static CategoryHabits Of(DemandInputs inputs)
    {
        var (habits, sales) = (new CategoryHabits(), new float[inputs.Days]);
        for (var row = 0; row < inputs.Count; row++)
        {
            var category = inputs.Products.Rows[row].Category.Value;
            if (!habits._byCategory.TryGetValue(category, out var habit))
            {
                habits._byCategory.Add(category, habit = new());
            }

            var days = SalesHistory.Read(inputs, row, sales);
            var firstDay = inputs.FirstDay.AddDays(inputs.Days - days).DayNumber;
            habit.Add(sales.AsSpan(0, days), firstDay);
            habits._all.Add(sales.AsSpan(0, days), firstDay);
        }

        habits._all.Finish(YearIndex.Flat);
        foreach (var habit in habits._byCategory.Values)
        {
            habit.Finish(habits._all.Year);
        }

        return habits;
    }

    /// <summary>The year of a category.</summary>
    internal YearIndex YearOf(int category) => HabitOf(category).Year;

    /// <summary>Units a day of a category's product in its last eight weeks.</summary>
    internal double PerDayOf(int category) => HabitOf(category) is { Days: > 0 } habit ? habit.PerDay : _all.PerDay;

    private Habit HabitOf(int category) => _byCategory.GetValueOrDefault(category, _all);

    private sealed class Habit
    {
        private readonly double[] _units = new double[YearIndex.Periods];
        private readonly int[] _days = new int[YearIndex.Periods];
        private double _recent;

        internal int Days { get; private set; }

        internal double PerDay => Days > 0 ? _recent / Days : 0;

        internal YearIndex Year { get; private set; } = YearIndex.Flat;

        internal void Add(ReadOnlySpan<float> sales, int firstDay)
        {
            // A product that was not there all year would bring its launch into the season.
            if (sales.Length >= OneYear)
            {
                YearIndex.Add(sales, firstDay, sales.Length / OneYear * OneYear, _units, _days);
            }

            if (sales.Length >= LeastDays)
            {
                foreach (var units in sales[Math.Max(0, sales.Length - RecentDays)..])
                {
                    _recent += float.IsNaN(units) ? 0 : units;
                    Days += float.IsNaN(units) ? 0 : 1;
                }
            }
        }

        internal void Finish(YearIndex prior) => Year = YearIndex.Of(_units, _days, prior);
    }
}
