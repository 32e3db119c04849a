using Microsoft.Data.Sqlite;
using Quartermaster.Domain.Doors;

namespace Quartermaster.Storage.Ledger;

/// <summary>The ledger's batches in one SQLite file: one row per batch, each safe on disk before it is acknowledged.
/// </summary>
/// <remarks>
/// Write-ahead log, synchronous=FULL: a commit returns after its fsync, and a torn one is not there at all. Checksums
/// (XxHash3) form a chain: each covers the batch and the checksum before it, so that a changed, missing or exchanged
/// batch is found. One process writes, guarded by a lock file that its end releases, kill −9 included; any number of
/// others read what is committed.
/// </remarks>
public sealed class SqliteLedgerLog : ILedgerLog
{
    private readonly string _file;
    private readonly SqliteLedgerPolicy _policy;
    private readonly FileStream? _lock;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand? _insert;
    private ulong _lastChecksum;

    private SqliteLedgerLog(string file, SqliteLedgerPolicy policy, FileStream? writerLock)
    {
        (_file, _policy, _lock) = (file, policy, writerLock);
        try
        {
            _connection = LedgerTables.Connect(file, writerLock is null);
        }
        catch
        {
            writerLock?.Dispose();
            throw;
        }

        try
        {
            if (writerLock is not null)
            {
                LedgerTables.Make(_connection, policy);
            }

            LedgerTables.CheckVersion(_connection, file);
            _insert = writerLock is null ? null : LedgerTables.Insert(_connection);
            (LastBatch, _lastChecksum) = LedgerTables.Last(_connection);
        }
        catch (SqliteException cause)
        {
            Dispose();
            throw Unreadable("the file", cause);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public long LastBatch { get; private set; }

    /// <summary>Opens the ledger's file to write, made where it does not exist.</summary>
    /// <exception cref="LedgerLogException">Another process writes it, or it is not a ledger's file.</exception>
    public static SqliteLedgerLog Open(string file, SqliteLedgerPolicy? policy = null)
    {
        try
        {
            var writerLock = new FileStream(
                file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new(file, policy ?? new(), writerLock);
        }
        catch (IOException cause) when (cause is not LedgerLogException)
        {
            throw new LedgerLogException(
                $"{file}: cannot be opened to write: {cause.Message} If another qm has it open, wait for it to end.",
                cause);
        }
    }

    /// <summary>Opens the ledger's file to read, while another process may write it.</summary>
    /// <exception cref="LedgerLogException">There is no such file, or it is not a ledger's.</exception>
    public static SqliteLedgerLog OpenToRead(string file) => File.Exists(file)
        ? new(file, new(), null)
        : throw new LedgerLogException($"{file}: there is no such ledger. Import stock first: qm import stock FILE.");

    /// <inheritdoc/>
    public void Append(long batch, ReadOnlySpan<byte> blob)
    {
        if (_insert is null || batch != LastBatch + 1)
        {
            throw new InvalidOperationException($"{_file}: batch {batch} cannot follow batch {LastBatch} here.");
        }

        var checksum = LedgerChecksum.Of(blob, batch, _lastChecksum);
        try
        {
            LedgerTables.Run(_insert, batch, unchecked((long)checksum), blob.ToArray());
        }
        catch (SqliteException cause)
        {
            throw new LedgerLogException(
                $"{_file}: batch {batch} could not be written: {cause.Message} Nothing of it is acknowledged; batches "
                + $"1 to {LastBatch} are safe. Free space on the disk (or "
                + "raise the limit), then open the ledger again.",
                cause);
        }

        (LastBatch, _lastChecksum) = (batch, checksum);
    }

    /// <inheritdoc/>
    public IEnumerable<(long Batch, byte[] Blob)> Replay(long after)
    {
        var (batch, checksum) = (after, after == 0 ? 0 : ChecksumOf(after));
        using var command = LedgerTables.SelectAfter(_connection, after);
        using var rows = Guarded(batch + 1, command.ExecuteReader);
        while (Guarded(batch + 1, rows.Read))
        {
            batch++;
            var found = rows.GetInt64(0);
            if (found != batch)
            {
                throw Broken(batch, $"is missing; the next one there is {found}");
            }

            var blob = Guarded(batch, () => (byte[])rows[2]);
            checksum = LedgerChecksum.Of(blob, batch, checksum);
            if (checksum != unchecked((ulong)rows.GetInt64(1)))
            {
                throw Broken(batch, $"has {blob.Length} bytes that do not match its checksum");
            }

            yield return (batch, blob);
        }
    }

    /// <inheritdoc/>
    public void SaveSnapshot(long batch, ReadOnlySpan<byte> blob)
    {
        try
        {
            LedgerSnapshots.Save(_connection, _policy, batch, blob);
        }
        catch (SqliteException cause)
        {
            throw new LedgerLogException(
                $"{_file}: the snapshot after batch {batch} could not be written: {cause.Message} All batches are "
                + "safe. Free space on the disk (or raise the limit), then open the ledger again.",
                cause);
        }
    }

    /// <inheritdoc/>
    public (long Batch, byte[] Blob)? LastSnapshot()
    {
        try
        {
            return LedgerSnapshots.Last(_connection);
        }
        catch (SqliteException cause)
        {
            throw Unreadable("a snapshot", cause);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _insert?.Dispose();
        _connection.Dispose();
        _lock?.Dispose();
    }

    private ulong ChecksumOf(long batch) => Guarded(batch, () => LedgerTables.ChecksumOf(_connection, batch))
        ?? throw Broken(batch, "is missing, though a snapshot was taken after it");

    private T Guarded<T>(long batch, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException cause)
        {
            throw Unreadable($"batch {batch}", cause);
        }
    }

    private LedgerLogException Unreadable(string what, SqliteException cause) => Unreadable(_file, what, cause);

    internal static LedgerLogException Unreadable(string file, string what, SqliteException cause) => new(
        $"{file}: {what} cannot be read: {cause.Message} " + (cause.SqliteErrorCode is 8 or 10 or 13 or 14
            ? "The file itself may be whole: check the folder's permissions and the disk, then try again."
            : "Restore the file from a backup."), cause);

    private LedgerLogException Broken(long batch, string what) =>
        new($"{_file}: batch {batch} {what}. Batches 1 to {batch - 1} are sound. Restore the file from a backup.");
}
