using System.Buffers.Binary;
using System.Text;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>Appends numbers to a growing block of bytes: 7 bits per byte, least first; signed ones folded.</summary>
/// <param name="to">Where the bytes go as they come; null where they stay here.</param>
internal sealed class BlobWriter(IByteSink? to = null)
{
    private const int MostInMemory = 1 << 16;

    private const int LongestNumber = 10;

    private byte[] _bytes = new byte[256];

    internal int Count { get; private set; }

    internal ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Count);

    internal void Clear() => Count = 0;

    /// <summary>Hands on what is still here.</summary>
    internal void Flush()
    {
        to?.Write(Bytes);
        Count = to is null ? Count : 0;
    }

    internal void Byte(byte value) => Room(1)[Count++] = value;

    /// <summary>A number that is 0 or more.</summary>
    internal void Whole(long value) => Bits(unchecked((ulong)value));

    /// <summary>A number of any sign, short when near 0.</summary>
    internal void Signed(long value) => Bits(unchecked((ulong)((value << 1) ^ (value >> 63))));

    internal void Fixed(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(Room(8).AsSpan(Count), value);
        Count += 8;
    }

    /// <summary>Characters, as UTF-8 after their number of bytes.</summary>
    internal void Text(string text)
    {
        var count = Encoding.UTF8.GetByteCount(text);
        Whole(count);
        while (Count + count > _bytes.Length)
        {
            Room(_bytes.Length - Count + 1);
        }

        Count += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(Count));
    }

    internal void Account(Account account)
    {
        Byte((byte)account.State);
        Whole(account.Facility.Value);
    }

    internal void Claim(in StockClaim claim)
    {
        Whole(claim.Product.Value);
        Whole(claim.Facility.Value);
        Whole(claim.Units);
        Whole(claim.Owner.Value);
    }

    internal void News(PartNews news)
    {
        Whole(news.Ships);
        Whole(news.Cuts);
        Whole(news.From.Value);
    }

    internal void Slot(in Slot slot)
    {
        Byte((byte)slot.Kind);
        Signed(slot.Place);
        Signed(slot.Window);
    }

    private void Bits(ulong value)
    {
        var bytes = Room(LongestNumber);
        for (; value >= 0x80; value >>= 7)
        {
            bytes[Count++] = unchecked((byte)(value | 0x80));
        }

        bytes[Count++] = (byte)value;
    }

    private byte[] Room(int count)
    {
        if (to is not null && Count >= MostInMemory)
        {
            Flush();
        }

        if (Count + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, 2L * _bytes.Length));
        }

        return _bytes;
    }
}
