using Microsoft.Data.Sqlite;
using Quartermaster.Domain.Doors;

namespace Quartermaster.Storage.Ledger.Old;

/// <summary>A ledger as earlier builds kept it: one SQLite file with a row per batch. Read once, into the log of today.
/// </summary>
public static class OldLedgerFile
{
    /// <summary>Appends every batch of the old file to a log, each checked.</summary>
    /// <param name="file">The old file.</param>
    /// <param name="log">An empty log.</param>
    /// <returns>How many batches there were.</returns>
    /// <exception cref="LedgerLogException">The file is damaged or cannot be read; nothing of it was
    /// changed.</exception>
    public static long CopyTo(string file, ILedgerLog log)
    {
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false,
            }.ToString());
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT batch, checksum, blob FROM batches ORDER BY batch";
            using var rows = command.ExecuteReader();
            for (var (batch, before) = (1L, 0UL); rows.Read(); batch++)
            {
                var blob = (byte[])rows[2];
                before = LedgerChecksum.Of(blob, batch, before);
                if (rows.GetInt64(0) != batch || unchecked((ulong)rows.GetInt64(1)) != before)
                {
                    throw new LedgerLogException($"{file}: batch {batch} is missing or does not match its checksum. "
                        + $"Batches 1 to {batch - 1} are sound. Restore the file from a backup.");
                }

                log.Append(batch, blob);
            }

            return log.LastBatch;
        }
        catch (SqliteException cause)
        {
            throw new LedgerLogException(
                $"{file}: cannot be read: {cause.Message} Restore the file from a backup.", cause);
        }
    }
}
