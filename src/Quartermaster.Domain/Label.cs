using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Quartermaster.Domain;

/// <summary>A short text kept by value, for codes of which there are too many to number: orders, customers.</summary>
/// <remarks>At most <see cref="MostBytes"/> bytes of UTF-8, so that a row that holds one needs no reference.</remarks>
public readonly record struct Label : IComparable<Label>
{
    /// <summary>The longest label, in bytes of UTF-8: enough for a GUID with its hyphens.</summary>
    public const int MostBytes = 40;

    private readonly ulong _a, _b, _c, _d, _e;

    private Label(ReadOnlySpan<ulong> words) =>
        (_a, _b, _c, _d, _e) = (words[0], words[1], words[2], words[3], words[4]);

    /// <summary>Whether there is no text.</summary>
    public bool IsEmpty => _a == 0;

    /// <summary>The label of a text.</summary>
    /// <exception cref="ArgumentException">The text is longer than <see cref="MostBytes"/> bytes of UTF-8.</exception>
    public static Label Of(string text) => TryOf(text, out var label)
        ? label
        : throw new ArgumentException($"'{text}' is longer than {MostBytes} bytes of UTF-8.", nameof(text));

    /// <summary>The label of a text, if it is short enough and holds no zero byte.</summary>
    public static bool TryOf(ReadOnlySpan<char> text, out Label label)
    {
        Span<ulong> words = stackalloc ulong[MostBytes / sizeof(ulong)];
        words.Clear();
        var fits = Encoding.UTF8.TryGetBytes(text, MemoryMarshal.AsBytes(words), out _) && !text.Contains('\0');
        label = fits ? new(words) : default;
        return fits;
    }

    /// <summary>Ordinal, by the bytes of UTF-8.</summary>
    public int CompareTo(Label other)
    {
        ReadOnlySpan<ulong> left = [_a, _b, _c, _d, _e];
        ReadOnlySpan<ulong> right = [other._a, other._b, other._c, other._d, other._e];
        var at = left.CommonPrefixLength(right);
        return at == left.Length ? 0 : InTextOrder(left[at]).CompareTo(InTextOrder(right[at]));
    }

    /// <summary>Whether one label comes before another, ordinally.</summary>
    public static bool operator <(Label left, Label right) => left.CompareTo(right) < 0;

    /// <summary>Whether one label comes after another, ordinally.</summary>
    public static bool operator >(Label left, Label right) => left.CompareTo(right) > 0;

    /// <summary>Whether one label does not come after another, ordinally.</summary>
    public static bool operator <=(Label left, Label right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one label does not come before another, ordinally.</summary>
    public static bool operator >=(Label left, Label right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString()
    {
        ReadOnlySpan<ulong> words = [_a, _b, _c, _d, _e];
        var bytes = MemoryMarshal.AsBytes(words);
        var end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }

    // The first byte of the text lies lowest in memory and must weigh most.
    private static ulong InTextOrder(ulong word) =>
        BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(word) : word;
}
