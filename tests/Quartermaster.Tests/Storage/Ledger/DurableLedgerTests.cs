using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger;
using Quartermaster.Domain.Doors;
using Quartermaster.Storage.Ledger.Log;
using Quartermaster.Storage.Ledger.Simulation;
using Xunit;

namespace Quartermaster.Tests.Storage.Ledger;

/// <summary>Many callers, one file, and nothing acknowledged that is not on disk.</summary>
public sealed class DurableLedgerTests
{
    private static readonly Instant s_now = Instant.Of(new(2026, 1, 1));

    [Fact]
    public async Task Sixteen_threads_cannot_oversell_and_an_order_given_twice_counts_once()
    {
        using var folder = new TemporaryLedger();
        var accepted = 0;
        await using (var durable = DurableLedger.Open(folder.File))
        {
            await Supply(durable, units: 1_000, pickUnits: 1_500);
            var callers = Enumerable.Range(0, 16).Select(caller => Task.Run(async () =>
            {
                for (var i = 0; i < 200; i++)
                {
                    // Every order is given by two callers, at about the same time.
                    var order = Order(number: (ulong)((caller / 2 * 200) + i), units: 1 + (i % 3));
                    var outcome = await durable.PlaceAsync(order);
                    Assert.Contains(outcome, (OrderOutcome[])[OrderOutcome.Decided, OrderOutcome.NotEnoughStock]);
                    if (outcome == OrderOutcome.Decided && caller % 2 == 0)
                    {
                        Interlocked.Add(ref accepted, order.Lines[0].Units);
                    }
                }
            }));
            await Task.WhenAll(callers);
        }

        using var log = SegmentLog.OpenToRead(folder.File);
        var ledger = LedgerRecovery.Load(log);
        Assert.Equal(1_000, accepted);
        Assert.Equal(1_000, ledger.Held(new(1), new(1)));
        Assert.Equal(0, ledger.Available(new(1), new(1)));
        Assert.Equal(new(1_500, 1_000), ledger.Use(Pick));
        Assert.Empty(LedgerAudit.Check(ledger));
    }

    [Fact]
    public async Task Availability_never_shows_less_than_nothing_while_others_write()
    {
        using var folder = new TemporaryLedger();
        await using var durable = DurableLedger.Open(folder.File);
        await Supply(durable, units: 300, pickUnits: 1_000);
        using var stop = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            var seen = new HashSet<int>();
            while (!stop.IsCancellationRequested)
            {
                seen.Add(durable.Availability[new(1), new(1)]);
            }

            return seen;
        });
        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => durable.PlaceAsync(Order((ulong)i, 1)).AsTask()));
        await stop.CancelAsync();

        Assert.All(await reader, units => Assert.InRange(units, 0, 300));
        Assert.Equal(0, durable.Availability[new(1), new(1)]);
    }

    [Fact]
    public async Task What_was_held_expires_after_reopening_too()
    {
        using var folder = new TemporaryLedger();
        await using (var durable = DurableLedger.Open(folder.File))
        {
            await Supply(durable, units: 10, pickUnits: 10);
            await durable.HoldAsync(Order(1, 4), s_now.PlusMinutes(15));
            await durable.HoldAsync(Order(2, 5), s_now.PlusMinutes(30));
        }

        await using var again = DurableLedger.Open(folder.File);
        var expired = new List<OrderKey>();
        Assert.Equal(1, await again.DoAsync(ledger => ledger.Expire(s_now.PlusMinutes(15), expired)));
        Assert.Equal([new(0, 1)], expired);
        Assert.Equal(5, again.Availability[new(1), new(1)]);
        Assert.Equal(OrderOutcome.Expired, await again.DoAsync(l => l.Decide(new(0, 1), s_now)));
        Assert.Equal(OrderOutcome.Decided, await again.DoAsync(l => l.Decide(new(0, 2), s_now.PlusMinutes(29))));
        Assert.Equal(new(10, 5), await again.DoAsync(ledger => ledger.Use(Pick)));
    }

    [Fact]
    public async Task A_snapshot_opens_to_the_same_state_as_replaying_everything()
    {
        using var folder = new TemporaryLedger();
        await using (var durable = DurableLedger.Open(folder.File, new() { SnapshotEveryBytes = 2_000 }))
        {
            await Supply(durable, units: 1_000, pickUnits: 5_000);
            for (var i = 0UL; i < 200; i++)
            {
                await durable.PlaceAsync(Order(i, 1 + (int)(i % 3)));
                await durable.DoAsync(ledger => i % 5 == 0 ? ledger.Ship(new(0, i), default, s_now) : default);
            }
        }

        using var log = SegmentLog.OpenToRead(folder.File);
        Assert.InRange(log.Snapshots().First().Batch, 2, log.LastBatch);
        Assert.Equal(
            LedgerSnapshot.Of(LedgerRecovery.Load(log, fromFirst: true)),
            LedgerSnapshot.Of(LedgerRecovery.Load(log)));
    }

    [Fact]
    public async Task A_full_disk_is_said_clearly_and_acknowledges_nothing_that_is_not_there()
    {
        var acknowledged = new List<ulong>();
        var files = new SimulatedFiles(1) { MostBytes = 160 << 10 };
        await using (var durable = new DurableLedger(new SegmentLog(files, isWriter: true)))
        {
            await Supply(durable, units: 1_000_000, pickUnits: 1_000_000);
            var error = await Assert.ThrowsAsync<LedgerLogException>(async () =>
            {
                for (var i = 0UL; i < 100_000; i++)
                {
                    await durable.PlaceAsync(Order(i, 1));
                    acknowledged.Add(i);
                }
            });

            Assert.Contains("No space left", error.Message, StringComparison.Ordinal);
            Assert.Contains("Free space on the disk", error.Message, StringComparison.Ordinal);
            var later = await Assert.ThrowsAsync<LedgerLogException>(async () => await durable.PlaceAsync(Order(7, 1)));
            Assert.Contains("has stopped", later.Message, StringComparison.Ordinal);
        }

        files.MostBytes = long.MaxValue;
        await using var again = new DurableLedger(new SegmentLog(files, isWriter: true));
        Assert.NotEmpty(acknowledged);
        Assert.Equal(acknowledged.Count, await again.DoAsync(ledger => ledger.Held(new(1), new(1))));
        Assert.Equal(OrderOutcome.Decided, await again.PlaceAsync(Order((ulong)acknowledged.Count, 1)));
    }

    [Fact]
    public async Task A_state_that_cannot_be_kept_stops_nobody()
    {
        var files = new SimulatedFiles(2);
        await using var durable = new DurableLedger(
            new NoSnapshots(new SegmentLog(files, isWriter: true)), new() { SnapshotEveryBytes = 100 });
        await Supply(durable, units: 1_000, pickUnits: 1_000);
        for (var i = 0UL; i < 100 || durable.KeepingFault is null; i++)
        {
            Assert.NotEqual(OrderOutcome.Unknown, await durable.PlaceAsync(Order(i, 1)));
        }

        Assert.Contains("no room", durable.KeepingFault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_function_that_throws_hurts_only_its_caller()
    {
        using var folder = new TemporaryLedger();
        await using var durable = DurableLedger.Open(folder.File);
        await Assert.ThrowsAsync<FormatException>(async () =>
            await durable.DoAsync<int>(_ => throw new FormatException()));
        await Supply(durable, units: 1, pickUnits: 1);
        Assert.Equal(OrderOutcome.Decided, await durable.PlaceAsync(Order(1, 1)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task An_operation_that_throws_midway_stops_the_writer_before_anything_of_its_batch_is_written(int how)
    {
        using var folder = new TemporaryLedger();
        await using (var durable = DurableLedger.Open(folder.File))
        {
            await Supply(durable, units: 9, pickUnits: 9);
            await durable.DoAsync(ledger => ledger.Journal = new Jammed());
            var error = await Assert.ThrowsAsync<LedgerLogException>(() => how switch
            {
                0 => durable.PlaceAsync(Order(1, 1)).AsTask(),
                1 => durable.FeedAsync(FeedKey.Of("f"), s_now, [new(new(1), new(1), 1, FeedKind.Level, 5)]).AsTask(),
                _ => durable.DoAsync(l => l.Count(new(2, 2), s_now, new(new(1), new(1), 2))).AsTask(),
            });
            Assert.Contains("failed midway", error.Message, StringComparison.Ordinal);
            Assert.Contains("jammed", durable.Fault, StringComparison.Ordinal);
            await Assert.ThrowsAsync<LedgerLogException>(async () => await durable.PlaceAsync(Order(2, 1)));
        }

        await using var again = DurableLedger.Open(folder.File);
        Assert.Equal((9L, 0), await again.DoAsync(l => (l.OnHand(new(1), new(1)), l.Held(new(1), new(1)))));
        Assert.Equal(OrderOutcome.Decided, await again.PlaceAsync(Order(2, 1)));
    }

    private sealed class Jammed : System.Collections.ObjectModel.Collection<Entry>
    {
        protected override void InsertItem(int index, Entry item) => throw new NotSupportedException("jammed");
    }

    [Fact]
    public async Task A_closed_ledger_refuses()
    {
        using var folder = new TemporaryLedger();
        var durable = DurableLedger.Open(folder.File);
        await durable.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await durable.PlaceAsync(Order(1, 1)));
    }

    private sealed class NoSnapshots(ILedgerLog log) : ILedgerLog
    {
        public long LastBatch => log.LastBatch;

        public void Append(long batch, ReadOnlySpan<byte> blob) => log.Append(batch, blob);

        public IEnumerable<(long Batch, byte[] Blob)> Replay(long after) => log.Replay(after);

        public void SaveSnapshot(long batch, Action<IByteSink> write) => throw new LedgerLogException("no room");

        public IEnumerable<(long Batch, IByteSource Blob)> Snapshots() => [];

        public ILedgerLog OpenReader() => log.OpenReader();

        public void Dispose()
        {
        }
    }

    private static Slot Pick { get; } = Slot.Pick(new(1), new(2026, 1, 1));

    private static OrderRequest Order(ulong number, int units) =>
        new(new(0, number), s_now, [new(new(1), new(1), units)], [new(Pick, units)]);

    private static async Task Supply(DurableLedger durable, int units, int pickUnits)
    {
        await durable.DoAsync(ledger =>
        {
            ledger.OpenSlot(Pick, pickUnits, s_now);
            return ledger.Count(EntryKey.Of("opening", 0), s_now, new(new(1), new(1), units));
        });
    }
}
