using Quartermaster.Numerics;

namespace Quartermaster.Evaluation.Generation.Truth;

/// <summary>Lower prices for part of a category, for some days: known long ahead.</summary>
/// <param name="Code">For example promotion-toys-2025-03.</param>
/// <param name="FirstDay">First day, from the first day of history.</param>
/// <param name="LastDay">Last day.</param>
/// <param name="Discount">Share off the list price, 0 to 1.</param>
/// <param name="Display">Demand as a multiple of what the price alone would do.</param>
internal sealed record Promotion(string Code, int FirstDay, int LastDay, double Discount, double Display)
{
    private const int DaysApart = 56;
    private const double Participation = 0.5;

    /// <summary>The promotions of a category, by first day: one in every eight weeks.</summary>
    internal static Promotion[] Of(Category category, SampleRetail sample)
    {
        var promotions = new List<Promotion>();
        for (var slot = 0; slot < sample.AllDays / DaysApart; slot++)
        {
            var number = slot;
            double Draw(int index) =>
                KeyedRandom.Uniform(sample.Seed, Streams.Promotion, category.Key, (ulong)((number * 8) + index));
            var first = (slot * DaysApart) + (int)(Draw(0) * (DaysApart - 15));
            var days = (int)(Draw(1) * 3) switch { 0 => 7, 1 => 10, _ => 14 };
            promotions.Add(new(
                $"promotion-{category.Code}-{slot + 1:000}", first, first + days - 1,
                0.10 + (0.05 * (int)(Draw(2) * 5)), 1.05 + (0.25 * Draw(3))));
        }

        return [.. promotions];
    }

    /// <summary>Whether a product takes part.</summary>
    internal bool Includes(ulong product, ulong seed) =>
        KeyedRandom.Uniform(seed, Streams.Participation, product, (ulong)FirstDay) < Participation;
}
