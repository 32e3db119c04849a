using Quartermaster.Domain;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Operations.Orders;
using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Ledger.Log;
using Quartermaster.Tests.Evaluation.Simulation;
using Quartermaster.Tests.Storage.Ledger;
using Xunit;

namespace Quartermaster.Tests.Operations.Orders;

/// <summary>Fulfilling two blocks of orders, stopped at each write of the ledger in turn, and given again.</summary>
public sealed class FulfillKillTests
{
    private const int Stock = 20;
    private const int Writes = 5; // The opening, then each block held and committed.

    private static readonly Instant s_at = Instant.Of(TinyShop.FirstDay, minutes: 480);

    private static readonly CustomerOrder[][] s_blocks =
    [
        [Order("1", 3), Order("2", 5)],
        [Order("3", 4), Order("4", 30), Order("5", 2)],
    ];

    [Fact]
    public async Task Stopped_at_any_write_and_given_again_in_time_the_ledger_is_as_if_never_stopped()
    {
        var whole = await Run(stopAt: int.MaxValue, isLost: false, minutesLater: 0);
        Assert.Equal(Stock - 14, whole.Available(new(1), new(1)));
        foreach (var isLost in (bool[])[true, false])
        {
            for (var stopAt = 1; stopAt <= Writes; stopAt++)
            {
                var stopped = await Run(stopAt, isLost, minutesLater: OrderFulfillment.HoldMinutes - 1);
                Assert.Equal(Stock - 14, stopped.Available(new(1), new(1)));
                Assert.All(s_blocks.SelectMany(block => block), order =>
                    Assert.Equal(whole.StateOf(order.Key), stopped.StateOf(order.Key)));
            }
        }
    }

    [Fact]
    public async Task Stopped_at_any_write_and_given_again_too_late_what_was_only_held_is_free()
    {
        foreach (var isLost in (bool[])[true, false])
        {
            for (var stopAt = 1; stopAt <= Writes; stopAt++)
            {
                var ledger = await Run(stopAt, isLost, minutesLater: OrderFulfillment.HoldMinutes);
                var states = s_blocks.SelectMany(block => block)
                    .ToDictionary(order => order, order => ledger.StateOf(order.Key));
                var shipped = states.Where(state => state.Value == OrderOutcome.Decided)
                    .Sum(state => state.Key.Lines[0].Units);
                var expired = states.Where(state => state.Value == OrderOutcome.Expired)
                    .Select(state => state.Key.Code);

                // Writes 2 and 4 hold the blocks, 3 and 5 commit them.
                var isHeldOnly = (stopAt, isLost) is (2, false) or (3, true) or (4, false) or (5, true);
                Assert.Equal(!isHeldOnly ? [] : stopAt <= 3 ? ["1", "2"] : ["3", "5"], expired);
                Assert.Equal(Stock - shipped, ledger.Available(new(1), new(1)));
                Assert.DoesNotContain(OrderOutcome.Held, states.Values);
            }
        }
    }

    // Runs until the write at which it is stopped, then again from the start. A write that is not lost is on disk,
    // but its caller never hears so.
    private static async Task<GoodsLedger> Run(int stopAt, bool isLost, int minutesLater)
    {
        using var folder = new TemporaryLedger();
        var log = new StoppedLog(SegmentLog.OpenToWrite(folder.File), stopAt, isLost);
        await using (var ledger = new DurableLedger(log))
        {
            if (stopAt > Writes)
            {
                await FulfillAll(ledger, s_at);
            }
            else
            {
                await Assert.ThrowsAsync<LedgerLogException>(() => FulfillAll(ledger, s_at));
            }
        }

        await using (var again = DurableLedger.Open(folder.File))
        {
            await FulfillAll(again, s_at.PlusMinutes(minutesLater));
        }

        using var read = SegmentLog.OpenToRead(folder.File);
        var goods = LedgerRecovery.Load(read);
        Assert.Empty(LedgerAudit.Check(goods));
        return goods;
    }

    private static async Task FulfillAll(DurableLedger ledger, Instant now)
    {
        var shop = new TinyShop();
        var desk = new OrderFulfillment(TinyShop.UpTo(0), shop.Facts, (day, _) => shop.Routes.Of(day), null);
        await ledger.DoAsync(goods => goods.Count(
            EntryKey.Of("opening", 0), Instant.Of(TinyShop.FirstDay), new(new(1), new(1), Stock)));
        foreach (var block in s_blocks)
        {
            var held = await ledger.DoAsync(goods => desk.Hold(goods, block, now));
            await ledger.DoAsync(goods => desk.Commit(goods, held, now));
        }
    }

    private static CustomerOrder Order(string code, int units) => new(code, new(1), s_at, null, [new(new(1), units)]);

    /// <summary>A log whose n-th write stops everything: before it is on disk, or after.</summary>
    private sealed class StoppedLog(ILedgerLog log, int stopAt, bool isLost) : ILedgerLog
    {
        private int _writes;

        public long LastBatch => log.LastBatch;

        public void Append(long batch, ReadOnlySpan<byte> blob)
        {
            var isStopped = ++_writes >= stopAt;
            if (!isStopped || (_writes == stopAt && !isLost))
            {
                log.Append(batch, blob);
            }

            if (isStopped)
            {
                throw new LedgerLogException("stopped");
            }
        }

        public IEnumerable<(long Batch, byte[] Blob)> Replay(long after) => log.Replay(after);

        public void SaveSnapshot(long batch, Action<IByteSink> write) => log.SaveSnapshot(batch, write);

        public IEnumerable<(long Batch, IByteSource Blob)> Snapshots() => log.Snapshots();

        public ILedgerLog OpenReader() => log.OpenReader();

        public void Dispose() => log.Dispose();
    }
}
