using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Tables;
using Xunit;

namespace Quartermaster.Tests.Forecasting;

/// <summary>The same forecast with an event announced and without: its days rise by what such events brought, the days
/// before and after stay.</summary>
public sealed class AnnouncedEventTests
{
    private const int First = 9;
    private const int Last = 12;
    private const int Promoted = 30;

    // These repeat the past and know of no plans.
    private static readonly string[] s_unaware = ["seasonal naive", "same-weekday mean", "ETS"];
    private static readonly DemandWorld s_world = new() { Products = 100, Days = 420 };

    [Fact]
    public void Lifts_its_own_days_by_the_truth_and_no_others()
    {
        var history = s_world.Inputs();
        var quiet = history with
        {
            Events = new(Array.FindAll(history.Events.Rows.ToArray(), planned => planned.LastDay < Day(0))),
            PriceRatios = Ratios(history, promoted: false),
        };
        var announced = quiet with
        {
            Events = new([.. quiet.Events.Rows, .. Enumerable.Range(1, Promoted).Select(product => new PlannedEvent(
                new(9000 + product), default, new(product), EventKind.Promotion, default, Day(First), Day(Last), 0))]),
            PriceRatios = Ratios(history, promoted: true),
        };
        var holiday = quiet with
        {
            Events = new([.. quiet.Events.Rows,
                new(new(9999), default, default, EventKind.Holiday, default, Day(First), Day(Last), 0)]),
        };
        var truth = s_world.Promotion * Math.Pow(0.8, s_world.Elasticity);
        foreach (var forecaster in AllForecasters.Fit(quiet))
        {
            var before = forecaster.Forecast(quiet);
            Check(forecaster.Name, "promotion", before, forecaster.Forecast(announced), truth);
            Check(forecaster.Name, "holiday", before, forecaster.Forecast(holiday), s_world.Holiday);
        }
    }

    private static void Check(string name, string what, DemandForecast without, DemandForecast with, double truth)
    {
        var (lift, least, most) = (0.0, double.MaxValue, 0.0);
        for (var day = 0; day < DemandForecast.DailyDays; day++)
        {
            var ratio = Enumerable.Range(0, Promoted).Sum(row => with.MeanOfDay(row, day))
                / Enumerable.Range(0, Promoted).Sum(row => without.MeanOfDay(row, day));
            if (day is >= First and <= Last)
            {
                lift += ratio / (Last - First + 1);
            }
            else
            {
                (least, most) = (Math.Min(least, ratio), Math.Max(most, ratio));
            }
        }

        TestContext.Current.SendDiagnosticMessage(
            $"{name}, {what}: lifted by {lift:f2} (truth {truth:f2}), other days {least:f3} to {most:f3}");
        if (s_unaware.Contains(name))
        {
            Assert.Equal(without, with);
            return;
        }

        // Trees and networks read how far the next event is, and make something of it.
        var learned = name == "boosted trees" || name.Contains("network", StringComparison.Ordinal);
        Assert.InRange(lift / truth, 0.8, 1.2);
        Assert.InRange(least, learned ? 0.9 : 0.9999, 1.0001);
        Assert.InRange(most, 0.9999, learned ? 1.1 : 1.0001);
    }

    private static DateOnly Day(int ahead) => DemandWorld.FirstDay.AddDays(s_world.Days + ahead);

    private static Matrix Ratios(DemandInputs inputs, bool promoted) =>
        new(inputs.PriceRatios.Columns, [.. Enumerable.Range(0, inputs.Count).SelectMany(row =>
            inputs.PriceRatios.Row(row).ToArray().Select((ratio, day) => day < inputs.Days ? ratio
                : promoted && row < Promoted && day - inputs.Days is >= First and <= Last ? 0.8f : 1))]);
}
