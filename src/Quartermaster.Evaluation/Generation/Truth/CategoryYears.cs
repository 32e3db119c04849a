using Quartermaster.Numerics;

namespace Quartermaster.Evaluation.Generation.Truth;

/// <summary>How demand of each category runs over the days of a sample, where its customers live, and its promotions.
/// </summary>
/// <remarks>log factor = yearly wave (two harmonics) + gift season + weekday + occasions + trend; mean about 1. The
/// common factor AR(1) by week is in <see cref="MarketWeeks"/>, since it differs by replication.</remarks>
internal sealed class CategoryYears
{
    private readonly float[][] _factors;
    private readonly RegionDraw[] _regions;

    internal CategoryYears(SampleRetail sample)
    {
        _factors = Array.ConvertAll(Category.All, category => Factors(category, sample));
        _regions = Array.ConvertAll(Category.All, category => RegionDraw.For(category, sample.Seed));
        Promotions = Array.ConvertAll(Category.All, category => Promotion.Of(category, sample));
    }

    /// <summary>The promotions of each category.</summary>
    internal Promotion[][] Promotions { get; }

    /// <summary>Demand of a category on a day as a multiple of usual.</summary>
    internal double Factor(int category, int day) => _factors[category][day];

    /// <summary>Where the customers of a category live.</summary>
    internal RegionDraw Regions(int category) => _regions[category];

    private static float[] Factors(Category category, SampleRetail sample)
    {
        var logs = new double[sample.AllDays];
        var trend = 0.06 * KeyedRandom.Normal(sample.Seed, Streams.Category, category.Key, 0);
        for (var day = 0; day < logs.Length; day++)
        {
            var date = sample.FirstDay.AddDays(day);
            logs[day] = Season(category, date) + Weekday(category, date) + (trend * day / 365.25);
        }

        foreach (var occasion in Occasion.Between(sample.FirstDay, sample.FirstDay.AddDays(logs.Length - 1)))
        {
            var effect = Math.Log(occasion.EffectOn(category, sample.Seed));
            var first = Math.Max(0, occasion.FirstDay.DayNumber - sample.FirstDay.DayNumber);
            var last = Math.Min(logs.Length - 1, occasion.LastDay.DayNumber - sample.FirstDay.DayNumber);
            for (var day = first; day <= last; day++)
            {
                logs[day] += effect;
            }
        }

        return Array.ConvertAll(logs, log => (float)Math.Exp(log));
    }

    private static double Season(Category category, DateOnly date)
    {
        var angle = 2 * Math.PI * (date.DayOfYear - category.SeasonTop) / 365.25;
        var wave = category.SeasonSwing * (Math.Cos(angle) + (0.15 * Math.Cos(2 * angle)) - 0.15);
        // Gifts: a rise from mid November that is over at Christmas.
        var gift = date.DayOfYear is > 315 and < 358 ? Math.Sin(Math.PI * (date.DayOfYear - 315) / 56.0) : 0;
        return wave - (0.25 * category.SeasonSwing * category.SeasonSwing) + (category.GiftRise * Math.Max(0, gift));
    }

    // Sunday to Saturday: shoppers sit down on Sunday and Monday, and go out on Friday and Saturday.
    private static double Weekday(Category category, DateOnly date)
    {
        ReadOnlySpan<double> shared = [0.06, 0.09, 0.04, 0.01, -0.02, -0.09, -0.09];
        var isWeekend = date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        return shared[(int)date.DayOfWeek] + (category.Weekend * (isWeekend ? 5.0 / 7 : -2.0 / 7));
    }
}
