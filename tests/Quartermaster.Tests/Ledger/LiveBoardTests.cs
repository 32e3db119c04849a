using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Xunit;

namespace Quartermaster.Tests.Ledger;

/// <summary>One view of several ledgers, read while all of them write.</summary>
public sealed class LiveBoardTests
{
    private const int Ledgers = 4;
    private const int Products = 400;

    private static readonly Instant s_now = Instant.Of(new(2026, 1, 1));

    [Fact]
    public async Task Whoever_reads_while_all_ledgers_write_and_grow_sees_what_was_written_and_nothing_else()
    {
        GoodsLedger[] ledgers = [.. Enumerable.Range(0, Ledgers).Select(_ => new GoodsLedger())];

        // Far too small: it grows again and again while others write.
        var board = new LiveBoard([.. ledgers.Select(ledger => ledger.Availability)], products: 2, facilities: 1);
        for (var i = 0; i < Ledgers; i++)
        {
            ledgers[i].ShowOn(board.SeatOf(i));
        }

        using var stop = new CancellationTokenSource();
        using var hasSeen = new ManualResetEventSlim();
        var reading = Task.Run(() => Read(board.View, hasSeen, stop.Token));
        await Task.WhenAll(ledgers.Select((ledger, number) => Task.Run(() => Write(ledger, number, hasSeen))));
        await stop.CancelAsync();
        var (wrong, between) = await reading;

        // In between are figures of which a writer was to write more: the reader did read while they wrote.
        Assert.Equal((0, true), (wrong, between > 0));
        for (var product = 1; product <= Products; product++)
        {
            var ledger = ledgers[product % Ledgers];
            for (var facility = 1; facility <= 5; facility++)
            {
                Assert.Equal(ledger.Available(new(product), new(facility)), board.View[new(product), new(facility)]);
                Assert.True(board.View.Units.Has(new(product), new(facility), 1, out var mark));
                Assert.Equal(board.View[new(product), new(facility)] > 0, mark != 0);
            }

            foreach (var slot in SlotsOf(product))
            {
                Assert.Equal(ledger.Use(slot).Free, board.View.Free(slot));
            }
        }

        Assert.Equal(ledgers.Sum(ledger => ledger.Sequence), board.View.Sequence);
    }

    [Fact]
    public void What_a_ledger_had_before_is_shown_and_a_slot_that_is_closed_is_gone()
    {
        var ledger = new GoodsLedger();
        ledger.Count(new(1, 1), s_now, new(new(5), new(2), 9));
        var (slot, parcels) = (Slot.Pick(new(3), s_now.UtcDay), Slot.Parcels(new(4), 100));
        ledger.OpenSlot(slot, 7, s_now);
        ledger.OpenSlot(parcels, 8, s_now);
        var board = new LiveBoard([ledger.Availability]);
        ledger.ShowOn(board.SeatOf(0));
        Assert.Equal((9, 7, 8), (board.View[new(5), new(2)], board.View.Free(slot), board.View.Free(parcels)));
        ledger.CloseSlots(SlotKind.LaneParcels, 101);
        ledger.CloseSlots(SlotKind.PickUnits, int.MaxValue);
        Assert.Equal((0, 0), (board.View.Free(slot), board.View.Free(parcels)));
        Assert.False(board.View.Rooms.TryFind(parcels, out _));
    }

    // Ten, twenty and so on up to a hundred times the product's number, then down to it; slots likewise.
    private static void Write(GoodsLedger ledger, int number, ManualResetEventSlim hasSeen)
    {
        var key = 0UL;
        for (var round = 1; round <= 11; round++)
        {
            for (var product = number == 0 ? Ledgers : number; product <= Products; product += Ledgers)
            {
                var units = (round == 11 ? 1 : 10 * round) * product;
                ledger.Count(new(9, ++key), s_now, new(new(product), new(1 + (round % 5)), units));
                foreach (var slot in SlotsOf(product))
                {
                    ledger.OpenSlot(slot, units, s_now);
                }
            }

            // On a busy machine the reader may not have had its turn yet.
            if (round == 5)
            {
                hasSeen.Wait(TimeSpan.FromSeconds(30));
            }
        }
    }

    private static Slot[] SlotsOf(int product) =>
    [
        new(SlotKind.PickUnits, product, s_now.UtcDay.DayNumber + (product % 7)),
        new(SlotKind.LaneParcels, product, product % 7),
    ];

    private static (int Wrong, int Between) Read(
        Availability view, ManualResetEventSlim hasSeen, CancellationToken stop)
    {
        var (wrong, between) = (0, 0);
        while (!stop.IsCancellationRequested)
        {
            for (var product = 1; product <= Products; product++)
            {
                for (var facility = 1; facility <= 5; facility++)
                {
                    Look(view[new(product), new(facility)], product);
                }

                Array.ForEach(SlotsOf(product), slot => Look(view.Free(slot), product));
            }

            if (between > 0)
            {
                hasSeen.Set();
            }
        }

        return (wrong, between);

        void Look(int units, int product)
        {
            wrong += units % product == 0 && units <= 100 * product ? 0 : 1;
            between += units >= 10 * product ? 1 : 0;
        }
    }
}
