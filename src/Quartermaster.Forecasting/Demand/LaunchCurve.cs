using Quartermaster.Domain.Demand;

namespace Quartermaster.Forecasting.Demand;

/// <summary>What products sell in their first four weeks on sale, as multiples of what they come to sell.</summary>
/// <remarks>Learned over all launches of a history: units by age over what the level of ages 28 to 83 leads to expect,
/// drawn to 1. Goods reach the shelf some days after they are listed, and customers find them later still; without the
/// curve a newcomer is expected at its level from the first day, and its first days without sales teach too low a
/// level. Where launch days are days of first sale the first multiple is above 1, for the same reason.</remarks>
internal sealed class LaunchCurve
{
    private const int Days = PastLaunches.Days;
    private const double PriorUnits = 30;

    private readonly double[] _multiples = new double[Days];

    private LaunchCurve() => Array.Fill(_multiples, 1);

    /// <summary>Every day as any other.</summary>
    internal static LaunchCurve Flat { get; } = new();

    internal static LaunchCurve Learn(DemandPatterns patterns, LearningSet set)
    {
        var (factors, scratch) = (new DayFactors(set.Inputs, patterns), new float[set.Days + DemandInputs.HorizonDays]);
        var (sold, expected, launches) = (new double[Days], new double[Days], 0);
        foreach (var (row, launch) in PastLaunches.Of(set))
        {
            factors.Fill(row, scratch);
            if (LevelOf(set, row, scratch, launch + Days) is var level && level > 0)
            {
                launches++;
                for (var age = 0; age < Days; age++)
                {
                    var weight = set.Weight(row)[launch + age];
                    sold[age] += weight * set.Demand(row)[launch + age];
                    expected[age] += weight * level * scratch[launch + age];
                }
            }
        }

        return launches < PastLaunches.Least ? Flat : Of(sold, expected);
    }

    /// <summary>Multiplies a product's factors by its age.</summary>
    internal void Apply(int launchDay, Span<float> factors)
    {
        for (var day = (long)launchDay; this != Flat && day < (long)launchDay + Days; day++)
        {
            if (day >= 0 && day < factors.Length)
            {
                factors[(int)day] *= (float)_multiples[day - launchDay];
            }
        }
    }

    private static double LevelOf(LearningSet set, int row, ReadOnlySpan<float> factors, int first)
    {
        var (units, exposure) = (0.0, 0.0);
        for (var day = first; day < Math.Min(set.Days, first + PastLaunches.LevelDays); day++)
        {
            units += set.Weight(row)[day] * set.Demand(row)[day];
            exposure += set.Weight(row)[day] * factors[day];
        }

        return exposure > 0 ? units / exposure : 0;
    }

    // The days of the first week one by one, then weeks.
    private static LaunchCurve Of(double[] sold, double[] expected)
    {
        var curve = new LaunchCurve();
        for (var (first, length) = (0, 1); first < Days; first += length)
        {
            length = first < 7 ? 1 : 7;
            var (units, usual) = (PriorUnits, PriorUnits);
            for (var age = first; age < first + length; age++)
            {
                (units, usual) = (units + sold[age], usual + expected[age]);
            }

            curve._multiples.AsSpan(first, length).Fill(Math.Clamp(units / usual, 0.02, 5));
        }

        return curve;
    }
}
