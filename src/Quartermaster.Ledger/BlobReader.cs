using System.Buffers.Binary;
using System.Text;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>Reads what <see cref="BlobWriter"/> wrote.</summary>
internal ref struct BlobReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    internal int At { get; private set; }

    internal readonly bool IsAtEnd => At == _bytes.Length;

    internal byte Byte() => At < _bytes.Length ? _bytes[At++] : throw Broken("a byte");

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
        var value = At + 8 <= _bytes.Length
            ? BinaryPrimitives.ReadUInt64LittleEndian(_bytes[At..]) : throw Broken("8 bytes");
        At += 8;
        return value;
    }

    internal string Text(int mostCharacters)
    {
        var count = Number();
        if (count > _bytes.Length - At || count > mostCharacters * 4L)
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
        new($"byte {At} of {_bytes.Length}: expected {wanted}.");

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
