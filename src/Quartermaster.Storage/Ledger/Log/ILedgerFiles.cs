namespace Quartermaster.Storage.Ledger.Log;

/// <summary>The folder that a ledger's log lies in: the real one, or a simulated one that loses what was not synced.
/// </summary>
/// <remarks>What is written may be lost, torn or reordered until <see cref="ILedgerFile.Sync"/> returns; a name may be
/// lost until <see cref="SyncNames"/> returns.</remarks>
public interface ILedgerFiles : IDisposable
{
    /// <summary>What messages call the folder.</summary>
    string Path { get; }

    /// <summary>The names of the files there, in order.</summary>
    IReadOnlyList<string> Names();

    /// <summary>Opens a file; made empty where a writer finds none.</summary>
    ILedgerFile Open(string name, bool isWriter);

    /// <summary>Gives a file another name, at once or not at all, replacing one of that name.</summary>
    void Rename(string name, string to);

    /// <summary>Removes a file.</summary>
    void Delete(string name);

    /// <summary>Makes the names safe.</summary>
    void SyncNames();

    /// <summary>The same place for one who only reads, while the other may write.</summary>
    ILedgerFiles Reader();
}

/// <summary>A file of a ledger's log.</summary>
public interface ILedgerFile : IDisposable
{
    /// <summary>Bytes in it.</summary>
    long Length { get; }

    /// <summary>Reads from a place on.</summary>
    /// <returns>How many bytes there were; fewer than asked for only at the end.</returns>
    int Read(long at, Span<byte> bytes);

    /// <summary>Writes at a place; not safe yet.</summary>
    void Write(long at, ReadOnlySpan<byte> bytes);

    /// <summary>Cuts the file; not safe yet.</summary>
    void Truncate(long length);

    /// <summary>Returns when all that was written is safe.</summary>
    void Sync();
}
