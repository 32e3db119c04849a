using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Quartermaster.Numerics.Learning.Onnx;

/// <summary>One message in the wire format of protocol buffers: fields one after the other, each with its number.
/// </summary>
/// <remarks>protobuf.dev/programming-guides/encoding: a tag is the field's number and, in three bits, how its value
/// is written. A field may be repeated, and fields may stand in any order.</remarks>
internal sealed class WireWriter
{
    private const int Variable = 0;
    private const int Counted = 2;
    private const int FourBytes = 5;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>What was written.</summary>
    internal ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    internal WireWriter Integer(int field, long value)
    {
        Tag(field, Variable);
        return Number((ulong)value);
    }

    internal WireWriter Float(int field, float value)
    {
        Tag(field, FourBytes);
        BinaryPrimitives.WriteSingleLittleEndian(_bytes.GetSpan(sizeof(float)), value);
        _bytes.Advance(sizeof(float));
        return this;
    }

    internal WireWriter Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    internal WireWriter Message(int field, WireWriter inner) => Bytes(field, inner.Written);

    internal WireWriter Bytes(int field, ReadOnlySpan<byte> bytes)
    {
        Tag(field, Counted);
        Number((ulong)bytes.Length);
        _bytes.Write(bytes);
        return this;
    }

    /// <summary>More fields of the same message.</summary>
    internal WireWriter Append(WireWriter fields)
    {
        _bytes.Write(fields.Written);
        return this;
    }

    private void Tag(int field, int kind) => Number(((ulong)field << 3) | (uint)kind);

    // Seven bits a byte, the lowest first; the eighth says that more follow.
    private WireWriter Number(ulong value)
    {
        var bytes = _bytes.GetSpan(10);
        var count = 0;
        for (; value > 127; value >>= 7)
        {
            bytes[count++] = (byte)(value | 128);
        }

        bytes[count++] = (byte)value;
        _bytes.Advance(count);
        return this;
    }
}
