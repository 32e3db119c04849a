using System.IO.Hashing;
using System.Text;

namespace Quartermaster.Storage.Parquet;

/// <summary>Makes one string for bytes that come again and again: codes repeat by the million.</summary>
/// <remarks>Direct-mapped: a slot forgets its text when another hashes to it, so memory is bounded.</remarks>
internal sealed class TextCache
{
    private const int Slots = 8_192;
    private const int LongestKept = 64;

    private readonly byte[]?[] _bytes = new byte[Slots][];
    private readonly string[] _texts = new string[Slots];

    /// <summary>The text of UTF-8 bytes.</summary>
    internal string TextOf(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestKept)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        var slot = (int)(XxHash3.HashToUInt64(utf8) % Slots);
        if (_bytes[slot] is not { } kept || !utf8.SequenceEqual(kept))
        {
            _bytes[slot] = utf8.ToArray();
            _texts[slot] = Encoding.UTF8.GetString(utf8);
        }

        return _texts[slot];
    }
}
