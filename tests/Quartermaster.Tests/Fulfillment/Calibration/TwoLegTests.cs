using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Calibration;
using Quartermaster.Numerics;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Calibration;

/// <summary>Promises where it is known when parcels left: handling and transit are learned apart.</summary>
public sealed class TwoLegTests
{
    private const double Target = 0.1;
    private const int Days = 300, PerDay = 40, FirstDay = 17_000, MinutesPerDay = 1_440;

    private static readonly CalibrationPolicy s_policy = new();

    [Fact]
    public void Parcels_are_about_as_often_late_as_the_target_says_near_and_far()
    {
        var parcels = World(seed: 1);
        var first = parcels.Count / 2;
        var groups = LateShares.ByRegion(
            parcels, Replay(parcels, first / 2, CalibrationRule.ByGroup).Days, first, Target, fewest: 100);
        Assert.Equal(2, groups.Count);
        Assert.All(groups, group => Assert.InRange(group.LateShare, Target - 0.03, Target + 0.03));
    }

    [Fact]
    public void The_transit_of_a_slow_seller_is_not_thought_to_be_slow()
    {
        // Handling differs by seller, transit does not: what is added does not grow with the distance.
        var parcels = World(seed: 1);
        var learner = new DeliveryLearner(parcels, s_policy);
        learner.AdvanceTo(parcels.Rows[^1].PlacedDay);
        var parcel = parcels.Rows[^1] with { Origin = 1, Region = 1, Area = 1, DistanceKilometers = 200 };
        var far = parcel with { Region = 2, Area = 2, DistanceKilometers = 1_000 };
        var (near, slowNear) = (MedianOf(learner, parcel), MedianOf(learner, parcel with { Origin = 20 }));
        var (distant, slowDistant) = (MedianOf(learner, far), MedianOf(learner, far with { Origin = 20 }));
        Assert.True(slowNear >= near + 3, $"{slowNear} days against {near}");
        Assert.InRange(slowDistant - distant - (slowNear - near), -1, 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void What_comes_later_changes_no_promise(int tenthsUnseen)
    {
        // Of some nobody wrote down when they left, until now.
        Table<TrackedParcel> parcels = new([.. World(seed: 2).Rows.ToArray().Select((parcel, i) =>
            i * 7 % 10 < tenthsUnseen ? parcel with { ShippedMinute = -1 } : parcel)]);
        var known = 200 * PerDay;
        var now = parcels.Rows[known].PlacedDay * MinutesPerDay;
        var changed = parcels.Rows.ToArray().Select((parcel, i) => parcel.DeliveredMinute < now ? parcel
            : parcel.PlacedMinute >= now ? parcel with { ShippedMinute = parcel.PlacedMinute }
            : parcel with
            {
                ShippedMinute = parcel.ShippedMinute < now ? parcel.ShippedMinute : now + (i % 7_000),
                DeliveredMinute = i % 3 == 0 ? TrackedParcel.Never : now + 7_000 + (i % 20_000),
            }).ToArray();
        var (before, after) = (Replay(parcels, 2_000), Replay(new(changed), 2_000));
        Assert.Equal(before.Days.Take(known), after.Days.Take(known));
        Assert.NotEqual(before.Days.Skip(known), after.Days.Skip(known));
    }

    [Fact]
    public void A_seller_who_has_become_slow_is_known_before_any_of_its_late_parcels_has_come()
    {
        // For two days nothing leaves: nothing that is late for it could have come.
        var parcels = World(seed: 3);
        var stop = parcels.Rows[250 * PerDay].PlacedDay;
        var stuck = parcels.Rows.ToArray().Select(parcel => parcel.ShippedMinute < stop * MinutesPerDay ? parcel
            : parcel with { ShippedMinute = -1, DeliveredMinute = TrackedParcel.Never }).ToArray();
        var learner = new DeliveryLearner(new(stuck), s_policy);
        learner.AdvanceTo(stop);
        var before = ShareAfter(learner, stuck[^1] with { PlacedMinute = stop * MinutesPerDay }, 7);
        learner.AdvanceTo(stop + 7);
        var after = ShareAfter(learner, stuck[^1] with { PlacedMinute = (stop + 7) * MinutesPerDay }, 7);
        Assert.True(after > before + 0.01, $"{after} against {before}");
    }

    [Fact]
    public void Curves_never_rise()
    {
        var parcels = World(seed: 4);
        var learner = new DeliveryLearner(parcels, s_policy);
        learner.AdvanceTo(parcels.Rows[^1].PlacedDay);
        var curve = new float[s_policy.MostDays];
        foreach (ref readonly var parcel in parcels.Rows[^30..])
        {
            learner.Curve(in parcel, curve);
            Assert.InRange(curve[0], 0, 1);
            Assert.InRange(curve[^1], 0, 0.02);
            for (var day = 1; day < curve.Length; day++)
            {
                Assert.InRange(curve[day], 0, curve[day - 1]);
            }
        }
    }

    [Fact]
    public void Where_only_what_goes_far_becomes_slow_what_goes_near_is_hardly_promised_later()
    {
        const int slowFrom = 150;
        var (near, far) = Medians(World(seed: 5));
        var (nearNow, farNow) = Medians(World(seed: 5, slowFrom));
        Assert.InRange(farNow - far, 3, 9);
        Assert.InRange(nearNow - near, -1, 1);

        static (int Near, int Far) Medians(Table<TrackedParcel> parcels)
        {
            var learner = new DeliveryLearner(parcels, s_policy);
            learner.AdvanceTo(FirstDay + slowFrom + 90);
            var parcel = parcels.Rows[(slowFrom + 90) * PerDay] with { Origin = 10 };
            return (MedianOf(learner, parcel with { Region = 1, Area = 1, DistanceKilometers = 200 }),
                MedianOf(learner, parcel with { Region = 2, Area = 2, DistanceKilometers = 1_000 }));
        }
    }

    [Fact]
    public void Where_leaving_is_seldom_written_down_the_whole_way_is_learned()
    {
        var parcels = World(seed: 6).Rows.ToArray();
        var seldom = parcels.Select((parcel, i) => i % 4 == 0 ? parcel : parcel with { ShippedMinute = -1 }).ToArray();
        var never = WithoutLeaving(new(parcels));
        Assert.Equal(Replay(never, 2_000).Days, Replay(new(seldom), 2_000).Days);
    }

    [Fact]
    public void What_leaves_before_it_is_ordered_or_after_it_came_and_too_many_days_are_refused()
    {
        var parcel = World(seed: 7).Rows[0];
        Assert.True(parcel.IsSound);
        Assert.False((parcel with { ShippedMinute = parcel.PlacedMinute - 1 }).IsSound);
        Assert.False((parcel with { ShippedMinute = parcel.DeliveredMinute + 1 }).IsSound);
        Assert.Throws<ArgumentException>(() =>
            new DeliveryLearner(new([parcel]), s_policy).Curve(in parcel, new float[s_policy.MostDays + 1]));
    }

    // Twenty sellers of very different handling, two areas near and far.
    private static Table<TrackedParcel> World(ulong seed, int slowFrom = int.MaxValue)
    {
        var parcels = new List<TrackedParcel>();
        for (var i = 0; i < Days * PerDay; i++)
        {
            var (origin, area, day) = (1 + (int)(20 * Draw(0)), 1 + (int)(2 * Draw(1)), i / PerDay);
            var placed = ((FirstDay + day) * MinutesPerDay) + (int)(MinutesPerDay * Draw(2));
            var shipped = placed + (int)(MinutesPerDay * 0.5 * Math.Exp((0.12 * origin) + (0.3 * Gauss(3))));
            var slow = area == 2 && day >= slowFrom ? 2 : 1;
            var delivered = shipped + (int)(MinutesPerDay * slow * (2 + (2 * area)) * Math.Exp(0.3 * Gauss(4)));
            parcels.Add(new(
                placed, delivered, -1, area, area, origin, 1, Speed.Standard, (800 * area) - 600, 500, shipped));

            double Draw(ulong stream) => KeyedRandom.Uniform(seed, stream, (ulong)i, 0);
            double Gauss(ulong stream) => Normal.Quantile(Math.Clamp(Draw(stream), 1e-9, 1 - 1e-9));
        }

        return new([.. parcels.OrderBy(parcel => parcel.PlacedMinute)]);
    }

    private static Table<TrackedParcel> WithoutLeaving(Table<TrackedParcel> parcels) =>
        new([.. parcels.Rows.ToArray().Select(parcel => parcel with { ShippedMinute = -1 })]);

    private static float ShareAfter(DeliveryLearner learner, TrackedParcel parcel, int day)
    {
        var curve = new float[s_policy.MostDays];
        learner.Curve(in parcel, curve);
        return curve[day];
    }

    private static int MedianOf(DeliveryLearner learner, TrackedParcel parcel)
    {
        var curve = new float[s_policy.MostDays];
        learner.Curve(in parcel, curve);
        return DayChoice.Quantile(curve, 0.5);
    }

    private static ReplayedRule Replay(
        Table<TrackedParcel> parcels, int first, CalibrationRule rule = CalibrationRule.Together) =>
        PromiseReplay.Of(parcels, s_policy, [Target], first, TestContext.Current.CancellationToken)
            .Single(one => one.Rule == rule);
}
