using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Calibration;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Calibration;

/// <summary>The judge, by hand.</summary>
public sealed class LateSharesTests
{
    private const int Noon = 720, Day = 1_440;

    [Fact]
    public void Late_is_a_later_day_than_promised()
    {
        var parcels = new Table<TrackedParcel>(
        [
            // At noon of day 10: promised in 2 days and there in the last minute of the second; then a minute later.
            Parcel((13 * Day) - 1), Parcel(13 * Day), Parcel(TrackedParcel.Never), Parcel((10 * Day) + Noon),
        ]);
        var group = LateShares.Of(parcels, [2, 2, 2, 2], 0, 0.05);
        Assert.Equal((4, 2, 0.5), (group.Parcels, group.Late, group.LateShare));
        Assert.Equal((2.0, 1.5), (group.PromisedDays, group.PromisedHoursDays));
        Assert.Equal(0, LateShares.Of(parcels, [-1, -1, -1, -1], 0, 0.05).Parcels);
        Assert.Equal(1, LateShares.Of(parcels, [2, 2, 2, 2], 2, 0.05).Late);
    }

    [Fact]
    public void Promises_are_better_if_they_are_sooner_and_late_no_more_often()
    {
        var shop = Judged(100, 5, 2.0);
        Assert.True(shop.IsBetterThan(Judged(100, 5, 2.5)));
        Assert.True(shop.IsBetterThan(Judged(100, 6, 2.0)));
        Assert.False(shop.IsBetterThan(shop));
        Assert.False(shop.IsBetterThan(Judged(100, 4, 2.5)));
        Assert.False(shop.IsBetterThan(Judged(100, 6, 1.5)));
        Assert.False(Judged(0, 0, 0).IsBetterThan(shop));

        static JudgedGroup Judged(int parcels, int late, double days) => new(
            default, 0, 0, 1, parcels, late, days, days, 0, 0);
    }

    [Fact]
    public void Small_regions_are_pooled_by_area_and_small_areas_with_each_other()
    {
        (int Region, int Area, int Count)[] places = [(1, 1, 10), (2, 1, 4), (3, 1, 7), (4, 2, 3), (5, 3, 2)];
        var parcels = new Table<TrackedParcel>([.. places.SelectMany(place => Enumerable.Repeat(
            Parcel(11 * Day) with { Region = place.Region, Area = place.Area }, place.Count))]);
        var groups = LateShares.ByRegion(parcels, Enumerable.Repeat(0, parcels.Count).ToArray(), 0, 0.05, fewest: 10);
        Assert.Equal(
            [(0, 1, 2, 11), (1, 1, 1, 10), (0, 0, 2, 5)],
            groups.Select(group => (group.Region, group.Area, group.Regions, group.Parcels)));
        Assert.All(groups, group => Assert.Equal(group.Parcels, group.Late));
        Assert.All(groups, group => Assert.False(group.MeetsTarget));
    }

    [Theory, InlineData(40, 0.05), InlineData(300, 0.05), InlineData(1_550, 0.047), InlineData(5_000, 0.1)]
    public void The_band_is_the_binomial_95_percent_or_half_a_point(int parcels, double target)
    {
        var table = new Table<TrackedParcel>([.. Enumerable.Repeat(Parcel(11 * Day), parcels)]);
        var group = LateShares.Of(table, Enumerable.Repeat(2, parcels).ToArray(), 0, target);
        Assert.True(Below(group.FewestLate - 1) < 0.025 || group.FewestLate == 0);
        Assert.True(1 - Below(group.MostLate) < 0.025);
        Assert.True(group.FewestLate <= ((target - 0.005) * parcels) + 1);
        Assert.True(group.MostLate >= ((target + 0.005) * parcels) - 1);

        // The exact sum of binomial probabilities.
        double Below(int count)
        {
            var (mass, sum) = (Math.Pow(1 - target, parcels), 0.0);
            for (var late = 0; late <= count; late++)
            {
                sum += mass;
                mass *= target / (1 - target) * (parcels - late) / (late + 1);
            }

            return sum;
        }
    }

    private static TrackedParcel Parcel(int delivered) =>
        new((10 * Day) + Noon, delivered, -1, 1, 1, 1, 1, Speed.Standard, 100, 500);
}
