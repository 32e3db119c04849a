using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Ledger.Log;
using Quartermaster.Storage.Ledger.Simulation;
using Quartermaster.Tests.Ledger;
using Xunit;

namespace Quartermaster.Tests.Storage.Ledger;

/// <summary>What the files give back, and what is said when they cannot.</summary>
public sealed class SegmentLogTests
{
    private static readonly SegmentLogPolicy s_small = new() { SegmentBytes = 700, SnapshotPartBytes = 100 };

    [Fact]
    public void Batches_come_back_as_they_were_given()
    {
        using var folder = new TemporaryLedger();
        using (var log = Written(folder))
        {
            Assert.Equal(5, log.LastBatch);
        }

        using var again = SegmentLog.OpenToWrite(folder.File, s_small);
        Assert.Null(again.Notice);
        Assert.Equal([(4L, Blob(4)), (5L, Blob(5))], again.Replay(3).Select(batch => (batch.Batch, batch.Blob)));
        Assert.Equal(5, again.Replay(0).Count());
        Assert.InRange(Segments(folder).Length, 2, 4);
    }

    [Fact]
    public void Any_byte_changed_on_disk_is_found()
    {
        using var folder = new TemporaryLedger();
        Written(folder).Dispose();
        var (refused, cut) = (0, 0);
        foreach (var file in Segments(folder))
        {
            var sound = File.ReadAllBytes(file);
            for (var at = 0; at < sound.Length; at += 7)
            {
                var bytes = (byte[])sound.Clone();
                bytes[at] ^= 1;
                File.WriteAllBytes(file, bytes);
                try
                {
                    using var log = SegmentLog.OpenToRead(folder.File);
                    var found = log.Replay(0).Select(batch => batch.Blob).ToArray();
                    Assert.True(found.Length == 4, $"{file}, byte {at}: {found.Length} batches are there.");
                    Assert.Equal(Enumerable.Range(1, found.Length).Select(batch => Blob(batch)), found);
                    cut++;
                }
                catch (LedgerLogException error)
                {
                    Assert.Contains("Restore the folder from a backup.", error.Message, StringComparison.Ordinal);
                    refused++;
                }
            }

            File.WriteAllBytes(file, sound);
        }

        Assert.True(refused > 50 && cut > 10, $"{refused} refused, {cut} cut");
    }

    [Fact]
    public void What_a_failed_sync_lost_is_written_anew_before_anything_is_answered_from_it()
    {
        for (var seed = 0UL; seed < 50; seed++)
        {
            var files = new SimulatedFiles(seed);
            var log = new SegmentLog(files, isWriter: true);
            if (seed % 2 == 0)
            {
                log.Append(1, Blob(1));
                log.SaveSnapshot(1, to => to.Write(Blob(1)));
            }

            // The disk says so once: then the system calls those bytes safe, and shows them until the machine stops.
            files.SyncFaults = 1;
            Assert.Throws<LedgerLogException>(() => log.Append(log.LastBatch + 1, Blob(2)));
            var refusal = Assert.Throws<LedgerLogException>(() => new SegmentLog(files, isWriter: true));
            Assert.Contains("could not be made safe", refusal.Message, StringComparison.Ordinal);
            files.SyncFaults = 0;
            var again = new SegmentLog(files, isWriter: true);
            var answered = again.Replay(0).Select(batch => batch.Blob).ToList();
            again.Append(again.LastBatch + 1, Blob(3));
            answered.Add(Blob(3));

            files.Crash();
            Assert.Equal(answered, new SegmentLog(files, isWriter: true).Replay(0).Select(batch => batch.Blob));
        }
    }

    [Fact]
    public void A_write_that_was_cut_short_is_cut_off_kept_aside_and_said()
    {
        using var folder = new TemporaryLedger();
        Written(folder).Dispose();
        var last = Segments(folder)[^1];
        var bytes = File.ReadAllBytes(last);
        File.WriteAllBytes(last, bytes[..^10]);

        using (var log = SegmentLog.OpenToWrite(folder.File, s_small))
        {
            Assert.Equal(4, log.LastBatch);
            Assert.Contains("cut short", log.Notice, StringComparison.Ordinal);
            Assert.Contains("cut-5", log.Notice, StringComparison.Ordinal);
            log.Append(5, Blob(77));
        }

        Assert.True(File.Exists(Path.Combine(folder.File, "cut-5")));
        using var again = SegmentLog.OpenToWrite(folder.File, s_small);
        Assert.Null(again.Notice);
        Assert.Equal(Blob(77), again.Replay(4).Single().Blob);
    }

    [Fact]
    public void A_missing_segment_is_named()
    {
        using var folder = new TemporaryLedger();
        Written(folder).Dispose();
        File.Delete(Segments(folder)[0]);
        using var log = SegmentLog.OpenToRead(folder.File);
        Assert.Contains("batch 1 is missing",
            Assert.Throws<LedgerLogException>(() => log.Replay(0).Count()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_one_may_write_and_others_read_what_is_committed()
    {
        using var folder = new TemporaryLedger();
        using var log = Written(folder);
        log.Append(6, Blob(6));
        using var reader = SegmentLog.OpenToRead(folder.File);
        Assert.Equal(6, reader.Replay(0).Count());
        Assert.Contains("another process has the ledger open",
            Assert.Throws<LedgerHeldException>(() => SegmentLog.OpenToWrite(folder.File)).Message,
            StringComparison.Ordinal);
        log.Append(7, Blob(7));
        Assert.Equal(6, reader.Replay(0).Count());
    }

    [Fact]
    public void A_damaged_snapshot_gives_way_to_the_one_before()
    {
        using var folder = new TemporaryLedger();
        using (var log = SegmentLog.OpenToWrite(folder.File, s_small))
        {
            Assert.Null(LastSnapshot(log));
            for (var batch = 1; batch <= 3; batch++)
            {
                log.Append(batch, Blob(batch));
                log.SaveSnapshot(batch, to => to.Write(Blob(batch)));
            }

            Assert.Equal((3, Blob(3)), LastSnapshot(log));
        }

        var snapshots = Directory.GetFiles(folder.File, "snapshot-*").Order().ToArray();
        Assert.Equal(2, snapshots.Length);
        var bytes = File.ReadAllBytes(snapshots[1]);
        bytes[200] ^= 1;
        File.WriteAllBytes(snapshots[1], bytes);
        using var again = SegmentLog.OpenToRead(folder.File);
        Assert.Equal((2, Blob(2)), LastSnapshot(again));
        File.WriteAllBytes(snapshots[0], [1, 2, 3]);
        Assert.Null(LastSnapshot(again));
    }

    [Fact]
    public void A_state_that_was_not_written_to_its_end_is_not_kept()
    {
        using var folder = new TemporaryLedger();
        using var log = Written(folder);
        log.SaveSnapshot(1, to => to.Write(Blob(1)));
        Assert.Throws<InvalidOperationException>(() => log.SaveSnapshot(2, to =>
        {
            to.Write(Blob(2));
            throw new InvalidOperationException();
        }));
        Assert.Equal((1, Blob(1)), LastSnapshot(log));
        log.SaveSnapshot(3, to =>
        {
            foreach (var one in Blob(3))
            {
                to.Write([one]);
            }
        });
        Assert.Equal((3, Blob(3)), LastSnapshot(log));
    }

    private static string[] Segments(TemporaryLedger folder) =>
        [.. Directory.GetFiles(folder.File, "batches-*").Order()];

    private static SegmentLog Written(TemporaryLedger folder)
    {
        var log = SegmentLog.OpenToWrite(folder.File, s_small);
        for (var batch = 1; batch <= 5; batch++)
        {
            log.Append(batch, Blob(batch));
        }

        return log;
    }

    // The newest that is whole.
    private static (long, byte[])? LastSnapshot(SegmentLog log)
    {
        foreach (var (batch, blob) in log.Snapshots())
        {
            try
            {
                return (batch, ByteParts.AllOf(blob));
            }
            catch (InvalidDataException)
            {
                // The one before serves.
            }
        }

        return null;
    }

    private static byte[] Blob(long batch) =>
        [.. Enumerable.Range(0, 300 + (int)batch).Select(i => (byte)(((i * 7) + batch) % 251))];
}
