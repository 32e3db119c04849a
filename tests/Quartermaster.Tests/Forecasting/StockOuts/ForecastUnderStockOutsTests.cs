using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Forecasting.LightGbm;
using Quartermaster.Forecasting.Neural;
using Quartermaster.Tests.Forecasting.Neural;
using Xunit;

namespace Quartermaster.Tests.Forecasting.StockOuts;

/// <summary>The same world with and without stock-outs: what customers wanted is the same, so must the forecast be.
/// </summary>
public sealed class ForecastUnderStockOutsTests
{
    private static readonly DemandWorld s_full = new() { Products = 100, Days = 420 };
    private static readonly DemandWorld s_cut = s_full with { StockOutShare = 0.3 };

    [Fact]
    public void Statistical_forecasters_expect_the_same() =>
        AssertAlike(inputs => StatisticalForecasters.Fit(inputs, new() { Challengers = true }));

    [Fact]
    public void Networks_expect_the_same() => AssertAlike(inputs => QuantileNetworks.Fit(
        inputs, QuantileNetworksTests.Quick with { Steps = 60, Batch = 16, Channels = 16, GlobalUnits = 32 },
        threads: 2).Forecasters);

    [Fact]
    public void Trees_expect_the_same()
    {
        var fitted = LightGbmTrees.Fit(s_full.Inputs(), LightGbmConformanceTests.Quick);
        Assert.SkipWhen(fitted.Forecaster is null, fitted.AbsentBecause ?? "");
        AssertAlike(inputs => [LightGbmTrees.Fit(inputs, new() { DayExamples = 40_000, WeekExamples = 10_000 })
            .Forecaster!]);
    }

    private static void AssertAlike(Func<DemandInputs, IReadOnlyList<IForecaster>> fit)
    {
        var (full, cut) = (s_full.Inputs(), s_cut.Inputs());
        var plain = cut with { InStock = full.InStock };
        var (withFull, withCut, withPlain) = (fit(full), fit(cut), fit(plain));
        for (var i = 0; i < withFull.Count; i++)
        {
            var whole = Total(withFull[i].Forecast(full));
            var (known, taken) = (Total(withCut[i].Forecast(cut)), Total(withPlain[i].Forecast(plain)));
            var truth = Enumerable.Range(0, s_full.Products)
                .Sum(row => Enumerable.Range(s_full.Days, DemandForecast.DailyDays).Sum(day => s_full.Mean(row, day)));
            TestContext.Current.SendDiagnosticMessage(
                $"{withFull[i].Name}: without {(whole / truth) - 1:p2} of the truth, with stock-outs "
                + $"{(known / whole) - 1:p2} of that, taken as plain {(taken / whole) - 1:p2}");

            // Two percent is the aim; what falls short of it is written down in docs/forecasting.md.
            var bound = withFull[i].Name switch
            {
                "ETS" => 0.02, "same-weekday mean" => 0.03, "intermittent (TSB)" => 0.2, "boosted trees" => 0.06,
                var name when name.Contains("network", StringComparison.Ordinal) => 0.05,
                _ => 0.12,
            };
            Assert.True(Math.Abs((known / whole) - 1) <= bound, $"{withFull[i].Name} {known / whole}");
            Assert.True(taken / whole < 0.9, $"{withFull[i].Name} taken as plain {taken / whole}");
        }
    }

    private static double Total(DemandForecast forecast) => Enumerable.Range(0, forecast.Count)
        .Sum(row => Enumerable.Range(0, DemandForecast.DailyDays).Sum(day => forecast.MeanOfDay(row, day)));
}
