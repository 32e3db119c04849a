using Quartermaster.Evaluation.Generation;
using Quartermaster.Fulfillment.Calibration;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Calibration;

/// <summary>Promises of the real promise path at learned levels, on the generated retailer in a world that is slower
/// than its tables say.</summary>
public sealed class CalibratedPromiseTests
{
    private const int Fewest = 100;

    [Theory]
    [InlineData(1, 2.2)]
    [InlineData(1.5, 2.5)]
    public void On_later_days_groups_are_late_no_more_often_than_the_target(double least, double most)
    {
        var retailer = new SlowRetailer(new() { Products = 200, Facilities = 4, Days = 210 }, (least, most));
        var policy = new CalibrationPolicy();
        var (told, kept) = (Judge(learns: false), Judge(learns: true));
        var (before, after) = (told.Groups, kept.Groups);

        var output = TestContext.Current.TestOutputHelper!;
        output.WriteLine($"{before.Count(group => group.Late > group.MostLate)} and "
            + $"{after.Count(group => group.Late > group.MostLate)} of {after.Count} groups late too often, "
            + $"{before.Count(group => group.MeetsTarget)} and {after.Count(group => group.MeetsTarget)} on target");
        output.WriteLine($"without {told.All.LateShare:P2} at {told.All.PromisedDays:0.00} days, with levels "
            + $"{kept.All.LateShare:P2} at {kept.All.PromisedDays:0.00} days");
        foreach (var group in after)
        {
            output.WriteLine($"{group.Speed} region {group.Region} area {group.Area}: {group.Late} of {group.Parcels} "
                + $"({group.FewestLate} to {group.MostLate}), {group.PromisedDays:0.00} days");
        }

        // One of forty is late too often by chance alone; promises of fixed days are late less often than they might.
        Assert.InRange(after.Count(group => group.Late > group.MostLate), 0, after.Count / 20);
        Assert.InRange(after.Count(group => group.MeetsTarget),
            1 + before.Count(group => group.MeetsTarget), after.Count);
        Assert.True(kept.All.LateShare <= policy.LateTarget);

        (JudgedGroup All, IReadOnlyList<JudgedGroup> Groups) Judge(bool learns)
        {
            var parcels = retailer.Live(policy, learns);
            int[] days = [.. parcels.Rows.ToArray().Select(parcel => parcel.DaysPromised)];
            var first = parcels.Count / 2;
            return (LateShares.Of(parcels, days, first, policy.LateTarget),
                LateShares.ByRegion(parcels, days, first, policy.LateTarget, Fewest));
        }
    }
}
