namespace Quartermaster.Storage.Files;

/// <summary>A file being written, whose every write can be made to fail. <see cref="Flush"/> makes it safe on disk.
/// </summary>
internal sealed class DiskStream(Disk disk, FileStream file, string path) : Stream
{
    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => file.Length;

    /// <inheritdoc/>
    public override long Position
    {
        get => file.Position;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        disk.Before(DiskStep.Sync, path);
        file.Flush(flushToDisk: true);
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        disk.Before(DiskStep.Write, path);
        try
        {
            file.Write(buffer);
        }
        catch (ArgumentOutOfRangeException fault)
        {
            // What the runtime makes of EFBIG. To whoever writes, the disk is as good as full.
            throw new IOException($"No space left: {path} may not become larger here", fault);
        }
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }
}
