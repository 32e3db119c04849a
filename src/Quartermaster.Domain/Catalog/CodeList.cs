using System.Collections.Frozen;
using Quartermaster.Numerics;

namespace Quartermaster.Domain.Catalog;

/// <summary>The user's codes of one kind, each with a number that never changes: append-only.</summary>
/// <remarks>Numbers start at 1, so arrays by number have <see cref="Count"/> + 1 slots. Immutable.</remarks>
public sealed class CodeList
{
    private readonly string[] _codes;
    private readonly ulong[] _keys;
    private readonly FrozenDictionary<string, int> _numbers;

    private CodeList(string[] codes)
    {
        _codes = codes;
        _keys = Array.ConvertAll(codes, KeyedRandom.KeyOf);
        _numbers = Enumerable.Range(1, codes.Length).ToFrozenDictionary(number => codes[number - 1]);
    }

    /// <summary>No codes.</summary>
    public static CodeList Empty { get; } = new([]);

    /// <summary>The number of codes.</summary>
    public int Count => _codes.Length;

    /// <summary>All codes, in the order of their numbers, the first being number 1.</summary>
    public ReadOnlySpan<string> Codes => _codes;

    /// <summary>The number of a code; 0 if it is unknown or empty.</summary>
    public int NumberOf(string code) => _numbers.GetValueOrDefault(code);

    /// <summary>The number of a code, looked up without making a string; 0 if it is unknown or empty.</summary>
    public int NumberOf(ReadOnlySpan<char> code) =>
        _numbers.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(code, out var number) ? number : 0;

    /// <summary>The code of a number; empty for 0.</summary>
    public string CodeOf(int number) => number == 0 ? "" : _codes[number - 1];

    /// <summary>The 64-bit hash of the code, for keyed draws: it does not depend on which other codes exist.</summary>
    public ulong KeyOf(int number) => number == 0 ? 0 : _keys[number - 1];

    /// <summary>These codes and those not among them, appended in ordinal order.</summary>
    public CodeList With(IEnumerable<string> codes)
    {
        var fresh = codes.Where(code => code.Length > 0 && NumberOf(code) == 0).Distinct().Order(StringComparer.Ordinal)
            .ToArray();
        return fresh.Length == 0 ? this : new([.. _codes, .. fresh]);
    }

    /// <summary>The codes as they were written, in the order of their numbers.</summary>
    public static CodeList Of(IEnumerable<string> codes) => new([.. codes]);
}
