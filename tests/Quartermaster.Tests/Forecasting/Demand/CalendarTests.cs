using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Tables;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Forecasting.LongRange;
using Xunit;

namespace Quartermaster.Tests.Forecasting.Demand;

/// <summary>What the calendar brings: events that come again under a name, the days beside them, days of the month.
/// </summary>
public sealed class CalendarTests
{
    private const int Days = 500;
    private const int Quiet = 1;
    private const int Busy = 2;

    // By name, the days on which it happens; the last is to come.
    private static readonly int[] s_quiet = [60, 200, 330, 460, 506];
    private static readonly int[] s_busy = [95, 240, 370, 480, 514];

    private static readonly DemandWorld s_world = new()
    {
        Days = Days, Products = 60, Holiday = 1, Drift = 0, YearlySeason = 0,
        Calendar = day => s_quiet.Contains(day) ? 0.5 : s_busy.Contains(day) ? 1.6 : s_busy.Contains(day + 1) ? 1.3 : 1,
    };

    private static readonly DemandInputs s_plain = s_world.Inputs();

    [Fact]
    public void Events_of_a_name_are_expected_to_be_like_those_before_with_the_day_before()
    {
        var lifts = Lifts(isNamed: true);
        Assert.InRange(lifts(506), 0.42, 0.6);
        Assert.InRange(lifts(514), 1.45, 1.75);
        Assert.InRange(lifts(513), 1.18, 1.38);
        Assert.InRange(lifts(505), 0.93, 1.07);
        Assert.InRange(lifts(515), 0.93, 1.07);
        foreach (var day in (int[])[501, 503, 509, 511, 520])
        {
            Assert.Equal(1, lifts(day), 1e-5);
        }
    }

    [Fact]
    public void Events_without_a_name_are_all_alike()
    {
        var lifts = Lifts(isNamed: false);
        Assert.Equal(lifts(506), lifts(514), 0.02);
        Assert.Equal(1, lifts(513), 1e-5);
    }

    [Fact]
    public void A_year_ahead_they_are_expected_too()
    {
        var week = (900 - Days) / 7;
        var (with, without) = (Far(900), Far(-1));
        var lift = with.MeanOfWeek(3, week) / without.MeanOfWeek(3, week);
        Assert.InRange(lift, 1 - (0.55 / 7 * 1.6), 1 - (0.4 / 7 * 0.7));
        Assert.Equal(without.MeanOfWeek(3, week - 2), with.MeanOfWeek(3, week - 2), 1e-6);

        static DemandForecast Far(int further)
        {
            var inputs = Plan(isNamed: true, day => day, further);
            return FarWeeks.Extend(
                WeekdayProfile.Fit(inputs).Forecast(inputs), inputs, DemandPatterns.Learn(inputs), weeks: 60);
        }
    }

    [Fact]
    public void Days_of_the_month_are_learned()
    {
        var world = s_world with { Calendar = day => DemandWorld.FirstDay.AddDays(day).Day is >= 2 and <= 8 ? 1.3 : 1 };
        var inputs = world.Inputs();
        var forecast = WeekdayProfile.Fit(inputs).Forecast(inputs);
        var (expected, truth) = (new double[2], new double[2]);
        for (var day = 0; day < DemandForecast.DailyDays; day++)
        {
            var isEarly = DemandWorld.FirstDay.AddDays(Days + day).Day is >= 2 and <= 8 ? 1 : 0;
            for (var row = 0; row < inputs.Count; row++)
            {
                expected[isEarly] += forecast.MeanOfDay(row, day);
                truth[isEarly] += world.Mean(row, Days + day);
            }
        }

        // The curve of three harmonics cannot be as sharp as the truth.
        var lift = expected[1] / expected[0] / (truth[1] / truth[0]);
        Assert.InRange(lift, 0.9, 1.05);
    }

    [Fact]
    public void Events_of_one_kind_on_one_day_count_as_one()
    {
        var (effects, promotion) = (new double[EffectFit.Count], (int)EventKind.Promotion);
        (effects[promotion], effects[EffectFit.Kinds + promotion]) = (Math.Log(2), Math.Log(0.9));
        effects[(int)EventKind.Holiday] = Math.Log(3);
        double[] factors = [1, 1, 1, 1, 1, 1];
        (CategoryPattern.Flat with { Effects = effects }).Apply(
            [
                new(EventKind.Promotion, 0, 0, 2, 0), new(EventKind.Promotion, 0, 1, 2, 0),
                new(EventKind.Holiday, 0, 2, 2, 0), new(EventKind.Promotion, 0, 3, 3, 1.5),
                new(EventKind.Promotion, 0, 3, 3, 2),

                // A closing weekend of a tenth is stronger than a double day; a stated strength comes before none.
                new(EventKind.Promotion, 0, 4, 4, 0.1), new(EventKind.Promotion, 0, 4, 4, 2),
                new(EventKind.Promotion, 0, 5, 5, 3), new(EventKind.Promotion, 0, 5, 5, 0),
                new(EventKind.Holiday, 0, 5, 5, 1.5),
            ], factors);
        double[] expected = [2, 2, 6, 1.8, 0.09, 4.05];
        Assert.Equal(expected, factors.Select(factor => Math.Round(factor, 9)));
    }

    /// <summary>A dense system over all of these would need seven gigabytes.</summary>
    [Fact]
    public void Very_many_names_do_not_keep_anybody_from_planning()
    {
        var crowded = s_plain with
        {
            Events = new([.. Enumerable.Range(0, 12_000).Select(i => new PlannedEvent(
                new(i + 1), default, default, EventKind.Holiday, new(1 + (i % 6_000)),
                DemandWorld.FirstDay.AddDays(i % Days), DemandWorld.FirstDay.AddDays(i % Days), 0))]),
        };
        var forecast = WeekdayProfile.Fit(crowded).Forecast(crowded);
        Assert.InRange(forecast.MeanOfWeek(3, 0), 0.2, 1e6);
    }

    private static Func<int, double> Lifts(bool isNamed)
    {
        var planned = Plan(isNamed, day => day);
        var forecaster = WeekdayProfile.Fit(planned);
        var with = forecaster.Forecast(planned);
        var without = forecaster.Forecast(Plan(isNamed, day => day < Days ? day : -1));
        return day => with.MeanOfDay(3, day - Days) / without.MeanOfDay(3, day - Days);
    }

    private static DemandInputs Plan(bool isNamed, Func<int, int> at, int further = -1) => s_plain with
    {
        Events = new([.. s_quiet.Append(further).Select(day => (Day: at(day), Name: Quiet))
            .Concat(s_busy.Select(day => (Day: at(day), Name: Busy))).Where(one => one.Day >= 0)
            .Select(one => new PlannedEvent(new(one.Day), default, default, EventKind.Holiday,
                isNamed ? new(one.Name) : default, DemandWorld.FirstDay.AddDays(one.Day),
                DemandWorld.FirstDay.AddDays(one.Day), 0))]),
    };
}
