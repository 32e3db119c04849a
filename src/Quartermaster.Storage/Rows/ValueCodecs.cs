using Quartermaster.Domain;

namespace Quartermaster.Storage.Rows;

/// <summary>Labels: their text.</summary>
internal sealed class LabelCodec : ICellCodec<Label, string>
{
    /// <inheritdoc/>
    public static string ToCell(Label value, ICodeBook codes) => value.IsEmpty ? "" : value.ToString();

    /// <inheritdoc/>
    public static Label OfCell(string cell, ICodeBook codes) => Label.Of(cell);

    /// <inheritdoc/>
    public static int Compare(Label left, Label right) => left.CompareTo(right);
}

/// <summary>Amounts: their micros.</summary>
internal sealed class MoneyCodec : ICellCodec<Money, long>
{
    /// <inheritdoc/>
    public static long ToCell(Money value, ICodeBook codes) => value.Micros;

    /// <inheritdoc/>
    public static Money OfCell(long cell, ICodeBook codes) => new(cell);

    /// <inheritdoc/>
    public static int Compare(Money left, Money right) => left.Micros.CompareTo(right.Micros);
}

/// <summary>Totals: their micros.</summary>
internal sealed class MoneySumCodec : ICellCodec<MoneySum, Int128>
{
    /// <inheritdoc/>
    public static Int128 ToCell(MoneySum value, ICodeBook codes) => value.Micros;

    /// <inheritdoc/>
    public static MoneySum OfCell(Int128 cell, ICodeBook codes) => new(cell);

    /// <inheritdoc/>
    public static int Compare(MoneySum left, MoneySum right) => left.Micros.CompareTo(right.Micros);
}

/// <summary>Instants: milliseconds since 1970.</summary>
internal sealed class InstantCodec : ICellCodec<Instant, long>
{
    /// <inheritdoc/>
    public static long ToCell(Instant value, ICodeBook codes) => value.UnixMilliseconds;

    /// <inheritdoc/>
    public static Instant OfCell(long cell, ICodeBook codes) => new(cell);

    /// <inheritdoc/>
    public static int Compare(Instant left, Instant right) => left.CompareTo(right);
}

/// <summary>Real numbers of 32 bits: widened, so that they come back to the bit.</summary>
internal sealed class FloatCodec : ICellCodec<float, double>
{
    /// <inheritdoc/>
    public static double ToCell(float value, ICodeBook codes) => value;

    /// <inheritdoc/>
    public static float OfCell(double cell, ICodeBook codes) => (float)cell;

    /// <inheritdoc/>
    public static int Compare(float left, float right) => left.CompareTo(right);
}

/// <summary>Small whole numbers.</summary>
internal sealed class ByteCodec : ICellCodec<byte, int>
{
    /// <inheritdoc/>
    public static int ToCell(byte value, ICodeBook codes) => value;

    /// <inheritdoc/>
    public static byte OfCell(int cell, ICodeBook codes) => (byte)cell;

    /// <inheritdoc/>
    public static int Compare(byte left, byte right) => left.CompareTo(right);
}

/// <summary>Whole numbers of 16 bits.</summary>
internal sealed class ShortCodec : ICellCodec<short, int>
{
    /// <inheritdoc/>
    public static int ToCell(short value, ICodeBook codes) => value;

    /// <inheritdoc/>
    public static short OfCell(int cell, ICodeBook codes) => (short)cell;

    /// <inheritdoc/>
    public static int Compare(short left, short right) => left.CompareTo(right);
}

/// <summary>Hashes: the same 64 bits, read as a signed number.</summary>
internal sealed class HashCodec : ICellCodec<ulong, long>
{
    /// <inheritdoc/>
    public static long ToCell(ulong value, ICodeBook codes) => unchecked((long)value);

    /// <inheritdoc/>
    public static ulong OfCell(long cell, ICodeBook codes) => unchecked((ulong)cell);

    /// <inheritdoc/>
    public static int Compare(ulong left, ulong right) => left.CompareTo(right);
}
