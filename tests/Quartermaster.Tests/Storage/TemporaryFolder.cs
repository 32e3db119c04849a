namespace Quartermaster.Tests.Storage;

/// <summary>A folder of a test's own, gone when the test is over.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private static int s_made;

    // Memory, where there is such a folder: tests stop at every step, and every step asks the disk to be sure.
    private const string InMemory = "/dev/shm";

    internal string Path { get; } = Directory.Exists(InMemory)
        ? Directory.CreateDirectory(
            $"{InMemory}/quartermaster-{Environment.ProcessId}-{Interlocked.Increment(ref s_made)}").FullName
        : Directory.CreateTempSubdirectory("quartermaster-").FullName;

    internal string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
