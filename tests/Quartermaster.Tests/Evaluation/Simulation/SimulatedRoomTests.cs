using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Metrics;
using Quartermaster.Evaluation.Simulation;
using Xunit;

namespace Quartermaster.Tests.Evaluation.Simulation;

/// <summary>What departures, delivery days and windows take in a simulation is what they state, as in production.
/// </summary>
/// <remarks>The tiny shop's parcels leave at 20:00 and take two days: 60 hours for who orders at eight.</remarks>
public sealed class SimulatedRoomTests
{
    private const int Days = 28;

    private static Gen<WantedList> AMonth { get; } = Gen.Select(Gen.Int[0, Days - 1], Gen.Int[1, 4], Gen.Int[0, 5])
        .Array[60, 260].Select(wanted => new WantedList([.. wanted.Select(
            of => new Wanted(of.Item1, of.Item2, IsPatient: of.Item3 > 0))]));

    private static Gen<WantedList> PatientUnits { get; } = Gen.Int[0, Days - 1].Array[0, 120]
        .Select(days => new WantedList([.. days.Select(day => new Wanted(day, 1))]));

    [Fact]
    public void Nothing_takes_more_in_a_month_than_it_states() => Gen.Select(RoomShop.Any, AMonth).Sample(
        (shop, demand) =>
        {
            var (tally, seen) = shop.Run(demand);
            shop.Check(seen);
            Assert.Equal((seen.Orders, seen.Orders), (tally.AcceptedOffers, tally.HonoredOffers));
        },
        iter: 25);

    /// <summary>Or the law above would say nothing.</summary>
    [Fact]
    public void Limits_are_reached()
    {
        var shop = new RoomShop
        {
            Limits = [new(6, null, null), new(3, null, null), new(2, null, null)],
            DeliveriesPerDay = 6, ParcelsPerWindow = [4, 3],
        };
        var demand = new WantedList([.. Enumerable.Range(0, 9 * Days).Select(i => new Wanted(i % Days, 1))]);
        var (tally, seen) = shop.Run(demand);

        Assert.InRange(shop.Check(seen), Days, int.MaxValue);
        Assert.InRange(tally.SoldUnits, 4 * Days, 6 * (Days + 14));
        Assert.True(tally.LostToStockUnits > 0);
        // Slots of weeks past are closed.
        Assert.NotNull(seen.Rooms);
        Assert.All(seen.Rooms.Open(), slot => Assert.True(
            slot.Window > Instant.Of(TinyShop.FirstDay.AddDays(Days - 12)).UnixMinutes));
    }

    [Fact]
    public void A_world_whose_limits_never_bind_is_one_without_limits() => Gen.Select(AMonth, Gen.Int[1, 40]).Sample(
        (demand, spare) =>
        {
            var free = new RoomShop { Limits = [default, default, default] };
            var (expected, seen) = free.Run(demand);
            Assert.Null(seen.Rooms);
            var most = (int)expected.WantedUnits + spare;
            var limit = new LaneLimit(most, 500L * most, 1_000L * most);
            var limited = free with { Limits = [limit, limit, limit], DeliveriesPerDay = most };
            SimulatorLawTests.AssertSame(expected, limited.Run(demand).Tally);
        },
        iter: 10);

    [Fact]
    public void Where_no_window_states_a_limit_windows_are_as_they_were()
    {
        var (free, demand) = (new RoomShop { Limits = [default, default, default] },
            new WantedList([.. Enumerable.Range(0, 200).Select(i => new Wanted(i % Days, 1 + (i % 3)))]));
        var (expected, seen) = (free with { ParcelsPerWindow = [Region.Unlimited, Region.Unlimited] }).Run(demand);

        Assert.Null(seen.Rooms);
        SimulatorLawTests.AssertSame(
            expected, (free with { ParcelsPerWindow = [1_000, Region.Unlimited] }).Run(demand).Tally);
    }

    /// <summary>Everybody takes the first departure that has room, and departures and the last one offered are later
    /// for later customers: so the most are shipped that can be.</summary>
    [Fact]
    public void More_room_never_ships_less_and_no_limit_earns_the_most() => Gen.Select(
        PatientUnits, Gen.Int[0, 4], Gen.Int[1, 4], Gen.Bool).Sample((demand, few, more, isOfDays) =>
        {
            var (tight, wide, free) = (Run(few), Run(few + more), Run(Lane.Unlimited));
            Assert.InRange(tight.Orders, 0, wide.Orders);
            Assert.Equal(free.WantedOrders, free.Orders);
            var profit = Measure.Named("profit");
            Assert.InRange(profit.Of(tight), double.NegativeInfinity, profit.Of(wide) + 1e-6);
            Assert.InRange(profit.Of(wide), double.NegativeInfinity, profit.Of(free) + 1e-6);
            if (tight.Orders == free.Orders)
            {
                Assert.InRange(tight.ClickToDoorHours, free.ClickToDoorHours - 1e-6, double.PositiveInfinity);
            }

            Tally Run(int room) => new TinyShop
            {
                Opening = 200, MeasuredDays = Days, ParcelsPerDeparture = isOfDays ? Lane.Unlimited : room,
                DeliveriesPerDay = isOfDays ? room : Region.Unlimited,
            }.Run(TinyShop.UpTo(0), demand);
        },
        iter: 20);

    /// <summary>A lane at the same hours, a little dearer: whoever looks finds it when the other one is full, whoever
    /// does not waits for the next day.</summary>
    [Theory]
    [InlineData(0, 60 + 60 + 84)]
    [InlineData(1_440, 60 + 84 + 108)]
    public void What_is_beaten_by_full_departures_is_found(int lookAtRoomMinutes, double hours)
    {
        var shop = new TinyShop
        {
            ParcelsPerDeparture = 1, SecondLaneCost = 3.05m, MeasuredDays = 1,
            LookAtRoomMinutes = lookAtRoomMinutes,
        };
        var tally = shop.Run(TinyShop.UpTo(0), new(new(0, 1), new(0, 1), new(0, 1)));

        Assert.Equal((3, 3, 0), (tally.Orders, tally.HonoredOffers, tally.LateOrders));
        Assert.Equal(hours - (3 / 60.0), tally.ClickToDoorHours, 6);
    }

    /// <summary>30 parcels a departure. While there is plenty nobody asks; who is not usual, or comes when it has
    /// become less, does.</summary>
    [Theory]
    [InlineData(12, 60 + 60 + 84)]
    [InlineData(15, 60 + 60 + 84)]
    [InlineData(20, 60 + 84 + 108)]
    public void Large_orders_leave_when_all_their_parcels_do(int units, double hours)
    {
        var shop = new TinyShop { Opening = 100, ParcelsPerDeparture = 30, MaxParcelGrams = 500, MeasuredDays = 1 };
        var tally = shop.Run(TinyShop.UpTo(0), new(new(0, units), new(0, units), new(0, units)));

        Assert.Equal((3, 3, 3 * units), (tally.AcceptedOffers, tally.HonoredOffers, tally.SoldUnits));
        Assert.Equal(hours - (3 / 60.0), tally.ClickToDoorHours, 6);
    }

    /// <summary>Two units weigh a kilogram.</summary>
    [Fact]
    public void Who_is_in_a_hurry_is_lost_where_the_day_is_full()
    {
        var shop = new TinyShop { Opening = 100, KilogramsPerDeparture = 1, DeliveriesPerDay = 2, MeasuredDays = 1 };
        var tally = shop.Run(TinyShop.UpTo(0), new(new(0, 1), new(0, 1), new(0, 1, IsPatient: false)));

        Assert.Equal((2, 1, 0), (tally.SoldUnits, tally.LostToSpeedUnits, tally.LostToStockUnits));
    }

    [Fact]
    public void Runs_with_full_lanes_give_the_same_at_any_number_of_threads_and_again()
    {
        var shop = new TinyShop
        {
            Opening = 60, OtherOpening = 40, MeasuredDays = Days, ParcelsPerDeparture = 2, SecondLaneCost = 3.05m,
            DeliveriesPerDay = 5, LookAtRoomMinutes = 0,
        };
        var comparison = new PolicyComparison(shop.Facts, shop.Routes, shop.Settings, shop.OpeningState,
            TinyShop.History, replication => new(new WantedList([.. Enumerable.Range(0, 150 + replication).Select(i =>
                new Wanted(i * (3 + replication) % Days, 1 + (i % 3), 1 + (i % 2), IsPatient: i % 6 != 5))]),
                new VendorByRule(), (ulong)replication));
        var runs = ((int[])[1, 3, 1]).Select(threads => comparison.Run(
            [TinyShop.UpTo(20), TinyShop.UpTo(60)], [1, 2, 3], threads).SelectMany(of => of).ToArray()).ToArray();

        Assert.All(runs[1..], run => Assert.All(run.Zip(runs[0]), pair =>
            SimulatorLawTests.AssertSame(pair.First, pair.Second)));
        Assert.NotEqual(runs[0][0].ClickToDoorHours, runs[0][1].ClickToDoorHours);
    }
}
