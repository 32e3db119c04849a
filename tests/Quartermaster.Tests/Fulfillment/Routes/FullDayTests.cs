using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Routes;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Routes;

/// <summary>On days on which a region can receive no more nothing is delivered there: what would come then comes on its
/// next day, and what that kept from the table is found.</summary>
public sealed class FullDayTests : FullTests<(RegionId Region, int StartMinute)>
{
    /// <summary>The promised days of speeds stay what they are: a full day is no holiday.</summary>
    [Fact]
    public void The_calendar_of_a_table_does_not_know_full_days() => RouteWorlds.Network.Sample(
        network =>
        {
            var builder = new RouteBuilder(network, RouteWorlds.Policy);
            var whole = builder.Build(RouteWorlds.FirstDay, RouteWorlds.Days);
            var table = builder.Refresh(Without(network, [.. Of(whole)]));
            Assert.Same(whole.Calendar, table.Calendar);
        },
        iter: 20);

    /// <summary>Some days of the first regions.</summary>
    /// <param name="pattern">A bit for each.</param>
    /// <param name="more">The same.</param>
    internal static HashSet<(RegionId Region, int StartMinute)> Drawn(int pattern, int more)
    {
        var days = new HashSet<(RegionId, int)>();
        for (var bit = 0; bit < 8; bit++)
        {
            if (((pattern + (16 * more)) >> bit & 1) != 0)
            {
                // One of the drawn zones is UTC; in others no day begins then.
                days.Add((new(1 + (bit % 2)), Instant.Of(RouteWorlds.FirstDay.AddDays(bit / 2)).UnixMinutes));
            }
        }

        return days;
    }

    /// <inheritdoc/>
    protected override RouteNetwork Without(RouteNetwork network, HashSet<(RegionId Region, int StartMinute)> full) =>
        network with { FullDays = full };

    /// <inheritdoc/>
    protected override bool AreEnough(int full, int found, int changed) => full > 300 && changed > 100;

    /// <inheritdoc/>
    protected override IEnumerable<(RegionId Region, int StartMinute)> Of(RouteTable table) =>
    [
        .. (from origin in Enumerable.Range(0, table.Origins.Length)
            from number in Enumerable.Range(1, table.RegionCount)
            let region = new RegionId(number)
            from option in table.PairOf(origin, region).Options.ToArray()
            let day = table.Calendar.DayOf(region, option.DeliveryMinute)
            where day >= 0
            select (region, table.Calendar.StartOf(region, day))).Distinct()
            .OrderBy(day => (day.Item1.Value, day.Item2)),
    ];
}
