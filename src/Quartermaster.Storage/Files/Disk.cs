using System.Runtime.InteropServices;
using System.Text;

namespace Quartermaster.Storage.Files;

/// <summary>What is about to be done to a file: the points at which a power cut may come between.</summary>
public enum DiskStep
{
    /// <summary>An empty file or folder appears.</summary>
    Create = 1,

    /// <summary>Bytes are handed to the system.</summary>
    Write = 2,

    /// <summary>The system is asked to make a file or folder safe.</summary>
    Sync = 3,

    /// <summary>A file or folder takes its final name.</summary>
    Rename = 4,

    /// <summary>A file or folder goes.</summary>
    Delete = 5,

    /// <summary>A file is cut to a length.</summary>
    Truncate = 6,
}

/// <summary>The only way this room changes files: every step can be made to fail, so tests can stop between any two.
/// </summary>
public class Disk
{
    private const int ReadOnlyDirectory = 0;

    /// <summary>Called before each step; a test throws here.</summary>
    /// <param name="step">What is about to happen.</param>
    /// <param name="path">To which file or folder.</param>
    protected internal virtual void Before(DiskStep step, string path)
    {
    }

    /// <summary>A new file, replacing one of that name.</summary>
    public Stream Create(string path)
    {
        Before(DiskStep.Create, path);
        return new DiskStream(this, new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1), path);
    }

    /// <summary>An existing file cut to a length (made if it is absent), to be continued from there.</summary>
    public Stream Continue(string path, long length)
    {
        Before(DiskStep.Truncate, path);
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, 1);
        file.SetLength(length);
        file.Position = length;
        return new DiskStream(this, file, path);
    }

    /// <summary>Makes a folder, and the folders above it.</summary>
    public void CreateFolder(string path)
    {
        if (!Directory.Exists(path))
        {
            Before(DiskStep.Create, path);
            Directory.CreateDirectory(path);
        }
    }

    /// <summary>Gives a file its final name, atomically, replacing one of that name.</summary>
    public void Rename(string from, string to)
    {
        Before(DiskStep.Rename, to);
        File.Move(from, to, overwrite: true);
    }

    /// <summary>Gives a folder its final name, atomically; the name must be free.</summary>
    public void RenameFolder(string from, string to)
    {
        Before(DiskStep.Rename, to);
        Directory.Move(from, to);
    }

    /// <summary>Removes a file.</summary>
    public void Delete(string path)
    {
        Before(DiskStep.Delete, path);
        File.Delete(path);
    }

    /// <summary>Removes a folder with everything in it.</summary>
    public void DeleteFolder(string path)
    {
        Before(DiskStep.Delete, path);
        Directory.Delete(path, recursive: true);
    }

    /// <summary>Makes the names in a folder safe: without it, a rename may be lost in a power cut.</summary>
    public void SyncFolder(string path)
    {
        Before(DiskStep.Sync, path);
        if (OperatingSystem.IsWindows())
        {
            return; // Windows has no such call for folders; its file system logs renames itself.
        }

        var handle = OpenDirectory(Encoding.UTF8.GetBytes(path + '\0'), ReadOnlyDirectory);
        var result = handle < 0 ? -1 : SyncDirectory(handle);
        var error = Marshal.GetLastPInvokeError();
        if (handle >= 0)
        {
            _ = CloseDirectory(handle);
        }

        if (result != 0)
        {
            throw new IOException($"{path} could not be made safe on disk: {Marshal.GetPInvokeErrorMessage(error)}.");
        }
    }

    /// <summary>Writes a small file aside, makes it safe, and gives it its name.</summary>
    public void Replace(string path, ReadOnlySpan<byte> content)
    {
        var aside = path + Leftovers.Suffix;
        using (var stream = Create(aside))
        {
            stream.Write(content);
            stream.Flush();
        }

        Rename(aside, path);
        SyncFolder(Path.GetDirectoryName(path)!);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int OpenDirectory(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int SyncDirectory(int handle);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int CloseDirectory(int handle);
}
