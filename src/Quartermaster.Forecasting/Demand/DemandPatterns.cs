using Quartermaster.Domain;
using Quartermaster.Domain.Demand;

namespace Quartermaster.Forecasting.Demand;

/// <summary>What products have in common, learned once and shared by forecasters: weekday profile, yearly season,
/// effects of price and events, and what a new product is likely to sell.</summary>
public sealed class DemandPatterns
{
    private readonly Dictionary<int, CategoryPattern> _byCategory;
    private readonly CategoryPattern _overall;

    internal DemandPatterns(CategoryPattern overall, Dictionary<int, CategoryPattern> byCategory, LaunchPrior prior) =>
        (_overall, _byCategory, Prior) = (overall, byCategory, prior);

    internal LaunchPrior Prior { get; }

    /// <summary>What newcomers sell by age.</summary>
    internal LaunchCurve Curve { get; private init; } = LaunchCurve.Flat;

    /// <summary>When newcomers reach the shelf.</summary>
    internal ShelfArrival Arrival { get; private init; } = ShelfArrival.AtOnce;

    internal IReadOnlyDictionary<int, CategoryPattern> ByCategory => _byCategory;

    internal CategoryPattern Overall => _overall;

    /// <summary>Learns the patterns of a history, pooled by category and drawn to those of all products.</summary>
    /// <param name="inputs">The history; days that saw no stock teach nothing.</param>
    /// <param name="policy">The settings; the defaults if not given.</param>
    /// <remarks>O(products × days). Levels are measured by moving means, then weekdays, effects and the calendar in
    /// turn against them, twice; then the season.</remarks>
    public static DemandPatterns Learn(DemandInputs inputs, ForecastPolicy? policy = null) =>
        Learn(new LearningSet(inputs, policy ?? new()));

    internal static DemandPatterns Learn(LearningSet set)
    {
        var patterns = new DemandPatterns(CategoryPattern.Flat, [], LaunchPrior.None);
        for (var round = 0; round < 2; round++)
        {
            set.FollowLevels(patterns);
            patterns = WeekdayFit.Improve(patterns, set);
            set.Cancel.ThrowIfCancellationRequested();
            patterns = EffectFit.Improve(patterns, set);
            set.Cancel.ThrowIfCancellationRequested();
            patterns = CalendarFit.Improve(patterns, set);
            set.Cancel.ThrowIfCancellationRequested();
        }

        patterns = SeasonFit.Improve(patterns, set);
        set.Cancel.ThrowIfCancellationRequested();
        patterns = new(patterns._overall, patterns._byCategory, LaunchPrior.None)
        {
            Curve = LaunchCurve.Learn(patterns, set),
        };
        return new(patterns._overall, patterns._byCategory, LaunchPrior.Learn(patterns, set))
        {
            Curve = patterns.Curve, Arrival = ShelfArrival.Learn(set),
        };
    }

    /// <summary>The pattern of a category; that of all products if it was not seen.</summary>
    internal CategoryPattern Of(CategoryId category) => _byCategory.GetValueOrDefault(category.Value, _overall);

    /// <summary>Changes the pattern of all products and of each category.</summary>
    internal DemandPatterns With(
        Func<CategoryPattern, CategoryPattern> overall, Func<int, CategoryPattern, CategoryPattern> category,
        IEnumerable<int> categories) =>
        new(overall(_overall), categories.ToDictionary(id => id, id => category(id, Of(new(id)))), Prior)
        {
            Curve = Curve, Arrival = Arrival,
        };

    /// <summary>The same without weekdays and seasons.</summary>
    internal DemandPatterns WithoutSeason()
    {
        return With(Flat, (_, pattern) => Flat(pattern), _byCategory.Keys);

        static CategoryPattern Flat(CategoryPattern pattern) => CategoryPattern.Flat with
        {
            Effects = pattern.Effects, Named = pattern.Named,
        };
    }

    /// <summary>The same without days of the month and names of events.</summary>
    internal DemandPatterns WithoutCalendar()
    {
        return With(Plain, (_, pattern) => Plain(pattern), _byCategory.Keys);

        static CategoryPattern Plain(CategoryPattern pattern) => pattern with
        {
            Month = [], Named = CategoryPattern.Flat.Named,
        };
    }
}
