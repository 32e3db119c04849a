namespace Quartermaster.Storage.Ledger.Simulation;

/// <summary>The bytes of a simulated file: those that are safe, and what was done to it since.</summary>
internal sealed class SimulatedFile
{
    private readonly List<(long At, byte[]? Bytes)> _unsynced = [];
    private byte[] _now = [];
    private byte[] _safe = [];

    internal long Length => _now.Length;

    internal int Read(long at, Span<byte> bytes)
    {
        var count = (int)Math.Clamp(_now.Length - at, 0, bytes.Length);
        _now.AsSpan((int)Math.Min(at, _now.Length), count).CopyTo(bytes);
        return count;
    }

    internal void Write(long at, ReadOnlySpan<byte> bytes)
    {
        _unsynced.Add((at, bytes.ToArray()));
        _now = Written(_now, at, bytes);
    }

    internal void Truncate(long length)
    {
        _unsynced.Add((length, null));
        _now = Cut(_now, length);
    }

    internal void Sync()
    {
        // Only what was written since: what a sync that failed has lost stays lost.
        foreach (var (at, bytes) in _unsynced)
        {
            _safe = bytes is null ? Cut(_safe, at) : Written(_safe, at, bytes);
        }

        _unsynced.Clear();
    }

    /// <summary>Any part of what was not safe is safe now. The rest is called so: it is there until the machine stops,
    /// and no later sync writes it.</summary>
    internal void FailSync(Func<double> draw, int sectorBytes)
    {
        _safe = Kept(draw, sectorBytes);
        _unsynced.Clear();
    }

    internal void Damage(long at)
    {
        _safe[at] ^= 1;
        _now = (byte[])_safe.Clone();
    }

    /// <summary>Keeps any sectors of what was not synced, and any of the cuts.</summary>
    internal void Crash(Func<double> draw, int sectorBytes)
    {
        _safe = Kept(draw, sectorBytes);
        _unsynced.Clear();
        _now = (byte[])_safe.Clone();
    }

    private byte[] Kept(Func<double> draw, int sectorBytes)
    {
        // How much reaches the disk differs from crash to crash: mostly nothing, mostly everything, or a mixture.
        var share = draw() * 1.4;
        var kept = (byte[])_safe.Clone();
        foreach (var (at, bytes) in _unsynced)
        {
            if (bytes is null)
            {
                kept = draw() < share ? Cut(kept, at) : kept;
                continue;
            }

            for (var start = 0; start < bytes.Length;)
            {
                var end = (int)Math.Min(bytes.Length, start + sectorBytes - ((at + start) % sectorBytes));
                if (draw() < share)
                {
                    kept = Written(kept, at + start, bytes.AsSpan(start, end - start));
                }

                start = end;
            }
        }

        return kept;
    }

    private static byte[] Written(byte[] file, long at, ReadOnlySpan<byte> bytes)
    {
        var grown = file;
        if (at + bytes.Length > file.Length)
        {
            grown = new byte[at + bytes.Length];
            file.CopyTo(grown, 0);
        }

        bytes.CopyTo(grown.AsSpan((int)at));
        return grown;
    }

    private static byte[] Cut(byte[] file, long length)
    {
        var cut = new byte[length];
        file.AsSpan(0, (int)Math.Min(length, file.Length)).CopyTo(cut);
        return cut;
    }
}
