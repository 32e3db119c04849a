using Microsoft.Data.Sqlite;
using Quartermaster.Domain;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger;
using Xunit;

namespace Quartermaster.Tests.Storage.Ledger;

/// <summary>A kill between any two writes to the ledger's files, one by one: the ledger that is opened then is the one
/// after the last acknowledged batch, byte for byte.</summary>
/// <remarks>SQLite appends each commit to the write-ahead log as frames, header and page apart, and later copies pages
/// into the file in their order. Whoever is killed leaves the files as after some number of these writes; the tests
/// make each such pair of files, torn writes included, and open it.</remarks>
public sealed class LedgerKillTests
{
    private const int WalHeaderBytes = 32;
    private const int FrameHeaderBytes = 24;
    private const int PageBytes = 4_096;
    private const int Orders = 9;

    private static readonly Instant s_now = Instant.Of(new(2026, 1, 1));
    private static readonly Slot s_pick = Slot.Pick(new(1), new(2026, 1, 1));

    [Fact]
    public async Task Between_any_two_writes_of_batches_and_snapshots()
    {
        using var folder = new LedgerFolder();
        var (file, wal, states) = await Written(folder);
        var cuts = Cuts(wal.Length).ToArray();
        var seen = new HashSet<long>();
        foreach (var cut in cuts)
        {
            var state = states.Last(state => state.Bytes <= cut);
            Assert.Equal(state.Ledger, Open(file, wal[..cut]));
            seen.Add(state.Bytes);
        }

        Assert.Equal(states.Count, seen.Count); // Every state was left by some kill.
        Assert.InRange(cuts.Length, 3 * Orders, int.MaxValue);
    }

    [Fact]
    public async Task Between_any_two_pages_that_are_copied_into_the_file()
    {
        using var folder = new LedgerFolder();
        var (before, wal, states) = await Written(folder);
        var after = File.ReadAllBytes(folder.File); // Closing has copied all.
        Assert.NotEqual(before.Length, after.Length);
        for (var page = 0; page <= after.Length / PageBytes; page++)
        {
            var copied = page * PageBytes;
            byte[] half = [.. after[..copied], .. before.Skip(copied)];
            Assert.Equal(states[^1].Ledger, Open(half, wal));
        }
    }

    [Fact]
    public async Task Between_any_two_writes_over_a_log_whose_pages_have_been_copied()
    {
        using var folder = new LedgerFolder();
        byte[] file, old, wal;
        var states = new List<byte[]>();
        await using (var ledger = DurableLedger.Open(folder.File))
        {
            await Act(ledger, 0);
            await Act(ledger, 1);
            Checkpoint(folder.File);
            (file, old) = (File.ReadAllBytes(folder.File), File.ReadAllBytes(folder.File + "-wal"));
            states.Add(await ledger.DoAsync(LedgerSnapshot.Of));
            for (var number = 2; number < 5; number++)
            {
                // The log starts again at its front; what is behind is of the round before.
                await Act(ledger, number);
                states.Add(await ledger.DoAsync(LedgerSnapshot.Of));
            }

            wal = File.ReadAllBytes(folder.File + "-wal");
        }

        var (next, seen) = (0, new HashSet<int>());
        foreach (var cut in Cuts(wal.Length))
        {
            byte[] over = [.. wal[..cut], .. old.Skip(cut)];
            var left = Open(file, over);
            next = states.FindIndex(next, state => state.AsSpan().SequenceEqual(left));
            Assert.True(next >= 0, $"{cut} bytes of the new round leave a state that never was, or an earlier one.");
            seen.Add(next);
        }

        Assert.Equal(states.Count, seen.Count);
        Assert.Equal(states.Count - 1, next);
    }

    // Where a kill may fall: after the log's header, after each frame's header, after its page, and inside a page.
    private static IEnumerable<int> Cuts(int length)
    {
        yield return 0;
        yield return WalHeaderBytes / 2;
        for (var at = WalHeaderBytes; at <= length; at += FrameHeaderBytes + PageBytes)
        {
            int[] cuts = [at, at + FrameHeaderBytes, at + FrameHeaderBytes + 1_000];
            foreach (var cut in cuts.Where(cut => cut <= length))
            {
                yield return cut;
            }
        }
    }

    // The files before they are closed, and the ledger after each acknowledged batch with the log's length then.
    private static async Task<(byte[] File, byte[] Wal, List<State> States)> Written(LedgerFolder folder)
    {
        var log = new MeasuredLog(SqliteLedgerLog.Open(folder.File), folder.File + "-wal");
        await using var ledger = new DurableLedger(log, new() { SnapshotEveryBytes = 200 });
        var states = new List<State> { new(0, LedgerSnapshot.Of(new GoodsLedger())) };
        for (var number = 0; number < Orders; number++)
        {
            await Act(ledger, number);
            states.Add(new(log.Bytes, await ledger.DoAsync(LedgerSnapshot.Of)));
        }

        Assert.NotNull(log.LastSnapshot()); // Or no kill would fall into one.
        return (File.ReadAllBytes(folder.File), File.ReadAllBytes(folder.File + "-wal"), states);
    }

    private static async Task Act(DurableLedger ledger, int number)
    {
        await ledger.DoAsync(goods =>
        {
            if (number == 0)
            {
                goods.OpenSlot(s_pick, 1_000, s_now);
                goods.Count(EntryKey.Of("opening", 0), s_now, new(new(1), new(1), 1_000));
            }

            var order = new OrderKey(1, (ulong)number);
            goods.Hold(order, s_now, s_now.PlusMinutes(15), [new(new(1), new(1), 1 + number)], [new(s_pick, 1)]);
            return number % 3 == 0 ? goods.Decide(order, s_now) : goods.Release(new(1, (ulong)number - 1), s_now);
        });
    }

    private static byte[] Open(byte[] file, byte[] wal)
    {
        using var folder = new LedgerFolder();
        Write(folder, file, wal);
        using var log = SqliteLedgerLog.Open(folder.File);
        var ledger = LedgerRecovery.Load(log);
        Assert.Empty(LedgerAudit.Check(ledger));
        Assert.Equal(LedgerSnapshot.Of(LedgerRecovery.Load(log, fromFirst: true)), LedgerSnapshot.Of(ledger));
        return LedgerSnapshot.Of(ledger);
    }

    private static void Write(LedgerFolder folder, byte[] file, byte[] wal)
    {
        File.WriteAllBytes(folder.File, file);
        File.WriteAllBytes(folder.File + "-wal", wal);
    }

    private static void Checkpoint(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(RESTART)";
        command.ExecuteNonQuery();
    }

    private sealed record State(long Bytes, byte[] Ledger);

    /// <summary>A log that says how long its file was when the last batch was safe.</summary>
    private sealed class MeasuredLog(ILedgerLog log, string wal) : ILedgerLog
    {
        public long LastBatch => log.LastBatch;

        internal long Bytes { get; private set; }

        public void Append(long batch, ReadOnlySpan<byte> blob)
        {
            log.Append(batch, blob);
            Bytes = new FileInfo(wal).Length;
        }

        public IEnumerable<(long Batch, byte[] Blob)> Replay(long after) => log.Replay(after);

        public void SaveSnapshot(long batch, ReadOnlySpan<byte> blob) => log.SaveSnapshot(batch, blob);

        public (long Batch, byte[] Blob)? LastSnapshot() => log.LastSnapshot();

        public void Dispose() => log.Dispose();
    }
}
