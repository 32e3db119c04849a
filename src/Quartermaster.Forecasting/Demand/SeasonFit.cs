using Quartermaster.Domain.Demand;

namespace Quartermaster.Forecasting.Demand;

/// <summary>The yearly season of each category: harmonics of the logarithm of its weekly demand beside a straight
/// trend,
/// drawn to those of all products.</summary>
/// <remarks>Ridge regression, the mean of a Gaussian belief: sharp seasons, and those in few or restless weeks, need
/// evidence (dynamic harmonic regression: Young, Pedregal and Tych, 1999). From one year on.
/// </remarks>
internal static class SeasonFit
{
    private const int OneYear = 364;
    private const int Harmonics = 6;

    // Standard deviations, in logarithms, before any data: of the first harmonic of all products, of a category's
    // difference from it (both fall as 1/harmonic), and of a year's trend. And how far weeks stray from a season.
    private const double OverallDeviation = 0.5;
    private const double CategoryDeviation = 0.3;
    private const double TrendDeviation = 0.3;
    private const double UsualStray = 0.01;
    private const double PriorWeeks = 8;

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

        var first = set.Inputs.FirstDay.DayNumber;
        var overall = Solve(all, first, new double[2 * Harmonics], OverallDeviation);
        return patterns.With(
            pattern => pattern with { Season = overall },
            (id, pattern) => pattern with { Season = Solve(byCategory[id], first, overall, CategoryDeviation) },
            byCategory.Keys);
    }

    private static SortedDictionary<int, WeekSums> Sums(DemandPatterns patterns, LearningSet set)
    {
        var byCategory = new SortedDictionary<int, WeekSums>();
        var (factors, scratch) = (new DayFactors(set.Inputs, patterns), new float[set.Days + DemandInputs.HorizonDays]);
        for (var row = 0; row < set.Count; row++)
        {
            set.Cancel.ThrowIfCancellationRequested();
            if (!byCategory.TryGetValue(set.Category(row), out var sums))
            {
                byCategory.Add(set.Category(row), sums = new(set.Days / 7));
            }

            factors.Fill(row, scratch);
            sums.AddProduct(set.Demand(row), set.Weight(row), scratch);
        }

        return byCategory;
    }

    // Fits twice: what the first fit leaves says how far weeks stray from any season, and for how long they do.
    private static double[] Solve(WeekSums sums, int firstDay, double[] prior, double deviation)
    {
        var usual = Solve(sums, firstDay, prior, deviation, UsualStray);
        return Solve(sums, firstDay, prior, deviation, Stray(sums, firstDay, usual))[2..];
    }

    private static double[] Solve(WeekSums sums, int firstDay, double[] prior, double deviation, double stray)
    {
        var size = prior.Length + 2;
        var (equations, x) = (new RidgeEquations(size), new double[size]);
        equations.Believe(0, 0, 1e-6);
        equations.Believe(1, 0, 1 / (TrendDeviation * TrendDeviation));
        for (var i = 0; i < prior.Length; i++)
        {
            var harmonic = (i / 2) + 1;
            equations.Believe(i + 2, prior[i], harmonic * harmonic / (deviation * deviation));
        }

        int[] all = [.. Enumerable.Range(0, size)];
        for (var week = 0; week < sums.Weeks; week++)
        {
            if (sums.Expected[week] > 0)
            {
                FillRow(x, week, firstDay);
                equations.Observe(all, x, Log(sums, week), 1 / (stray + (1 / sums.Expected[week])));
            }
        }

        var right = equations.Solve();
        for (var i = 2; i < size; i++)
        {
            right[i] = Math.Clamp(right[i], -1.5, 1.5);
        }

        return right;
    }

    // Weeks that stray together teach less: the variance is stretched by (1 + ρ)/(1 − ρ) (Bartlett, 1935).
    private static double Stray(WeekSums sums, int firstDay, double[] fit)
    {
        var (x, last) = (new double[fit.Length], double.NaN);
        var (square, product, weeks) = (PriorWeeks * UsualStray, 0.0, PriorWeeks);
        for (var week = 0; week < sums.Weeks; week++)
        {
            if (sums.Expected[week] <= 0)
            {
                last = double.NaN;
                continue;
            }

            FillRow(x, week, firstDay);
            var rest = Log(sums, week);
            for (var i = 0; i < fit.Length; i++)
            {
                rest -= x[i] * fit[i];
            }

            square += Math.Max(0, (rest * rest) - (1 / sums.Expected[week]));
            product += double.IsNaN(last) ? 0 : rest * last;
            weeks++;
            last = rest;
        }

        var correlation = Math.Clamp(product / Math.Max(square, 1e-9), 0, 0.8);
        return square / weeks * (1 + correlation) / (1 - correlation);
    }

    private static double Log(WeekSums sums, int week) =>
        Math.Log(Math.Max(0.02, sums.Units[week] / sums.Expected[week]));

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
}
