using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Tables;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Forecasting.Features;

namespace Quartermaster.Forecasting.Neural;

/// <summary>What the network knows of a day and of a product.</summary>
/// <remarks>All is relative to the level as known before the day, times the day's factor, and roughly of size 1.
/// </remarks>
internal static class WindowFeatures
{
    /// <summary>Numbers known of a past day once it is over.</summary>
    internal const int Past = 16 + DaysOfWeek;

    /// <summary>Numbers known of any day, past or planned.</summary>
    internal const int Days = 20;

    /// <summary>Numbers known of the product.</summary>
    internal const int Product = 3;

    /// <summary>What each number of <see cref="OfPast"/> is called elsewhere.</summary>
    internal static IReadOnlyList<string> PastNames { get; } =
    [
        "log_multiple", "multiple", "seen", "any_demand", "log_level", "relative_7", "relative_28", "relative_91",
        "relative_364", "zero_share_28", "zero_share_91", "deviation_91", "log_age", "seen_28", "growth_year",
        "log_since_demand", "weekday_of_1_ahead", "weekday_of_2_ahead", "weekday_of_3_ahead", "weekday_of_4_ahead",
        "weekday_of_5_ahead", "weekday_of_6_ahead", "weekday_of_7_ahead",
    ];

    /// <summary>What each number of <see cref="OfDay"/> is called elsewhere.</summary>
    internal static IReadOnlyList<string> DayNames { get; } =
    [
        "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "log_factor", "log_price_ratio",
        "holiday", "promotion", "since_event", "until_event", "on_sale", "last_year", "sin_month", "cos_month",
        "sin_half_month", "cos_half_month", "own_week",
    ];

    /// <summary>What each number of <see cref="OfProduct"/> is called elsewhere.</summary>
    internal static IReadOnlyList<string> ProductNames { get; } = ["log_likely_level", "log_price", "priced"];

    private const int DaysOfWeek = 7;
    private const float EventDays = 7;
    private const double MostMultiple = 50;

    internal static void OfPast(ProductFeatures product, int day, Span<float> features)
    {
        var (before, after) = (product.LevelAt(day), product.LevelAt(day + 1));
        var multiple = Math.Min(MostMultiple, product.Demand[day] / (before * product.Factors[day]));
        var seen = product.Weight[day];
        features[0] = seen * (float)Math.Log(1 + multiple);
        features[1] = seen * (float)Math.Min(4, multiple);
        features[2] = seen;
        features[3] = seen > 0 && product.Demand[day] > 0 ? 1 : 0;
        features[4] = (float)Math.Log(after) / 4;
        features[5] = Log(product.Relative(day - 6, day + 1, after));
        features[6] = Log(product.Relative(day - 27, day + 1, after));
        features[7] = Log(product.Relative(day - 90, day + 1, after));
        features[8] = Log(product.Relative(day - 363, day + 1, after));
        features[9] = Known(product.ZeroShare(day - 27, day + 1));
        features[10] = Known(product.ZeroShare(day - 90, day + 1));
        features[11] = Log((float)(product.Deviation(day - 90, day + 1) / after));
        features[12] = (float)Math.Log(1 + product.AgeOn(day + 1)) / 8;
        features[13] = (float)product.Seen(day - 27, day + 1) / 28;
        features[14] = Log(product.Relative(day - 363, day - 335, after))
            - Log(product.Relative(day - 391, day - 363, after));
        features[15] = MathF.Log(1 + product.SinceDemand(day)) / 4;

        // By days ahead, not by weekday: each horizon finds its own at the same place, whatever day it is.
        for (var ahead = 1; ahead <= DaysOfWeek; ahead++)
        {
            features[15 + ahead] = MathF.Log(product.RecentWeekday(day + ahead - DaysOfWeek, after) + 0.05f);
        }
    }

    internal static void OfDay(
        ProductFeatures product, DateOnly date, int day, ReadOnlySpan<double> ownWeek, ReadOnlySpan<float> ratios,
        Span<float> features)
    {
        features[..Days].Clear();
        features[(int)date.DayOfWeek] = 1;
        features[7] = (float)Math.Log(Math.Max(0.01, product.Factors[day]));
        features[8] = (float)Math.Log(CleanHistory.PriceRatio(ratios, day));
        features[9] = product.Has(EventKind.Holiday, day) ? 1 : 0;
        features[10] = product.Has(EventKind.Promotion, day) ? 1 : 0;
        features[11] = MathF.Exp(-product.SinceEvent(day) / EventDays);
        features[12] = MathF.Exp(-product.UntilEvent(day) / EventDays);
        features[13] = day >= product.LaunchDay && day <= product.EndDay ? 1 : 0;
        features[14] = Log(product.Relative(day - 367, day - 360, 1)) - Log(product.Relative(day - 392, day - 336, 1));
        var angle = 2 * MathF.PI * date.Day / CalendarFit.DaysIn(date);
        (features[15], features[16]) = MathF.SinCos(angle);
        (features[17], features[18]) = MathF.SinCos(2 * angle);
        features[19] = (float)Math.Log(ownWeek[day % 7] + 0.05);
    }

    internal static void OfProduct(ProductFeatures product, ProductFacts facts, Span<float> features)
    {
        var isPriced = facts.UsualPrice > 0 && double.IsFinite(facts.UsualPrice);
        features[0] = (float)Math.Log(product.Prior.Mean) / 4;
        features[1] = isPriced ? (float)Math.Log(facts.UsualPrice) / 4 : 0;
        features[2] = isPriced ? 1 : 0;
    }

    // Where nothing was seen a span is taken to be like the level.
    private static float Log(float multiple) =>
        float.IsNaN(multiple) ? 0 : MathF.Log(Math.Clamp(multiple, 0.02f, 50) + 0.05f);

    private static float Known(float share) => float.IsNaN(share) ? 0.5f : share;
}
