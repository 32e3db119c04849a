using Quartermaster.Evaluation.Generation.Places;
using Quartermaster.Numerics;

namespace Quartermaster.Evaluation.Generation.Truth;

/// <summary>A planned happening for all categories: a holiday or a season of sales.</summary>
/// <param name="Code">For example cyber-week-2025.</param>
/// <param name="Name">For example Cyber week.</param>
/// <param name="FirstDay">The first day.</param>
/// <param name="LastDay">The last day.</param>
/// <param name="Strength">Demand as a multiple of usual, over all categories.</param>
internal sealed record Occasion(string Code, string Name, DateOnly FirstDay, DateOnly LastDay, double Strength)
{
    /// <summary>The occasions that touch a span of days, by first day.</summary>
    internal static IEnumerable<Occasion> Between(DateOnly first, DateOnly last) =>
        Enumerable.Range(first.Year, last.Year - first.Year + 1).SelectMany(OfYear)
            .Where(occasion => occasion.LastDay >= first && occasion.FirstDay <= last);

    /// <summary>What it does to one category: some feel it more than others, year after year alike.</summary>
    internal double EffectOn(Category category, ulong seed)
    {
        var kind = KeyedRandom.KeyOf(Name);
        var feeling = 0.5 + KeyedRandom.Uniform(seed, Streams.Occasion, category.Key, kind);
        return Math.Pow(Strength, feeling);
    }

    private static Occasion[] OfYear(int year)
    {
        var thanks = UnitedStatesCalendar.Thanksgiving(year);
        return
        [
            At(year, "New Year sale", new(year, 1, 2), 5, 1.15),
            At(year, "Valentine's Day", new(year, 2, 8), 7, 1.08),
            At(year, "Mother's Day", UnitedStatesCalendar.MothersDay(year).AddDays(-8), 8, 1.12),
            At(year, "Memorial Day", UnitedStatesCalendar.MemorialDay(year).AddDays(-3), 4, 1.15),
            At(year, "Summer sale", new(year, 7, 15), 3, 1.6),
            At(year, "Labor Day", UnitedStatesCalendar.LaborDay(year).AddDays(-3), 4, 1.15),
            At(year, "Halloween", new(year, 10, 22), 8, 1.06),
            At(year, "Cyber week", thanks, 6, 1.75),
            At(year, "Last shipping days", new(year, 12, 14), 6, 1.3),
            At(year, "Christmas", new(year, 12, 24), 2, 0.45),
        ];
    }

    private static Occasion At(int year, string name, DateOnly first, int days, double strength) => new(
        $"{name.ToLowerInvariant().Replace("'", "", StringComparison.Ordinal).Replace(' ', '-')}-{year}",
        name, first, first.AddDays(days - 1), strength);
}
