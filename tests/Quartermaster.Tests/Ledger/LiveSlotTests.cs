using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Ledger;
using Xunit;

namespace Quartermaster.Tests.Ledger;

/// <summary>What other threads see of picking slots is what the ledger has, wherever the days lie.</summary>
public sealed class LiveSlotTests
{
    private static readonly DateOnly s_day = new(2026, 3, 2);
    private static readonly Instant s_at = Instant.Of(s_day);

    [Fact]
    public void Days_before_and_after_and_further_facilities_are_seen_and_closed_days_have_no_room()
    {
        var ledger = new GoodsLedger();
        foreach (var (facility, ahead) in ((int, int)[])[(1, 0), (1, -3), (7, 2), (1, 100), (3, -40)])
        {
            ledger.OpenSlot(Slot.Pick(new(facility), s_day.AddDays(ahead)), 10 + facility, s_at);
        }

        Assert.Equal((11, 11, 17, 11, 13),
            (Seen(ledger, 1, 0), Seen(ledger, 1, -3), Seen(ledger, 7, 2), Seen(ledger, 1, 100), Seen(ledger, 3, -40)));
        Assert.Equal((0, 0, 0), (Seen(ledger, 1, 1), Seen(ledger, 8, 0), Seen(ledger, 1, 9_999)));
        ledger.CloseSlots(SlotKind.PickUnits, s_day.DayNumber);
        Assert.Equal((0, 11, 0), (Seen(ledger, 1, -3), Seen(ledger, 1, 0), Seen(ledger, 3, -40)));
    }

    [Fact]
    public void Years_of_days_that_open_ahead_and_close_behind_are_all_seen()
    {
        var ledger = new GoodsLedger();
        for (var ahead = 0; ahead < 2_000; ahead++)
        {
            ledger.OpenSlot(Slot.Pick(new(2), s_day.AddDays(ahead)), 5, s_at);
            ledger.CloseSlots(SlotKind.PickUnits, s_day.AddDays(ahead - 14).DayNumber);
            Assert.Equal((5, 0), (Seen(ledger, 2, ahead), Seen(ledger, 2, ahead - 15)));
        }
    }

    [Fact]
    public void A_snapshot_shows_what_the_ledger_showed()
    {
        var ledger = new GoodsLedger();
        ledger.Count(EntryKey.Of("opening", 0), s_at, new(new(1), new(1), 9));
        ledger.OpenSlot(Slot.Pick(new(1), s_day), PickedPerDay, s_at);
        ledger.Place(new(1, 1), s_at, [new(new(1), new(1), 4)], [new(Slot.Pick(new(1), s_day), 4)]);
        Assert.Equal(PickedPerDay - 4, Seen(ledger, 1, 0));
        Assert.Equal(PickedPerDay - 4, Seen(LedgerSnapshot.Read(LedgerSnapshot.Of(ledger)), 1, 0));
    }

    [Theory]
    [InlineData(0, /**/ 0)]
    [InlineData(1_439, /**/ 0)]
    [InlineData(1_440, /**/ 1)]
    [InlineData(-1, /**/ -1)]
    [InlineData(-1_440, /**/ -1)]
    [InlineData(-1_441, /**/ -2)]
    public void The_ship_day_of_a_departure_is_its_utc_day(int minute, int day) =>
        Assert.Equal(new DateOnly(1970, 1, 1).DayNumber + day,
            LiveSlots.ShipDayOf(new RouteDeparture(new(1), new(1), minute)));

    private const int PickedPerDay = 30;

    private static int Seen(GoodsLedger ledger, int facility, int ahead) =>
        ledger.Availability.Slots.Of(new(facility), s_day.AddDays(ahead).DayNumber);
}
