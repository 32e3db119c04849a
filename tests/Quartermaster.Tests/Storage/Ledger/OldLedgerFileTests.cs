using System.IO.Hashing;
using Microsoft.Data.Sqlite;
using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Ledger.Log;
using Quartermaster.Storage.Ledger.Old;
using Quartermaster.Storage.Ledger.Simulation;
using Xunit;

namespace Quartermaster.Tests.Storage.Ledger;

/// <summary>Ledgers of earlier builds come over whole, or not at all.</summary>
public sealed class OldLedgerFileTests
{
    [Fact]
    public void Every_batch_comes_over_as_it_was()
    {
        using var folder = new TemporaryLedger();
        Write(folder.File + ".db", batches: 4, damage: null);
        using var log = new SegmentLog(new SimulatedFiles(1), isWriter: true);
        Assert.Equal(4, OldLedgerFile.CopyTo(folder.File + ".db", log));
        Assert.Equal(Enumerable.Range(1, 4).Select(Blob), log.Replay(0).Select(batch => batch.Blob));
    }

    [Theory]
    [InlineData("UPDATE batches SET blob = x'00' WHERE batch = 3", "batch 3 is missing or does not match")]
    [InlineData("DELETE FROM batches WHERE batch = 2", "batch 2 is missing or does not match")]
    [InlineData("DROP TABLE batches", "cannot be read")]
    public void A_damaged_one_is_refused(string damage, string message)
    {
        using var folder = new TemporaryLedger();
        Write(folder.File + ".db", batches: 4, damage);
        using var log = new SegmentLog(new SimulatedFiles(1), isWriter: true);
        Assert.Contains(message,
            Assert.Throws<LedgerLogException>(() => OldLedgerFile.CopyTo(folder.File + ".db", log)).Message,
            StringComparison.Ordinal);
    }

    private static void Write(string file, int batches, string? damage)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        Run(connection, "CREATE TABLE batches (batch INTEGER PRIMARY KEY, checksum INTEGER, blob BLOB)");
        var before = 0UL;
        for (var batch = 1; batch <= batches; batch++)
        {
            before = XxHash3.HashToUInt64(Blob(batch), unchecked((long)before ^ ((long)batch << 1)));
            Run(connection, $"INSERT INTO batches VALUES ({batch}, {unchecked((long)before)}, "
                + $"x'{Convert.ToHexString(Blob(batch))}')");
        }

        if (damage is not null)
        {
            Run(connection, damage);
        }
    }

    private static void Run(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are constants of this test.
        command.CommandText = statement;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static byte[] Blob(int batch) => [.. Enumerable.Range(0, 50 + batch).Select(i => (byte)(i * batch))];
}
