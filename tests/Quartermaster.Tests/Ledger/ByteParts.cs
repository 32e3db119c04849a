using Quartermaster.Domain.Doors;

namespace Quartermaster.Tests.Ledger;

/// <summary>Bytes in memory that are taken, and given again from the first, a few at a time.</summary>
internal sealed class ByteParts : IByteSink, IByteSource
{
    private const int MostAtOnce = 10_000;

    private readonly List<byte> _bytes;
    private int _at;

    internal ByteParts(params IEnumerable<byte> bytes) => _bytes = [.. bytes];

    /// <summary>All that was taken.</summary>
    internal byte[] All => [.. _bytes];

    public void Write(ReadOnlySpan<byte> bytes) => _bytes.AddRange(bytes);

    public int Read(Span<byte> bytes)
    {
        var some = Math.Min(Math.Min(bytes.Length, MostAtOnce), _bytes.Count - _at);
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_bytes).Slice(_at, some).CopyTo(bytes);
        _at += some;
        return some;
    }

    /// <summary>All that a source gives.</summary>
    internal static byte[] AllOf(IByteSource from)
    {
        var (all, part) = (new List<byte>(), new byte[100]);
        for (var some = from.Read(part); some > 0; some = from.Read(part))
        {
            all.AddRange(part.AsSpan(0, some));
        }

        return [.. all];
    }
}
