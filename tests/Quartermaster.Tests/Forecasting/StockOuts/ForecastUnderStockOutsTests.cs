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
    private const double Bound = 0.02;

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

    /// <summary>Nobody is seen on 350 of 420 days, all are seen in all weeks.</summary>
    [Fact]
    public void The_yearly_season_is_found_beside_stock_outs()
    {
        var (full, cut) = (DemandPatterns.Learn(s_full.Inputs()), DemandPatterns.Learn(s_cut.Inputs()));
        foreach (var category in Enumerable.Range(1, 4))
        {
            for (var day = 0; day < 364; day += 7)
            {
                var date = DemandWorld.FirstDay.AddDays(day);
                Assert.InRange(cut.Of(new(category)).On(date) / full.Of(new(category)).On(date), 0.93, 1.07);
            }
        }
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

            Assert.True(Math.Abs((known / whole) - 1) <= Bound, $"{withFull[i].Name} {known / whole}");
            Assert.True(taken / whole < 0.9, $"{withFull[i].Name} taken as plain {taken / whole}");
        }
    }

    private static double Total(DemandForecast forecast) => Enumerable.Range(0, forecast.Count)
        .Sum(row => Enumerable.Range(0, DemandForecast.DailyDays).Sum(day => forecast.MeanOfDay(row, day)));
}
