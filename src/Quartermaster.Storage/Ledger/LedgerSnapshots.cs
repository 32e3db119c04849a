using Microsoft.Data.Sqlite;

namespace Quartermaster.Storage.Ledger;

/// <summary>Snapshots in the ledger's file, cut into parts because a row has a limit.</summary>
internal static class LedgerSnapshots
{
    internal static void Save(
        SqliteConnection connection, SqliteLedgerPolicy policy, long batch, ReadOnlySpan<byte> blob)
    {
        var parts = Math.Max(1, (blob.Length + policy.SnapshotPartBytes - 1) / policy.SnapshotPartBytes);
        using var transaction = connection.BeginTransaction();
        using var insert = Command(connection, transaction, """
            INSERT OR REPLACE INTO snapshots (batch, part, parts, checksum, blob)
            VALUES ($batch, $part, $parts, $checksum, $blob)
            """);
        foreach (var (name, type) in new[]
        {
            ("$batch", SqliteType.Integer), ("$part", SqliteType.Integer), ("$parts", SqliteType.Integer),
            ("$checksum", SqliteType.Integer), ("$blob", SqliteType.Blob),
        })
        {
            insert.Parameters.Add(name, type);
        }

        for (var part = 0; part < parts; part++)
        {
            var start = part * policy.SnapshotPartBytes;
            var bytes = blob.Slice(start, Math.Min(policy.SnapshotPartBytes, blob.Length - start)).ToArray();
            var checksum = unchecked((long)LedgerChecksum.Of(bytes, batch, (ulong)part));
            LedgerTables.Run(insert, batch, part, parts, checksum, bytes);
        }

        using var delete = Command(connection, transaction, """
            DELETE FROM snapshots WHERE batch NOT IN
                (SELECT DISTINCT batch FROM snapshots ORDER BY batch DESC LIMIT $kept)
            """);
        delete.Parameters.AddWithValue("$kept", policy.Snapshots);
        delete.ExecuteNonQuery();
        transaction.Commit();
    }

    /// <summary>The newest snapshot that is whole and matches its checksums; null if there is none.</summary>
    internal static (long Batch, byte[] Blob)? Last(SqliteConnection connection)
    {
        foreach (var batch in Batches(connection))
        {
            if (Read(connection, batch) is { } blob)
            {
                return (batch, blob);
            }
        }

        return null;
    }

    private static List<long> Batches(SqliteConnection connection)
    {
        using var command = Command(connection, null, "SELECT DISTINCT batch FROM snapshots ORDER BY batch DESC");
        using var rows = command.ExecuteReader();
        var batches = new List<long>();
        while (rows.Read())
        {
            batches.Add(rows.GetInt64(0));
        }

        return batches;
    }

    private static byte[]? Read(SqliteConnection connection, long batch)
    {
        using var command = Command(
            connection, null, "SELECT part, parts, checksum, blob FROM snapshots WHERE batch = $batch ORDER BY part");
        command.Parameters.AddWithValue("$batch", batch);
        using var rows = command.ExecuteReader();
        using var whole = new MemoryStream();
        var (next, parts) = (0L, -1L);
        for (; rows.Read(); next++)
        {
            var bytes = (byte[])rows[3];
            parts = rows.GetInt64(1);
            if (rows.GetInt64(0) != next
                || unchecked((ulong)rows.GetInt64(2)) != LedgerChecksum.Of(bytes, batch, (ulong)next))
            {
                return null;
            }

            whole.Write(bytes);
        }

        return next == parts ? whole.ToArray() : null;
    }

    private static SqliteCommand Command(SqliteConnection connection, SqliteTransaction? transaction, string statement)
    {
        var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (statement, transaction);
        return command;
    }
}
