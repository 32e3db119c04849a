using Quartermaster.Domain.Tables;

namespace Quartermaster.Domain.Places;

/// <summary>Which region a postal code lies in: that of the longest prefix that the code begins with.</summary>
/// <remarks>Immutable, so any number of threads read it without locks. A code of n letters and digits takes at most
/// n + 1 looks into a hash table, from the longest prefix to the shortest; spaces, hyphens and case do not count.
/// 24 bytes per row, and the table's own.</remarks>
public sealed class PostalBook
{
    /// <summary>The most letters and digits of a prefix; of a longer code the first so many count.</summary>
    public const int MostCharacters = 12;

    // One more than there are letters and digits, so that prefixes of different lengths differ.
    private const ulong Base = 37;

    private readonly Dictionary<(ushort Country, ulong Prefix), RegionId> _regions = [];
    private readonly HashSet<ushort> _countries = [];

    /// <summary>A book of rows; rows whose country or prefix breaks a rule of the table are left out, and of two that
    /// read alike the first counts.</summary>
    public PostalBook(Table<PostalPrefix> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Span<ulong> keys = stackalloc ulong[MostCharacters + 1];
        foreach (ref readonly var row in rows.Rows)
        {
            var country = CountryOf(row.Country.ToString());
            var prefix = row.Prefix.IsEmpty ? "" : row.Prefix.ToString();
            var count = KeysOf(prefix, keys, out var isCut);
            if (country != 0 && count >= 0 && !isCut)
            {
                _regions.TryAdd((country, keys[count]), row.Region);
                _countries.Add(country);
            }
        }
    }

    /// <summary>A book without rows.</summary>
    public static PostalBook Empty { get; } = new(new([]));

    /// <summary>How many prefixes there are.</summary>
    public int Count => _regions.Count;

    /// <summary>Whether there is a prefix of a country, in any case.</summary>
    public bool Knows(ReadOnlySpan<char> country) => _countries.Contains(CountryOf(country));

    /// <summary>The region of a postal code; none where no prefix fits, or where it is no code at all. O(length).
    /// </summary>
    /// <param name="country">ISO 3166-1 alpha-2, in any case.</param>
    /// <param name="code">Letters and digits, spaces and hyphens.</param>
    public RegionId Find(ReadOnlySpan<char> country, ReadOnlySpan<char> code)
    {
        Span<ulong> keys = stackalloc ulong[MostCharacters + 1];
        var of = CountryOf(country);
        for (var length = KeysOf(code, keys, out _); length >= 0 && of != 0; length--)
        {
            if (_regions.TryGetValue((of, keys[length]), out var region))
            {
                return region;
            }
        }

        return default;
    }

    // The keys of all beginnings of a code, by length; how long it is, −1 for one with other characters.
    private static int KeysOf(ReadOnlySpan<char> code, Span<ulong> keys, out bool isCut)
    {
        var (length, key) = (0, 0UL);
        (keys[0], isCut) = (0, false);
        foreach (var letter in code)
        {
            if (letter is ' ' or '-')
            {
                continue;
            }

            var digit = DigitOf(letter);
            if (digit == 0)
            {
                return -1;
            }

            if (length == MostCharacters)
            {
                isCut = true;
                continue;
            }

            key = (key * Base) + digit;
            keys[++length] = key;
        }

        return length;
    }

    private static uint DigitOf(char letter) => letter switch
    {
        >= '0' and <= '9' => (uint)(letter - '0' + 1),
        >= 'A' and <= 'Z' => (uint)(letter - 'A' + 11),
        >= 'a' and <= 'z' => (uint)(letter - 'a' + 11),
        _ => 0,
    };

    private static ushort CountryOf(ReadOnlySpan<char> country) =>
        country.Length == 2 && char.IsAsciiLetter(country[0]) && char.IsAsciiLetter(country[1])
            ? (ushort)((DigitOf(country[0]) * 64) + DigitOf(country[1])) : (ushort)0;
}
