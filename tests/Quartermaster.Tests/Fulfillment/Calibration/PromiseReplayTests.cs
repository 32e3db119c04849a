using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Calibration;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Calibration;

/// <summary>Calibrated promises in worlds whose distributions are known.</summary>
public sealed class PromiseReplayTests
{
    private const double Target = 0.1;

    private static readonly CalibrationPolicy s_policy = new();

    [Fact]
    public void Every_speed_and_region_is_late_as_often_as_the_target_says()
    {
        var (all, missed) = (0, 0);
        for (var seed = 1ul; seed <= 4; seed++)
        {
            var parcels = KnownDeliveries.Of(seed, days: 300, perDay: 60);
            var first = parcels.Count / 2;
            var promised = Replay(parcels, first / 2, CalibrationRule.ByGroup);
            var groups = LateShares.ByRegion(parcels, promised.Days, first, Target, fewest: 100);
            Assert.Equal(2 * KnownDeliveries.Regions, groups.Count);
            Assert.All(groups, group => Assert.InRange(group.LateShare, Target - 0.03, Target + 0.03));
            var late = LateShares.Of(parcels, promised.Days, first, Target).LateShare;
            Assert.InRange(late, Target - 0.015, Target + 0.015);
            (all, missed) = (all + groups.Count, missed + groups.Count(group => !group.MeetsTarget));
        }

        // Of 32 honest groups 1.6 are outside their 95 % by chance; 5 or more once in 43 times.
        Assert.Equal(32, all);
        Assert.InRange(missed, 0, 4);
    }

    [Fact]
    public void An_own_quantile_is_a_whole_day_and_so_late_less_often_than_the_target()
    {
        var parcels = KnownDeliveries.Of(seed: 1, days: 300, perDay: 60);
        var first = parcels.Count / 2;
        var promised = Replay(parcels, first / 2, CalibrationRule.Quantile);
        var groups = LateShares.ByRegion(parcels, promised.Days, first, Target, fewest: 100);
        Assert.All(groups, group => Assert.InRange(group.Late, 1, group.MostLate));
        Assert.Contains(groups, group => group.Late < group.FewestLate);
    }

    [Fact]
    public void One_price_for_all_takes_fewer_days_than_quantiles_for_the_same_late_share()
    {
        var parcels = KnownDeliveries.Of(seed: 2, days: 300, perDay: 60);
        var first = parcels.Count / 2;
        var least = LateShares.Of(parcels, Replay(parcels, first / 2, CalibrationRule.Together).Days, first, Target);
        var quantile = LateShares.Of(
            parcels, Replay(parcels, first / 2, CalibrationRule.Quantile).Days, first, Target);
        Assert.True(least.MeetsTarget, $"{least}");
        Assert.True(least.PromisedDays < quantile.PromisedDays - 0.1, $"{least} against {quantile}");
    }

    [Fact]
    public void After_the_network_has_slowed_down_promises_come_true_again()
    {
        const int days = 400, slowFrom = 250, perDay = 40;
        var parcels = KnownDeliveries.Of(seed: 3, days, perDay, slowFrom);
        var promised = Replay(parcels, 100 * perDay, CalibrationRule.ByGroup);
        Assert.InRange(LateIn(slowFrom - 50, slowFrom), 0, Target + 0.02);
        Assert.InRange(LateIn(slowFrom, slowFrom + 5), 0.3, 1);
        Assert.InRange(LateIn(slowFrom + 60, days), Target / 3, Target + 0.02);

        double LateIn(int from, int to) => Enumerable.Range(from * perDay, (to - from) * perDay)
            .Average(i => parcels.Rows[i].DaysTaken > promised.Days[i] ? 1.0 : 0);
    }

    [Theory]
    [InlineData(CalibrationRule.Quantile)]
    [InlineData(CalibrationRule.ByGroup)]
    [InlineData(CalibrationRule.Together)]
    public void What_comes_later_changes_no_promise(CalibrationRule rule)
    {
        var parcels = KnownDeliveries.Of(seed: 4, days: 150, perDay: 30);
        var known = 100 * 30;
        var now = parcels.Rows[known].PlacedDay * 1_440;

        // Later orders are others, and what is still under way comes at other times, or never.
        var other = KnownDeliveries.Of(seed: 5, days: 150, perDay: 30, slowFrom: 0);
        var changed = parcels.Rows.ToArray().Select((parcel, i) => parcel.PlacedMinute >= now ? other.Rows[i]
            : parcel.DeliveredMinute < now ? parcel
            : parcel with { DeliveredMinute = i % 3 == 0 ? TrackedParcel.Never : parcel.DeliveredMinute + 20_000 })
            .OrderBy(parcel => parcel.PlacedMinute).ToArray();
        var (before, after) = (Replay(parcels, 1_000, rule), Replay(new(changed), 1_000, rule));
        Assert.Equal(before.Days.Take(known), after.Days.Take(known));
        Assert.NotEqual(before.Days.Skip(known), after.Days.Skip(known));
    }

    [Fact]
    public void Parcels_under_way_say_that_the_network_is_slow_before_any_late_one_has_come()
    {
        // From one day on nothing is delivered: no delivery says so, only its absence.
        var parcels = KnownDeliveries.Of(seed: 6, days: 120, perDay: 40);
        var stop = parcels.Rows[110 * 40].PlacedDay;
        var stuck = parcels.Rows.ToArray().Select(parcel => parcel.DeliveredMinute < stop * 1_440 ? parcel
            : parcel with { DeliveredMinute = TrackedParcel.Never }).ToArray();
        var learner = new DeliveryLearner(new(stuck), s_policy);
        learner.AdvanceTo(stop);
        var before = MedianOf(learner, stuck[^1] with { PlacedMinute = stop * 1_440 });
        learner.AdvanceTo(stop + 9);
        var after = MedianOf(learner, stuck[^1] with { PlacedMinute = (stop + 9) * 1_440 });
        Assert.True(after > before, $"{after} days against {before}");
    }

    [Fact]
    public void Fewer_late_parcels_never_take_earlier_promises()
    {
        var parcels = KnownDeliveries.Of(seed: 7, days: 90, perDay: 30);
        var learner = new DeliveryLearner(parcels, s_policy);
        learner.AdvanceTo(parcels.Rows[^1].PlacedDay);
        var curve = new float[s_policy.MostDays];
        foreach (ref readonly var parcel in parcels.Rows[^30..])
        {
            learner.Curve(in parcel, curve);
            for (var day = 1; day < curve.Length; day++)
            {
                Assert.InRange(curve[day], 0, curve[day - 1]);
            }

            Assert.True(DayChoice.Quantile(curve, 0.02) >= DayChoice.Quantile(curve, 0.1));
            Assert.True(DayChoice.LeastDays(curve, 300) >= DayChoice.LeastDays(curve, 60));
        }
    }

    [Fact]
    public void The_same_parcels_get_the_same_promises()
    {
        var parcels = KnownDeliveries.Of(seed: 8, days: 60, perDay: 30);
        Assert.Equal(
            Replay(parcels, 500, CalibrationRule.ByGroup).LateShares,
            Replay(parcels, 500, CalibrationRule.ByGroup).LateShares);
    }

    [Fact]
    public void Parcels_out_of_order_are_refused()
    {
        var parcels = KnownDeliveries.Of(seed: 9, days: 2, perDay: 5).Rows.ToArray();
        Array.Reverse(parcels);
        Assert.Throws<ArgumentException>(() => new DeliveryLearner(new(parcels), s_policy));
        var unsound = new Table<TrackedParcel>([parcels[^1] with { Speed = default }]);
        Assert.Throws<ArgumentException>(() => new DeliveryLearner(unsound, s_policy));
    }

    private static int MedianOf(DeliveryLearner learner, TrackedParcel parcel)
    {
        var curve = new float[s_policy.MostDays];
        learner.Curve(in parcel, curve);
        return DayChoice.Quantile(curve, 0.5);
    }

    private static ReplayedRule Replay(Table<TrackedParcel> parcels, int first, CalibrationRule rule) =>
        PromiseReplay.Of(parcels, s_policy, [Target], first, TestContext.Current.CancellationToken)
            .Single(one => one.Rule == rule);
}
