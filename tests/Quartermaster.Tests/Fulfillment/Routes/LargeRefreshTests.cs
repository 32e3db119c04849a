using Quartermaster.App.Benchmarks.Online;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Numerics;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Routes;

/// <summary>The same as <see cref="RouteRefreshTests"/> on a network of several stripes of regions, ways of four legs
/// and many lanes per center, of which a change touches few.</summary>
public sealed class LargeRefreshTests
{
    private const int Days = 3;
    private const int Regions = 260;

    private static readonly DateOnly s_first = new(2026, 3, 2);
    private static readonly RoutePolicy s_policy = new() { MostLegs = 4 };

    [Fact]
    public void A_large_table_refreshed_edit_by_edit_is_the_table_built_anew()
    {
        var (network, builder) = (Network(), new RouteBuilder(Network(), s_policy));
        var before = builder.Build(s_first, Days, threads: 2);
        var (first, whole) = (before.Count, builder.Compared);
        var (none, some) = (0, 0);
        for (var edit = 0UL; edit < 24; edit++)
        {
            network = Edited(network, edit);
            var table = builder.Refresh(network, threads: 2);
            RouteTables.Same(new RouteBuilder(network, s_policy).Build(s_first, Days, threads: 2), table);
            none += builder.Compared < whole / 100 ? 1 : 0;
            some += builder.Compared >= whole / 100 && builder.Compared < whole / 2 ? 1 : 0;
        }

        // Or it would prove nothing: there are ways, some edits touch hardly anything, and some a part.
        Assert.InRange(first, 10_000, long.MaxValue);
        Assert.InRange(none, 4, 20);
        Assert.InRange(some, 4, 20);
    }

    // Slower and faster lanes, dearer ones, departures that are full and have room again, lanes that go.
    private static RouteNetwork Edited(RouteNetwork network, ulong edit)
    {
        var lanes = network.Lanes.Rows.ToArray();
        var between = Array.FindIndex(lanes, lane => lane.FromFacility.Value > OnlineNetwork.Centers);
        var lane = (edit % 3) switch
        {
            0 => (int)(KeyedRandom.Uniform(7, 1, edit, 0) * between),
            1 => between + (int)(KeyedRandom.Uniform(7, 1, edit, 0) * 40),
            _ => (int)(KeyedRandom.Uniform(7, 1, edit, 0) * lanes.Length),
        };
        if (edit % 8 == 7)
        {
            return network with { Lanes = new([.. lanes.Where((_, at) => at != lane)]) };
        }

        if (edit % 8 is 3 or 4)
        {
            var isFull = edit % 8 == 3;
            return network with
            {
                Full = new HashSet<(LaneId, int)>(isFull ? network.Departures.Rows.ToArray()
                    .Where(row => row.Lane == lanes[lane].Id)
                    .Select(row => (row.Lane, Instant.Of(s_first).UnixMinutes + row.DepartureMinute)) : []),
            };
        }

        if (edit % 8 == 5)
        {
            // Some regions receive no more on a day, and those of the time before do again.
            return network with
            {
                FullDays = Enumerable.Range(0, 1 + (int)(edit % 3)).Select(i => (
                    new RegionId(1 + (int)(KeyedRandom.Uniform(7, 2, edit, (ulong)i) * Regions)),
                    Instant.Of(s_first.AddDays(1 + i)).UnixMinutes)).ToHashSet(),
            };
        }

        if (edit % 8 == 2)
        {
            // From Monday to Wednesday goods on the lane stand still on a day of it.
            lanes[lane] = lanes[lane] with { TransitWeekdays = Lane.EveryDay ^ (1 << (int)(edit % 3)) };
            return network with { Lanes = new(lanes) };
        }

        var minutes = edit % 2 == 0 ? 45 : -20;
        lanes[lane] = lanes[lane] with
        {
            TransitMinutesMedian = Math.Max(10, lanes[lane].TransitMinutesMedian + minutes),
            TransitMinutesLate = Math.Max(20, lanes[lane].TransitMinutesLate + minutes),
            CostPerParcel = new(lanes[lane].CostPerParcel.Micros + (edit % 5 == 0 ? 250_000 : 0)),
        };
        return network with { Lanes = new(lanes) };
    }

    // Six of the bench's centers, all its sort centers, some of its regions.
    private static RouteNetwork Network()
    {
        var all = OnlineNetwork.Make(everyMinutes: 240, sortMinutes: 360, hubsOfRegion: 6);
        var facilities = all.Facilities.Rows.ToArray()
            .Where(row => row.Id.Value is <= 6 or > OnlineNetwork.Centers).ToArray();
        var ids = facilities.Select(row => row.Id).ToHashSet();
        var lanes = all.Lanes.Rows.ToArray()
            .Where(lane => ids.Contains(lane.FromFacility) && lane.ToRegion.Value <= Regions).ToArray();
        var kept = lanes.Select(lane => lane.Id).ToHashSet();
        return all with
        {
            Facilities = new(facilities),
            Lanes = new(lanes),
            Departures = new([.. all.Departures.Rows.ToArray().Where(row => kept.Contains(row.Lane))]),
            Regions = new([.. all.Regions.Rows[..Regions]]),
        };
    }
}
