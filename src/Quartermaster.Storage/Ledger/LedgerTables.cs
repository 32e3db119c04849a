using Microsoft.Data.Sqlite;

namespace Quartermaster.Storage.Ledger;

/// <summary>The tables of the ledger's file, and every statement on its batches.</summary>
internal static class LedgerTables
{
    // "QMLG": tells a ledger's file from any other SQLite file.
    private const long ApplicationId = 0x514D4C47;
    private const long Version = 1;
    private const int PageBytes = 4_096;

    private const int ReadOnly = 8;
    private const int CannotOpen = 14;

    /// <summary>Opens the file. Where one may not write in its folder, it is read as it is: SQLite's write-ahead log
    /// would want a file beside it.</summary>
    internal static SqliteConnection Connect(string file, bool isReader)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = isReader ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            if (isReader)
            {
                Number(connection, "PRAGMA application_id"); // The first read is what needs the file beside it.
            }

            return connection;
        }
        catch (SqliteException cause) when (isReader
            && cause.SqliteErrorCode is ReadOnly or CannotOpen)
        {
            connection.Dispose();
            return Frozen(file, cause);
        }
        catch (SqliteException cause)
        {
            connection.Dispose();
            throw SqliteLedgerLog.Unreadable(file, "the file", cause);
        }
    }

    private static SqliteConnection Frozen(string file, SqliteException cause)
    {
        if (File.Exists(file + "-wal") && new FileInfo(file + "-wal").Length > 0)
        {
            throw new LedgerLogException($"{file}: the folder is read-only, and the last batches are not merged into "
                + "the file yet. Copy the workspace to where you may write, and look there.", cause);
        }

        // Nobody can write it while we read: there is no log to read beside it.
        var path = string.Join('/', Path.GetFullPath(file).Split(Path.DirectorySeparatorChar)
            .Select(Uri.EscapeDataString));
        var frozen = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = $"file:{path}?immutable=1", Mode = SqliteOpenMode.ReadOnly, Pooling = false,
        }.ToString());
        try
        {
            frozen.Open();
            return frozen;
        }
        catch (SqliteException fault)
        {
            frozen.Dispose();
            throw SqliteLedgerLog.Unreadable(file, "the file", fault);
        }
    }

    internal static void Make(SqliteConnection connection, SqliteLedgerPolicy policy)
    {
        Run(connection, "PRAGMA journal_mode = WAL");
        Run(connection, "PRAGMA synchronous = FULL");
        Run(connection, "PRAGMA wal_autocheckpoint = 4000");
        if (policy.MostBytes > 0)
        {
            Run(connection, $"PRAGMA max_page_count = {policy.MostBytes / PageBytes}");
        }

        if (Number(connection, "PRAGMA application_id") == 0 && Number(connection, "PRAGMA schema_version") == 0)
        {
            Run(connection, $"""
                BEGIN IMMEDIATE;
                CREATE TABLE batches (batch INTEGER PRIMARY KEY, checksum INTEGER NOT NULL, blob BLOB NOT NULL);
                CREATE TABLE snapshots (
                    batch INTEGER NOT NULL, part INTEGER NOT NULL, parts INTEGER NOT NULL,
                    checksum INTEGER NOT NULL, blob BLOB NOT NULL, PRIMARY KEY (batch, part));
                PRAGMA application_id = {ApplicationId};
                PRAGMA user_version = {Version};
                COMMIT;
                """);
        }
    }

    internal static void CheckVersion(SqliteConnection connection, string file)
    {
        if (Number(connection, "PRAGMA application_id") != ApplicationId)
        {
            throw new LedgerLogException($"{file}: is not a ledger's file. Name the workspace's ledger.db.");
        }

        if (Number(connection, "PRAGMA user_version") is var version && version != Version)
        {
            throw new LedgerLogException(
                $"{file}: has format {version}; this build reads format {Version}. Open it with a newer build.");
        }
    }

    internal static (long Batch, ulong Checksum) Last(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT batch, checksum FROM batches ORDER BY batch DESC LIMIT 1";
        using var rows = command.ExecuteReader();
        return rows.Read() ? (rows.GetInt64(0), unchecked((ulong)rows.GetInt64(1))) : (0, 0);
    }

    internal static ulong? ChecksumOf(SqliteConnection connection, long batch)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT checksum FROM batches WHERE batch = $batch";
        command.Parameters.AddWithValue("$batch", batch);
        return command.ExecuteScalar() is long checksum ? unchecked((ulong)checksum) : null;
    }

    internal static SqliteCommand Insert(SqliteConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO batches (batch, checksum, blob) VALUES ($batch, $checksum, $blob)";
        command.Parameters.Add("$batch", SqliteType.Integer);
        command.Parameters.Add("$checksum", SqliteType.Integer);
        command.Parameters.Add("$blob", SqliteType.Blob);
        command.Prepare();
        return command;
    }

    internal static SqliteCommand SelectAfter(SqliteConnection connection, long after)
    {
        var command = connection.CreateCommand();
        command.CommandText = "SELECT batch, checksum, blob FROM batches WHERE batch > $after ORDER BY batch";
        command.Parameters.AddWithValue("$after", after);
        return command;
    }

    internal static void Run(SqliteCommand prepared, params object[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            prepared.Parameters[i].Value = values[i];
        }

        prepared.ExecuteNonQuery();
    }

    private static void Run(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    private static long Number(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        return (long)command.ExecuteScalar()!;
    }
}
