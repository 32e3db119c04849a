using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Aggregates;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Forecasting.LongRange;
using Xunit;

namespace Quartermaster.Tests.Forecasting.LongRange;

public sealed class FarWeeksTests
{
    private const int Ended = 7;

    private static readonly DemandWorld s_world = new()
    {
        Products = 60, Days = 900, Drift = 0, EndDay = row => row == Ended ? 900 + (7 * 30) - 1 : int.MaxValue,
    };

    private static readonly DemandInputs s_inputs = s_world.Inputs();
    private static readonly DemandForecast s_near = WeekdayProfile.Fit(s_inputs).Forecast(s_inputs);

    private static readonly DemandForecast s_far = FarWeeks.Extend(
        s_near, s_inputs, DemandPatterns.Learn(s_inputs), FarWeeks.Most);

    [Fact]
    public void The_first_26_weeks_stay_and_as_many_more_follow()
    {
        Assert.Equal(FarWeeks.Most, s_far.KnownWeeks);
        for (var row = 0; row < s_near.Count; row++)
        {
            for (var week = 0; week < DemandForecast.Weeks; week++)
            {
                Assert.Equal(s_near.Week(row, week).ToArray(), s_far.Week(row, week).ToArray());
                Assert.Equal(s_near.MeanOfWeek(row, week), s_far.MeanOfWeek(row, week), 3);
            }
        }
    }

    [Fact]
    public void Far_weeks_follow_the_season_and_end_with_the_product()
    {
        // Holidays that nobody planned yet are no part of what is expected: category by category, the truth without.
        var (errors, sums) = (0.0, 0.0);
        for (var category = 1; category <= 4; category++)
        {
            for (var week = DemandForecast.Weeks; week < FarWeeks.Year; week++)
            {
                var (expected, truth) = (0.0, 0.0);
                for (var row = 0; row < s_near.Count; row++)
                {
                    if (DemandWorld.CategoryOf(row) == category && row != Ended)
                    {
                        expected += s_far.MeanOfWeek(row, week);
                        truth += Enumerable.Range(900 + (7 * week), 7).Sum(day => s_world.Mean(row, day)
                            / (DemandWorld.IsHoliday(day) ? s_world.Holiday : 1));
                    }
                }

                errors += Math.Abs(expected - truth);
                sums += truth;
            }
        }

        Assert.InRange(errors / sums, 0, 0.2);
        Assert.True(s_far.MeanOfWeek(Ended, 29) > 0);
        Assert.Equal(0, s_far.MeanOfWeek(Ended, 30));
        Assert.Equal(0, s_far.Week(Ended, 30)[^1]);
    }

    [Fact]
    public void What_is_further_away_is_less_certain_and_quantiles_never_cross()
    {
        for (var row = 0; row < s_near.Count; row++)
        {
            if (row == Ended)
            {
                continue;
            }

            // Nearly the same time of year; in week 26 a holiday is planned.
            Assert.True(Width(row, 78) >= (0.93 * Width(row, 27)) - 1,
                FormattableString.Invariant($"{row}: {Width(row, 27)} then {Width(row, 78)}"));
            for (var week = 26; week < FarWeeks.Most; week++)
            {
                var quantiles = s_far.Week(row, week).ToArray();
                Assert.Equal(quantiles.Order(), quantiles);
            }
        }

        double Width(int row, int week) => s_far.Week(row, week)[10] - s_far.Week(row, week)[2];
    }

    [Fact]
    public void Paths_reach_as_far_and_months_cover_every_day_once()
    {
        var months = DaySpan.Months(s_far.FirstDay, 18);
        Assert.Equal(0, months[0].From);
        Assert.All(months.Zip(months.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
        Assert.InRange(months[^1].To, 17 * 30, 7 * FarWeeks.Most);
        Assert.Equal(1, s_far.FirstDay.AddDays(months[3].From).Day);

        var sums = new SumsOfPaths([Grouping.Of("total", [.. Enumerable.Repeat("all", 60)])], 1, 256, months);
        sums.Add(s_far, threads: 2);
        var quantiles = sums.Quantiles(0, [0.1f, 0.5f, 0.9f]);
        var (last, whole) = (quantiles.Row(0)[^3..].ToArray(), 0.0);
        for (var row = 0; row < 60; row++)
        {
            whole += Enumerable.Range(months[^1].From / 7, 4).Sum(week => s_far.MeanOfWeek(row, week)) / 28;
        }

        Assert.True(last[0] < last[1] && last[1] < last[2]);
        Assert.InRange(last[1] / (months[^1].To - months[^1].From), 0.8 * whole, 1.2 * whole);
    }
}
