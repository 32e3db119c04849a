using Quartermaster.Domain.Demand;
using Quartermaster.Numerics;

namespace Quartermaster.Forecasting.Demand;

/// <summary>A product's future as a rule sees it: counts around a level that may be misjudged.</summary>
/// <param name="DaySpread">α of a day, all told: variance μ + αμ².</param>
/// <param name="Dispersion">The part of it that is each day's own.</param>
/// <param name="NearVariance">Squared relative error of the level over the next four weeks.</param>
/// <param name="FarVariance">The same in the tenth week.</param>
/// <param name="CommonVariance">The part of it that all products share.</param>
/// <param name="Occurrence">The share of days with demand at factor 1; 0 where counts are not intermittent.</param>
/// <param name="SizeDispersion">α of the units beyond the first on a day with demand.</param>
internal readonly record struct DemandBelief(
    double DaySpread, double Dispersion, double NearVariance, double FarVariance, double CommonVariance,
    double Occurrence, double SizeDispersion)
{
    /// <summary>The probabilities at which a week has the quantiles of the house (<see cref="WeekShape"/>); null for
    /// those themselves.</summary>
    internal float[]? WeekLevels { get; init; }

    private const double NearWeek = 1.5;
    private const double FarWeek = 9.5;

    /// <summary>Writes a product's quantiles.</summary>
    /// <param name="tables">Where to.</param>
    /// <param name="row">The product's row.</param>
    /// <param name="level">Units on a day of factor 1.</param>
    /// <param name="means">Expected units by day of the horizon.</param>
    /// <param name="present">The chance that it is on the shelf, by day of the horizon.</param>
    internal void Write(
        ForecastTables tables, int row, double level, ReadOnlySpan<double> means, ReadOnlySpan<float> present)
    {
        tables.SetMeans(row, means);
        for (var day = 0; day < DemandForecast.DailyDays; day++)
        {
            WriteDay(means[day], level, present[day], DemandForecast.Levels, tables.Day(row, day));
        }

        for (var week = 0; week < DemandForecast.Weeks; week++)
        {
            WriteWeek(means.Slice(week * 7, 7), present.Slice(week * 7, 7), week, tables.Week(row, week));
        }

        tables.SetRow(
            row, Dependence.Correlation(tables, row, NearVariance),
            Dependence.Correlation(tables, row, CommonVariance));
    }

    /// <summary>Writes one day's quantiles.</summary>
    /// <param name="mean">Expected units.</param>
    /// <param name="level">Units on a day of factor 1.</param>
    /// <param name="present">The chance that it is on the shelf.</param>
    /// <param name="probabilities">Ascending.</param>
    /// <param name="quantiles">Filled, one per probability.</param>
    internal void WriteDay(
        double mean, double level, float present, ReadOnlySpan<float> probabilities, Span<float> quantiles)
    {
        if (present >= 1)
        {
            WriteDay(mean, level, probabilities, quantiles);
            return;
        }

        Span<float> levels = stackalloc float[quantiles.Length];
        var first = Beyond(1 - present, probabilities, levels);
        quantiles[..first].Clear();
        WriteDay(mean / present, level, levels[first..], quantiles[first..]);
    }

    private void WriteDay(double mean, double level, ReadOnlySpan<float> probabilities, Span<float> quantiles)
    {
        if (Occurrence <= 0 || !(level > 0) || !(mean > 0))
        {
            NegativeBinomial.Quantiles(mean, DaySpread, probabilities, quantiles);
            return;
        }

        // A day with demand has one unit and a negative binomial number more.
        var chance = Math.Min(0.98, Math.Min(Occurrence * mean / level, mean));
        var beyond = (mean / chance) - 1;
        Span<float> levels = stackalloc float[quantiles.Length];
        var first = Beyond(1 - chance, probabilities, levels);
        quantiles[..first].Clear();
        NegativeBinomial.Quantiles(beyond, SizeDispersion, levels[first..], quantiles[first..]);
        for (var i = first; i < quantiles.Length; i++)
        {
            quantiles[i] += 1;
        }
    }

    // Probabilities of a day that is not surely empty, as those given that it is not; returns how many are 0.
    private static int Beyond(double empty, ReadOnlySpan<float> probabilities, Span<float> levels)
    {
        var first = 0;
        for (var i = 0; i < levels.Length; i++)
        {
            levels[i] = (float)((probabilities[i] - empty) / (1 - empty));
            first += levels[i] <= 0 ? 1 : 0;
        }

        return first;
    }

    // The week's variance, not the sum of its days' quantiles: days differ by chance, the level's error they share.
    private void WriteWeek(ReadOnlySpan<double> means, ReadOnlySpan<float> present, int week, Span<float> quantiles)
    {
        var (mean, spread) = WeekSpread(means, present, week);
        NegativeBinomial.Quantiles(mean, spread, WeekLevels ?? DemandForecast.Levels, quantiles);
    }

    /// <summary>The mean of a week and its relative variance beyond a Poisson count's.</summary>
    internal (double Mean, double Spread) WeekSpread(
        ReadOnlySpan<double> means, ReadOnlySpan<float> present, int week)
    {
        var (mean, squares) = (0.0, 0.0);
        foreach (var day in means)
        {
            mean += day;
            squares += day * day;
        }

        var steady = Math.Max(
            NearVariance * 0.5,
            NearVariance + ((FarVariance - NearVariance) * (week - NearWeek) / (FarWeek - NearWeek)));
        var byChance = mean > 0 ? Dispersion * squares / (mean * mean) : 0;
        var byArrival = present.IndexOfAnyExcept(1) < 0 ? 0 : ArrivalVariance(means, present, mean);
        var spread = byChance + steady + (byChance * steady);
        return (mean, spread + byArrival + (spread * byArrival));
    }

    // What is on the shelf on a day is so on later ones: both with the chance of the earlier.
    private static double ArrivalVariance(ReadOnlySpan<double> means, ReadOnlySpan<float> present, double mean)
    {
        var sum = 0.0;
        for (var day = 0; day < means.Length; day++)
        {
            for (var later = day; later < means.Length; later++)
            {
                sum += (later > day ? 2 : 1) * means[day] * means[later] * ((1 / present[later]) - 1);
            }
        }

        return mean > 0 ? sum / (mean * mean) : 0;
    }
}
