using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Routes;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Routes;

/// <summary>When a region receives: its weekdays, its hours, its windows. <see cref="RouteOracleTests"/> draws such
/// regions, too.</summary>
public sealed class RegionHourTests
{
    // A Monday; the clocks of Berlin go forward on Sunday, 30 March 2025.
    private static readonly DateOnly s_first = new(2025, 3, 24);
    private static readonly RegionId s_region = new(1);

    [Theory]
    [InlineData(24, 7, 24, 8)]
    [InlineData(24, 22, 25, 8)]
    [InlineData(28, 22, 31, 8)] // Nobody receives at the weekend.
    [InlineData(29, 12, 31, 8)]
    public void Weekdays_and_the_policys_hours(int day, int hour, int deliveredOn, int at) =>
        Assert.Equal(Local(deliveredOn, at), Calendar(new(s_region, 50, 10, 1, new(1), DeliveryWeekdays: 31))
            .DeliveryOf(s_region, Local(day, hour)));

    [Theory]
    [InlineData(24, 7, 24, 10)]
    [InlineData(24, 11, 24, 11)]
    [InlineData(24, 15, 25, 10)]
    public void Hours_of_its_own(int day, int hour, int deliveredOn, int at)
    {
        var calendar = Calendar(new(s_region, 50, 10, 1, new(1), DeliverFromMinute: 600, DeliverUntilMinute: 840));
        Assert.Equal(Local(deliveredOn, at), calendar.DeliveryOf(s_region, Local(day, hour)));
        Assert.Equal(Local(day, 14), calendar.LastDeliveryBy(s_region, day - 24));
        Assert.Null(calendar.WindowOf(s_region, Local(day, 11)));
    }

    [Theory]
    [InlineData(24, 7, 24, 8, 8)]
    [InlineData(24, 12, 24, 12, 8)] // The end of the first is no later than its end.
    [InlineData(24, 13, 24, 16, 16)]
    [InlineData(24, 20, 24, 20, 16)]
    [InlineData(24, 21, 25, 8, 8)]
    [InlineData(29, 7, 29, 10, 10)] // Saturdays have another one, and Sundays none.
    [InlineData(29, 15, 31, 8, 8)]
    public void The_first_window_that_has_not_ended(int day, int hour, int deliveredOn, int at, int window)
    {
        var calendar = Calendar(new(s_region, 50, 10, 1, new(1)), s_windows);
        var delivery = calendar.DeliveryOf(s_region, Local(day, hour));
        Assert.Equal(Local(deliveredOn, at), delivery);
        Assert.Equal(Local(deliveredOn, window), calendar.WindowOf(s_region, delivery)!.Value.FromMinute);
    }

    [Fact]
    public void A_full_window_makes_room_for_the_next_one_and_a_full_day_for_the_next_day()
    {
        var calendar = Calendar(new(s_region, 50, 10, 1, new(1)), s_windows);
        var without = calendar.Without([], [(s_region, Local(24, 8))]);
        Assert.Equal(Local(24, 16), without.DeliveryOf(s_region, Local(24, 7)));
        Assert.Equal(Local(25, 8), without.DeliveryOf(s_region, Local(25, 7)));
        Assert.Equal(Local(25, 8),
            calendar.Without([(s_region, Local(24, 0))], []).DeliveryOf(s_region, Local(24, 7)));
        Assert.Equal(Local(25, 8), calendar.Without([], [(s_region, Local(24, 8)), (s_region, Local(24, 16))])
            .DeliveryOf(s_region, Local(24, 7)));
        Assert.Equal(Local(24, 20), calendar.LastDeliveryBy(s_region, 0));
        Assert.Equal(Local(29, 14), calendar.LastDeliveryBy(s_region, 6));
    }

    [Fact]
    public void What_cannot_be_used_is_a_finding()
    {
        var regions = new Table<Region>(
        [
            new(new(1), 0, 0, 1, new(1), DeliverFromMinute: 600),
            new(new(2), 0, 0, 1, new(1), DeliverFromMinute: 600, DeliverUntilMinute: 600),
            new(new(3), 0, 0, 1, new(1), DeliverFromMinute: 600, DeliverUntilMinute: 601),
        ]);
        var windows = new Table<DeliveryWindow>(
            [new(default, 1, 2), new(new(1), 600, 600), new(new(1), 600, 601, Parcels: -1), new(new(1), 600, 601)]);
        Assert.Equal([0, 1, 0, 1, 2],
            Network(regions, windows).Check().Select(finding => finding.Row));
    }

    private static readonly DeliveryWindow[] s_windows =
    [
        new(s_region, 16 * 60, 20 * 60, 31), new(s_region, 8 * 60, 12 * 60, 31, 5), new(s_region, 10 * 60, 14 * 60, 32),
    ];

    private static int Local(int day, int hour) => new LocalClock("Europe/Berlin")
        .Of(new DateOnly(2025, 3, day), hour * 60).UnixMinutes;

    // A calendar begins two days before the first departure day.
    private static RegionCalendar Calendar(Region region, params DeliveryWindow[] windows) =>
        new RouteBuilder(Network(new([region]), new(windows)), new()).Build(s_first.AddDays(2), 7).Calendar;

    private static RouteNetwork Network(Table<Region> regions, Table<DeliveryWindow> windows) => new()
    {
        Facilities = new([]), Lanes = new([]), Departures = new([]), ClosedDays = new([]), Regions = regions,
        DeliveryWindows = windows, Zones = CodeList.Of(["Europe/Berlin"]),
    };
}
