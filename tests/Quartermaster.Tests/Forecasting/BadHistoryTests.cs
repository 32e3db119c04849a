using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Xunit;

namespace Quartermaster.Tests.Forecasting;

/// <summary>Histories that somebody will import: every forecaster says something sane of them, and nothing else of the
/// products beside them.</summary>
public sealed class BadHistoryTests
{
    private const int Days = 200;
    private static readonly DemandWorld s_world = new() { Products = 60, Days = Days };

    [Fact]
    public void Every_forecaster_stays_sane()
    {
        var good = s_world.Inputs();
        var bad = Spoil(good);
        var (before, after) = (AllForecasters.Fit(good), AllForecasters.Fit(bad));
        Assert.Equal(before.Select(one => one.Name), after.Select(one => one.Name));
        for (var i = 0; i < before.Count; i++)
        {
            var (name, was, now) = (before[i].Name, before[i].Forecast(good), after[i].Forecast(bad));
            for (var row = 0; row < now.Count; row++)
            {
                AssertSound(name, now, row);
            }

            // Rows 10 and after are as they were.
            var kept = Total(now, 10, 60) / Total(was, 10, 60);
            TestContext.Current.SendDiagnosticMessage($"{name}: others {kept:f3}, negative {Ratio(now, was, 0):f2}, "
                + $"gaps {Ratio(now, was, 1):f2}, no number {Ratio(now, was, 2):f2}, zeros {Total(now, 3, 4):f2}, "
                + $"one day {Ratio(now, was, 4):f2}, spike {Ratio(now, was, 5):f2}, spikes {Ratio(now, was, 6):f2}, "
                + $"no prices {Ratio(now, was, 7):f2}");
            Assert.InRange(kept, 0.8, 1.25);
            Assert.InRange(Total(now, 3, 4), 0, 0.25 * Total(was, 3, 4));
            foreach (var row in (int[])[0, 1, 2, 5, 6, 7])
            {
                Assert.InRange(Ratio(now, was, row), 0.2, 5);
            }
        }
    }

    private static DemandInputs Spoil(DemandInputs inputs)
    {
        var (sales, ratios) = (Copy(inputs.Sales), Copy(inputs.PriceRatios));
        for (var day = 0; day < Days; day++)
        {
            // Returns booked as sales; every third day missing; a run without numbers; never sold; sold once.
            sales[At(0, day)] = day % 10 == 0 ? -5 : sales[At(0, day)];
            sales[At(1, day)] = day % 3 == 0 ? float.NaN : sales[At(1, day)];
            sales[At(2, day)] = day is >= 100 and < 160 ? float.PositiveInfinity : sales[At(2, day)];
            sales[At(3, day)] = 0;
            sales[At(4, day)] = day == Days - 1 ? 4 : 0;

            // A code scanned as a quantity, once and then every month.
            sales[At(5, day)] = day == 190 ? 1e7f : sales[At(5, day)];
            sales[At(6, day)] = day % 30 == 29 ? 1e7f : sales[At(6, day)];
        }

        for (var day = Days; day < ratios.Length / inputs.Count; day++)
        {
            ratios[(7 * inputs.PriceRatios.Columns) + day] = float.NaN;
        }

        return inputs with
        {
            Sales = new(Days, sales), PriceRatios = new(inputs.PriceRatios.Columns, ratios),
            Products = new(Array.ConvertAll(inputs.Products.Rows.ToArray(), product =>
                product.Product.Value == 5 ? product with { LaunchDay = Days - 1 } : product)),
        };
    }

    private static int At(int row, int day) => (row * Days) + day;

    private static float[] Copy(Matrix table) =>
        [.. Enumerable.Range(0, table.Count).SelectMany(row => table.Row(row).ToArray())];

    private static double Ratio(DemandForecast now, DemandForecast was, int row) =>
        Total(now, row, row + 1) / Math.Max(1e-9, Total(was, row, row + 1));

    private static double Total(DemandForecast forecast, int first, int end) => Enumerable.Range(first, end - first)
        .Sum(row => Enumerable.Range(0, 4).Sum(week => forecast.MeanOfWeek(row, week)));

    private static void AssertSound(string name, DemandForecast forecast, int row)
    {
        for (var week = 0; week < DemandForecast.Weeks; week++)
        {
            AssertSound(name, forecast.Week(row, week), forecast.MeanOfWeek(row, week));
        }

        for (var day = 0; day < DemandForecast.DailyDays; day++)
        {
            AssertSound(name, forecast.Day(row, day), forecast.MeanOfDay(row, day));
        }
    }

    private static void AssertSound(string name, ReadOnlySpan<float> quantiles, double mean)
    {
        Assert.True(double.IsFinite(mean) && mean >= 0, $"{name}: mean {mean}");
        for (var level = 0; level < quantiles.Length; level++)
        {
            Assert.True(float.IsFinite(quantiles[level]) && quantiles[level] >= 0, $"{name}: {quantiles[level]}");
            Assert.True(level == 0 || quantiles[level] >= quantiles[level - 1], $"{name}: quantiles cross");
        }
    }
}
