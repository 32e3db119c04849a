using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Quartermaster.Storage.Import.Parsing;

/// <summary>One string for equal texts, as long as they come again soon: a cache of fixed size, and for codes also the
/// list of all of them.</summary>
/// <remarks>Memory: 16,384 strings, plus all distinct codes where they are collected.</remarks>
internal sealed class TextPool(bool collects)
{
    private const int Slots = 1 << 14;
    private readonly string?[] _recent = new string?[Slots];
    private readonly HashSet<string> _all = [];

    /// <summary>All texts seen, if this pool collects them.</summary>
    internal IReadOnlyCollection<string> All => _all;

    internal string Of(ReadOnlySpan<char> text)
    {
        var slot = (int)(XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text)) & (Slots - 1));
        var recent = _recent[slot];
        if (recent is not null && text.SequenceEqual(recent))
        {
            return recent;
        }

        var fresh = text.ToString();
        if (collects)
        {
            fresh = _all.TryGetValue(fresh, out var known) ? known : fresh;
            _all.Add(fresh);
        }

        return _recent[slot] = fresh;
    }
}
