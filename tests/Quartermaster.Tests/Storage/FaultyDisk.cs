using Quartermaster.Storage.Files;

namespace Quartermaster.Tests.Storage;

/// <summary>A disk that stops at a chosen step: the process is killed, or the disk is full from there on.</summary>
internal sealed class FaultyDisk(int stopAt, bool isFull) : Disk
{
    private int _steps;

    internal bool HasStopped => _steps >= stopAt;

    protected override void Before(DiskStep step, string path)
    {
        if (++_steps < stopAt)
        {
            return;
        }

        if (!isFull)
        {
            throw new KilledException();
        }

        if (step is DiskStep.Create or DiskStep.Write or DiskStep.Sync)
        {
            throw new IOException("No space left on device");
        }
    }

    internal sealed class KilledException : Exception;
}
