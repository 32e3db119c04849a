using Microsoft.Data.Sqlite;
using Quartermaster.Storage.Ledger;
using Xunit;

namespace Quartermaster.Tests.Storage.Ledger;

/// <summary>What the file gives back, and what it says when it cannot.</summary>
public sealed class SqliteLedgerLogTests
{
    [Fact]
    public void Batches_come_back_as_they_were_given()
    {
        using var folder = new LedgerFolder();
        using (var log = Written(folder))
        {
            Assert.Equal(5, log.LastBatch);
        }

        using var again = SqliteLedgerLog.Open(folder.File);
        Assert.Equal([(4L, Blob(4)), (5L, Blob(5))], again.Replay(3).Select(batch => (batch.Batch, batch.Blob)));
    }

    [Theory]
    [InlineData("UPDATE batches SET blob = x'00' WHERE batch = 3", "batch 3 has 1 bytes that do not match")]
    [InlineData("UPDATE batches SET checksum = checksum + 1 WHERE batch = 5", "batch 5 has")]
    [InlineData("DELETE FROM batches WHERE batch = 2", "batch 2 is missing; the next one there is 3")]
    [InlineData(
        "UPDATE batches SET blob = (SELECT blob FROM batches WHERE batch = 1), "
        + "checksum = (SELECT checksum FROM batches WHERE batch = 1) WHERE batch = 4", "batch 4 has")]
    public void A_damaged_batch_is_named_with_the_next_step(string damage, string message)
    {
        using var folder = new LedgerFolder();
        Written(folder).Dispose();
        Run(folder.File, damage);

        using var log = SqliteLedgerLog.OpenToRead(folder.File);
        var error = Assert.Throws<LedgerLogException>(() => log.Replay(0).Count());
        Assert.Contains(folder.File, error.Message,
            StringComparison.Ordinal);
        Assert.Contains(message, error.Message,
            StringComparison.Ordinal);
        Assert.Contains("Restore the file from a backup.", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_changed_on_disk_are_found()
    {
        using var folder = new LedgerFolder();
        Written(folder).Dispose();
        var bytes = File.ReadAllBytes(folder.File);
        var at = bytes.AsSpan().LastIndexOf(Blob(3));
        bytes[at + 10] ^= 1;
        File.WriteAllBytes(folder.File, bytes);

        using var log = SqliteLedgerLog.OpenToRead(folder.File);
        Assert.Contains("batch 3", Assert.Throws<LedgerLogException>(() => log.Replay(0).Count()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_ledger_is_refused()
    {
        using var folder = new LedgerFolder();
        Run(folder.File, "CREATE TABLE sales (product)");
        Assert.Contains("is not a ledger's file",
            Assert.Throws<LedgerLogException>(() => SqliteLedgerLog.Open(folder.File)).Message,
            StringComparison.Ordinal);
        File.WriteAllText(folder.File, new string('x', 8_192));
        Assert.Contains("cannot be read",
            Assert.Throws<LedgerLogException>(() => SqliteLedgerLog.Open(folder.File)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Only_one_may_write_and_others_read_what_is_committed()
    {
        using var folder = new LedgerFolder();
        using var log = Written(folder);
        using var reader = SqliteLedgerLog.OpenToRead(folder.File);

        Assert.Equal(5, reader.Replay(0).Count());
        log.Append(6, Blob(6));
        Assert.Equal(6, reader.Replay(0).Count());
        Assert.Contains("cannot be opened to write",
            Assert.Throws<LedgerLogException>(() => SqliteLedgerLog.Open(folder.File)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_snapshot_gives_way_to_the_one_before()
    {
        using var folder = new LedgerFolder();
        using (var log = SqliteLedgerLog.Open(folder.File, new() { SnapshotPartBytes = 100, Snapshots = 2 }))
        {
            Assert.Null(log.LastSnapshot());
            for (var batch = 1; batch <= 3; batch++)
            {
                log.Append(batch, Blob(batch));
                log.SaveSnapshot(batch, Blob(batch));
            }

            Assert.Equal((3, Blob(3)), log.LastSnapshot());
        }

        Run(folder.File, "DELETE FROM snapshots WHERE batch = 3 AND part = 2");
        using var again = SqliteLedgerLog.OpenToRead(folder.File);
        Assert.Equal((2, Blob(2)), again.LastSnapshot());
        Run(folder.File, "UPDATE snapshots SET blob = x'00' WHERE batch = 2 AND part = 0");
        Assert.Null(again.LastSnapshot());
    }

    private static SqliteLedgerLog Written(LedgerFolder folder)
    {
        var log = SqliteLedgerLog.Open(folder.File);
        for (var batch = 1; batch <= 5; batch++)
        {
            log.Append(batch, Blob(batch));
        }

        return log;
    }

    private static byte[] Blob(long batch) =>
        [.. Enumerable.Range(0, 300 + (int)batch).Select(i => (byte)(((i * 7) + batch) % 251))];

    private static void Run(string file, string statement)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are constants of this test.
        command.CommandText = statement;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
