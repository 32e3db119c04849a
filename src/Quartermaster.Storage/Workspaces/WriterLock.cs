namespace Quartermaster.Storage.Workspaces;

/// <summary>Lets one process at a time change a workspace. The system lets go of it when the process ends, however it
/// ends.</summary>
/// <remarks>Within a process it may be taken again while it is held; the last to dispose lets go. It guards no memory:
/// one thread at a time changes a workspace.</remarks>
internal sealed class WriterLock(string path)
{
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

    private FileStream Open()
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error)
        {
            throw new WorkspaceException(
                $"{Path.GetDirectoryName(path)} is being changed by another process.",
                "Wait until it has finished, or end it; then try again.", error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new WorkspaceException(
                $"{path} cannot be written.", "Give yourself write permission on the workspace's folder.", error);
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
