using System.Buffers.Binary;
using System.Text;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>Reads what <see cref="BlobWriter"/> wrote: from memory, or part by part.</summary>
internal ref struct BlobReader
{
    private const int PartBytes = 1 << 16;

    private readonly IByteSource? _from;
    private ReadOnlySpan<byte> _bytes;
    private byte[] _part = [];
    private long _passed;

    internal BlobReader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    internal BlobReader(IByteSource from) => _from = from;

    /// <summary>The next byte in memory.</summary>
    internal int At { get; private set; }

    internal bool IsAtEnd => Left(1) == 0;

    internal byte Byte() => At < _bytes.Length || Left(1) > 0 ? _bytes[At++] : throw Broken("a byte");

    internal long Whole() => unchecked((long)Bits());

    internal int Number() => Whole() is var value and >= 0 and <= int.MaxValue
        ? (int)value : throw Broken("a number of 31 bits");

    internal long Signed()
    {
        var bits = Bits();
        return unchecked((long)(bits >> 1) ^ -(long)(bits & 1));
    }

    internal ulong Fixed()
    {
        var value = Left(8) >= 8
            ? BinaryPrimitives.ReadUInt64LittleEndian(_bytes[At..]) : throw Broken("8 bytes");
        At += 8;
        return value;
    }

    internal string Text(int mostCharacters)
    {
        var count = Number();
        if (count > mostCharacters * 4L || Left(count) < count)
        {
            throw Broken($"a text of at most {mostCharacters} characters");
        }

        At += count;
        return Encoding.UTF8.GetString(_bytes.Slice(At - count, count));
    }

    internal Account Account()
    {
        var state = (GoodsState)Byte();
        return new(new(Number()), state);
    }

    internal StockClaim Claim() => new(new(Number()), new(Number()), Number(), new(Number()));

    internal PartNews News() => new(Number(), Number(), new(Number()));

    internal Slot Slot()
    {
        var kind = (SlotKind)Byte();
        return new(kind, checked((int)Signed()), checked((int)Signed()));
    }

    internal readonly LedgerBlobException Broken(string wanted) =>
        new(_from is null ? $"byte {At} of {_bytes.Length}: expected {wanted}."
            : $"byte {_passed + At}: expected {wanted}.");

    // How many bytes are in memory, once as many as are wanted were read, if there are so many.
    private int Left(int wanted)
    {
        if (_from is not null && _bytes.Length - At < wanted)
        {
            var left = _bytes[At..];
            var part = _part.Length < wanted ? new byte[Math.Max(PartBytes, wanted)] : _part;
            left.CopyTo(part);
            var count = left.Length;
            while (count < wanted && _from.Read(part.AsSpan(count)) is > 0 and var more)
            {
                count += more;
            }

            (_part, _passed, At) = (part, _passed + At, 0);
            _bytes = part.AsSpan(0, count);
        }

        return _bytes.Length - At;
    }

    private ulong Bits()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Broken("the end of a number");
    }
}
