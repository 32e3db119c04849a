using Quartermaster.Domain.Demand;
using Quartermaster.Numerics;

namespace Quartermaster.Forecasting.Demand;

/// <summary>The yearly season of each category: harmonics of the logarithm of its weekly demand beside a straight
/// trend,
/// drawn to those of all products.</summary>
/// <remarks>Ridge regression whose weight grows with the square of the harmonic, so that sharp seasons need evidence
/// (dynamic harmonic regression: Young, Pedregal and Tych, 1999). From one year on; six harmonics from two.</remarks>
internal static class SeasonFit
{
    private const int OneYear = 364;
    private const double MostWeight = 400;

    internal static DemandPatterns Improve(DemandPatterns patterns, LearningSet set)
    {
        if (set.Days < OneYear)
        {
            return patterns;
        }

        var byCategory = Sums(patterns, set);
        var all = new WeekSums(set.Days / 7);
        foreach (var sums in byCategory.Values)
        {
            all.Add(sums);
        }

        var harmonics = set.Days < 2 * OneYear ? 3 : 6;
        var first = set.Inputs.FirstDay.DayNumber;
        var overall = Solve(all, first, new double[2 * harmonics], 20);
        return patterns.With(
            pattern => pattern with { Season = overall },
            (id, pattern) => pattern with { Season = Solve(byCategory[id], first, overall, 60) },
            byCategory.Keys);
    }

    private static SortedDictionary<int, WeekSums> Sums(DemandPatterns patterns, LearningSet set)
    {
        var byCategory = new SortedDictionary<int, WeekSums>();
        var (factors, scratch) = (new DayFactors(set.Inputs, patterns), new float[set.Days + DemandInputs.HorizonDays]);
        for (var row = 0; row < set.Count; row++)
        {
            if (!byCategory.TryGetValue(set.Category(row), out var sums))
            {
                byCategory.Add(set.Category(row), sums = new(set.Days / 7));
            }

            factors.Fill(row, scratch);
            sums.AddProduct(set.Demand(row), set.Weight(row), scratch);
        }

        return byCategory;
    }

    private static double[] Solve(WeekSums sums, int firstDay, double[] prior, double ridge)
    {
        var size = prior.Length + 2;
        var (matrix, right, x) = (new double[size * size], new double[size], new double[size]);
        for (var i = 0; i < prior.Length; i++)
        {
            var harmonic = (i / 2) + 1;
            right[i + 2] = ridge * harmonic * harmonic * prior[i];
            matrix[((i + 2) * size) + i + 2] = ridge * harmonic * harmonic;
        }

        matrix[size + 1] = ridge;
        for (var week = 0; week < sums.Weeks; week++)
        {
            if (sums.Expected[week] > 0)
            {
                FillRow(x, week, firstDay);
                var trust = sums.Expected[week] / (1 + (sums.Expected[week] / MostWeight));
                var log = Math.Log(Math.Max(0.02, sums.Units[week] / sums.Expected[week]));
                AddRow(matrix, right, x, trust, log);
            }
        }

        Cholesky.Solve(matrix, right);
        return Array.ConvertAll(right[2..], value => Math.Clamp(value, -1.5, 1.5));
    }

    private static void FillRow(Span<double> x, int week, int firstDay)
    {
        var day = (week * 7) + 3;
        (x[0], x[1]) = (1, day / 365.2425);
        var angle = 2 * Math.PI * (firstDay + day) / 365.2425;
        for (var i = 2; i < x.Length; i += 2)
        {
            var harmonic = i / 2;
            (x[i], x[i + 1]) = (Math.Cos(harmonic * angle), Math.Sin(harmonic * angle));
        }
    }

    private static void AddRow(Span<double> matrix, Span<double> right, ReadOnlySpan<double> x, double trust, double y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            right[i] += trust * x[i] * y;
            for (var j = 0; j < x.Length; j++)
            {
                matrix[(i * x.Length) + j] += trust * x[i] * x[j];
            }
        }
    }
}
