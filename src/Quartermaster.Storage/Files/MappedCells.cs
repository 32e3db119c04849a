using System.Buffers;
using System.IO.MemoryMappedFiles;

namespace Quartermaster.Storage.Files;

/// <summary>Room for more values than memory should hold: files that are mapped for as long as the process lives, and
/// gone with it however it ends. What is not looked at the system may write out and forget.</summary>
public static class MappedCells
{
    /// <summary>Values from which a table of them is mapped: a GiB.</summary>
    public const int LeastMapped = 1 << 28;

    private static int s_files;

    /// <summary>Gives room for values.</summary>
    /// <param name="folder">A folder that may be written, on a disk with room for them.</param>
    /// <param name="cells">How many; below <see cref="LeastMapped"/> in memory.</param>
    /// <param name="leastMapped">From how many on they are mapped.</param>
    /// <exception cref="IOException">The folder's disk has no room, or may not be written.</exception>
    public static Memory<float> Room(string folder, int cells, int leastMapped = LeastMapped) =>
        cells < leastMapped ? GC.AllocateUninitializedArray<float>(cells) : new MappedFile(folder, cells).Memory;

    private sealed unsafe class MappedFile : MemoryManager<float>
    {
        private readonly FileStream _file;
        private readonly MemoryMappedFile _mapped;
        private readonly MemoryMappedViewAccessor _view;
        private readonly int _cells;
        private readonly float* _first;

        internal MappedFile(string folder, int cells)
        {
            var path = Path.Combine(
                folder, $"cells-{Environment.ProcessId}-{Interlocked.Increment(ref s_files)}{Leftovers.Suffix}");
            var bytes = (long)cells * sizeof(float);
            _cells = cells;

            // Not every file system keeps room free, and a mapped page without any ends the process.
            if (new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace < bytes)
            {
                throw new IOException($"There is no room for {bytes >> 20} MiB in {folder}.");
            }

            _file = new(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Delete,
                Options = FileOptions.DeleteOnClose, PreallocationSize = bytes,
            });
            if (!OperatingSystem.IsWindows())
            {
                // A file without a name is gone with the process even if it is killed.
                File.Delete(path);
            }

            _file.SetLength(bytes);
            _mapped = MemoryMappedFile.CreateFromFile(
                _file, null, bytes, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: true);
            _view = _mapped.CreateViewAccessor(0, bytes);
            byte* first = null;
            _view.SafeMemoryMappedViewHandle.AcquirePointer(ref first);
            _first = (float*)first;
        }

        public override Span<float> GetSpan() => new(_first, _cells);

        public override MemoryHandle Pin(int elementIndex = 0) => new(_first + elementIndex);

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
            _mapped.Dispose();
            _file.Dispose();
        }
    }
}
