using Microsoft.Win32.SafeHandles;
using Quartermaster.Storage.Files;

namespace Quartermaster.Storage.Ledger.Log;

/// <summary>A ledger's folder on disk. One process writes, guarded by a lock file that its end releases, kill −9
/// included; any number of others read.</summary>
public sealed class LedgerFolder : ILedgerFiles
{
    private const string LockName = "lock";

    private readonly Disk _disk;
    private readonly FileStream? _lock;

    private LedgerFolder(Disk disk, string path, FileStream? writerLock) =>
        (_disk, Path, _lock) = (disk, path, writerLock);

    /// <inheritdoc/>
    public string Path { get; }

    /// <summary>Opens the folder to write, made where it does not exist.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="disk">How files are changed; null for as usual.</param>
    /// <exception cref="LedgerHeldException">Another process writes there.</exception>
    /// <exception cref="LedgerLogException">It cannot be written.</exception>
    public static LedgerFolder OpenToWrite(string path, Disk? disk = null)
    {
        disk ??= new();
        try
        {
            if (!Exists(path))
            {
                disk.CreateFolder(path);
                disk.SyncFolder(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
            }

            return new(disk, path, Lock(path));
        }
        catch (Exception cause) when (cause is (IOException or UnauthorizedAccessException) and not LedgerLogException)
        {
            throw new LedgerLogException(
                $"{path}: cannot be opened to write: {cause.Message} Check the disk and the folder's permissions.",
                cause);
        }
    }

    private static FileStream Lock(string path)
    {
        try
        {
            return new(System.IO.Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite,
                FileShare.None);
        }
        catch (IOException cause) when (cause.GetType() == typeof(IOException) && IsHeld(cause.HResult))
        {
            throw new LedgerHeldException(
                $"{path}: another process has the ledger open, and one writes at a time. Wait for it to end.", cause);
        }
    }

    // The code that files held by others have: EWOULDBLOCK of Linux and of macOS, and a sharing violation of Windows.
    private static bool IsHeld(int code) => code is 11 or 35 or unchecked((int)0x80070020);

    /// <summary>Opens the folder to read, while another process may write there.</summary>
    /// <exception cref="LedgerLogException">There is no such folder.</exception>
    public static LedgerFolder OpenToRead(string path) => Exists(path)
        ? new(new(), path, null)
        : throw new LedgerLogException(
            $"{path}: there is no such ledger. Where it was never made: qm import stock FILE. Where it was, or others "
            + "of the same folder are there, it is lost: restore it from a backup.");

    /// <summary>Whether there is a ledger in a folder.</summary>
    public static bool Exists(string path) => Directory.Exists(path);

    /// <inheritdoc/>
    public IReadOnlyList<string> Names() =>
    [
        .. Directory.EnumerateFiles(Path).Select(file => System.IO.Path.GetFileName(file))
            .Where(name => name != LockName).Order(StringComparer.Ordinal),
    ];

    /// <inheritdoc/>
    public ILedgerFile Open(string name, bool isWriter)
    {
        var path = System.IO.Path.Combine(Path, name);
        if (isWriter)
        {
            _disk.Before(File.Exists(path) ? DiskStep.Write : DiskStep.Create, path);
        }

        return new OnDisk(_disk, path, File.OpenHandle(
            path, isWriter ? FileMode.OpenOrCreate : FileMode.Open,
            isWriter ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
    }

    /// <inheritdoc/>
    public void Rename(string name, string to) =>
        _disk.Rename(System.IO.Path.Combine(Path, name), System.IO.Path.Combine(Path, to));

    /// <inheritdoc/>
    public void Delete(string name) => _disk.Delete(System.IO.Path.Combine(Path, name));

    /// <inheritdoc/>
    public void SyncNames() => _disk.SyncFolder(Path);

    /// <inheritdoc/>
    public ILedgerFiles Reader() => OpenToRead(Path);

    /// <inheritdoc/>
    public void Dispose() => _lock?.Dispose();

    private sealed class OnDisk(Disk disk, string path, SafeFileHandle handle) : ILedgerFile
    {
        public long Length => RandomAccess.GetLength(handle);

        public int Read(long at, Span<byte> bytes)
        {
            var count = 0;
            while (count < bytes.Length && RandomAccess.Read(handle, bytes[count..], at + count) is > 0 and var more)
            {
                count += more;
            }

            return count;
        }

        public void Write(long at, ReadOnlySpan<byte> bytes)
        {
            disk.Before(DiskStep.Write, path);
            RandomAccess.Write(handle, bytes, at);
        }

        public void Truncate(long length)
        {
            disk.Before(DiskStep.Truncate, path);
            RandomAccess.SetLength(handle, length);
        }

        public void Sync()
        {
            disk.Before(DiskStep.Sync, path);
            RandomAccess.FlushToDisk(handle);
        }

        public void Dispose() => handle.Dispose();
    }
}
