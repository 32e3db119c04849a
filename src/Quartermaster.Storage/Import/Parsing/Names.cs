namespace Quartermaster.Storage.Import.Parsing;

/// <summary>How column names are compared: letters and digits only, in lower case, so that UnitPrice, unit_price and
/// "Unit price" are one name.</summary>
internal static class Names
{
    internal static string Squeeze(string name)
    {
        Span<char> squeezed = name.Length <= 256 ? stackalloc char[name.Length] : new char[name.Length];
        return squeezed[..Squeeze(name, squeezed)].ToString();
    }

    internal static int Squeeze(ReadOnlySpan<char> name, Span<char> squeezed)
    {
        var count = 0;
        foreach (var letter in name)
        {
            if (char.IsLetterOrDigit(letter))
            {
                squeezed[count++] = char.ToLowerInvariant(letter);
            }
        }

        return count;
    }

    /// <summary>How far two names are apart: letters to insert, delete or replace (Levenshtein, 1966).</summary>
    internal static int Distance(string left, string right)
    {
        var (above, row) = (new int[right.Length + 1], new int[right.Length + 1]);
        for (var j = 0; j <= right.Length; j++)
        {
            above[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replace = above[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                row[j] = Math.Min(replace, Math.Min(above[j], row[j - 1]) + 1);
            }

            (above, row) = (row, above);
        }

        return above[right.Length];
    }
}
