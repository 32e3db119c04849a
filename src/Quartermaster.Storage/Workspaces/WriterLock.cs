using Quartermaster.Storage.Files;

namespace Quartermaster.Storage.Workspaces;

/// <summary>Lets one process at a time change a workspace. The system lets go of it when the process ends, however it
/// ends.</summary>
/// <remarks>Within a process it may be taken again while it is held; the last to dispose lets go. It guards no memory:
/// one thread at a time changes a workspace.</remarks>
internal sealed class WriterLock(string path)
{
    private static readonly TimeSpan s_wait = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private FileStream? _file;
    private int _holders;

    /// <summary>Takes the lock until the result is disposed.</summary>
    /// <exception cref="WorkspaceException">Another process holds it.</exception>
    internal IDisposable Take()
    {
        lock (_gate)
        {
            if (_holders == 0)
            {
                _file = Open();
            }

            _holders++;
            return new Holder(this);
        }
    }

    /// <summary>Takes the lock, waiting while another process holds it.</summary>
    /// <param name="patience">How long to wait.</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <exception cref="WorkspaceException">It is still held, or cannot be taken.</exception>
    internal IDisposable Take(TimeSpan patience, CancellationToken cancel)
    {
        for (var waited = TimeSpan.Zero; ; waited += s_wait)
        {
            try
            {
                return Take();
            }
            catch (WorkspaceException fault) when (waited < patience
                && fault.InnerException is IOException cause && DiskFaults.IsHeld(cause))
            {
                cancel.WaitHandle.WaitOne(s_wait);
                cancel.ThrowIfCancellationRequested();
            }
        }
    }

    private FileStream Open()
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception error) when (DiskFaults.IsReadOnly(error))
        {
            throw new WorkspaceException($"The folder {Path.GetDirectoryName(path)} is read-only for you.",
                "Give yourself write permission on it, or copy the workspace to where you may write; check, show, "
                    + "why, promise, export and query work without.", error);
        }
        catch (IOException error) when (DiskFaults.IsHeld(error))
        {
            throw new WorkspaceException(
                $"{Path.GetDirectoryName(path)} is being changed by another process.",
                "Wait until it has finished, or end it; then try again.", error);
        }
        catch (IOException error)
        {
            throw new WorkspaceException($"{path} cannot be written: {error.Message}",
                "Make sure that the folder is there and the disk has free space, then try again.", error);
        }
    }

    private void Release()
    {
        lock (_gate)
        {
            if (--_holders == 0)
            {
                _file?.Dispose();
                _file = null;
            }
        }
    }

    private sealed class Holder(WriterLock held) : IDisposable
    {
        private bool _isReleased;

        public void Dispose()
        {
            if (!_isReleased)
            {
                _isReleased = true;
                held.Release();
            }
        }
    }
}
