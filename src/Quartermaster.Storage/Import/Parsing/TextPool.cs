using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Quartermaster.Storage.Import.Parsing;

/// <summary>One string for equal texts, as long as they come again soon: a cache of fixed size.</summary>
internal sealed class TextPool
{
    private const int Slots = 1 << 14;
    private readonly string?[] _recent = new string?[Slots];

    internal string Of(ReadOnlySpan<char> text)
    {
        var slot = (int)(XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text)) & (Slots - 1));
        var recent = _recent[slot];
        return recent is not null && text.SequenceEqual(recent) ? recent : _recent[slot] = text.ToString();
    }
}
