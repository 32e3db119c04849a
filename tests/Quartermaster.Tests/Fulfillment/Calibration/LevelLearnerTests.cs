using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Calibration;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Calibration;

/// <summary>Levels learned from promises whose lateness is known.</summary>
public sealed class LevelLearnerTests
{
    private const double Target = 0.05;

    private static readonly CalibrationPolicy s_plain = new() { LatePriorParcels = 1e-6, LateHalfLifeDays = 10_000 };

    [Theory]
    [InlineData(0.95, 100, 0.975)] // Twice as late as allowed: half as much is allowed next.
    [InlineData(0.95, 50, 0.95)]
    [InlineData(0.975, 50, 0.975)] // A correction that worked is not taken back.
    [InlineData(0.95, 25, 0.9375)] // Down to 0.90 a quarter of the way.
    [InlineData(0.6, 0, 0.5)]
    [InlineData(0.999, 1_000, 0.999)]
    public void The_next_level_allows_the_target_over_the_ratio_of_late_to_allowed(
        double level, int late, double expected)
    {
        var parcels = Parcels(1_000, i => i < late);
        var learned = Assert.Single(LevelLearner.Of(parcels, (_, _) => level, s_plain, Target, 20));

        Assert.Equal((1, Speed.TwoDay, 1_000), (learned.Region, learned.Speed, learned.Parcels));
        Assert.Equal(expected, learned.Level, 3);
    }

    [Fact]
    public void A_region_of_few_parcels_is_drawn_to_the_others_and_one_of_many_is_not()
    {
        var policy = new CalibrationPolicy { LateHalfLifeDays = 10_000 };
        var parcels = new Table<TrackedParcel>(
        [
            .. Parcels(20_000, i => i % 20 == 0).Rows,
            .. Parcels(20_000, i => i % 10 == 0).Rows.ToArray().Select(parcel => parcel with { Region = 2 }),
            .. Parcels(10, _ => true).Rows.ToArray().Select(parcel => parcel with { Region = 3 }),
        ]);
        var levels = LevelLearner.Of(parcels, (_, _) => 0.95, policy, Target, 20)
            .ToDictionary(one => one.Region, one => one.Level);

        Assert.InRange(levels[1], 0.949, 0.953);
        Assert.InRange(levels[2], 0.974, 0.976);
        Assert.InRange(levels[3], levels[1], levels[2] + 0.006);
    }

    [Fact]
    public void What_is_not_known_yet_changes_nothing_and_later_is_never_more_daring() =>
        Gen.Select(Gen.Int[0, 400], Gen.Double[0.6, 0.99], Gen.Int[0, 5]).Sample((late, level, region) =>
        {
            var parcels = Parcels(400, i => i < late);
            double LevelOf(TrackedParcel[] more) => LevelLearner.Of(
                new([.. parcels.Rows, .. more]), (_, _) => level, new(), Target, 20)
                .First(one => one.Region == 1).Level;

            // Due on the day itself, or later, or promised nothing.
            var open = parcels.Rows[0] with
            {
                Region = region, PromisedDay = 20, DeliveredMinute = TrackedParcel.Never,
            };
            Assert.Equal(LevelOf([]), LevelOf([open, open with { PromisedDay = -1 }]));
            var broken = open with { Region = 1, PromisedDay = 12 };
            Assert.True(LevelOf([broken]) >= LevelOf([]));
        }, iter: 200);

    // Ordered on day 10, promised by day 12.
    private static Table<TrackedParcel> Parcels(int count, Func<int, bool> isLate) => new(
    [
        .. Enumerable.Range(0, count).Select(i => new TrackedParcel(
            10 * 1_440, (isLate(i) ? 13 : 12) * 1_440, 12, 1, 1, 1, 1, Speed.TwoDay, 100, 500)),
    ]);
}
