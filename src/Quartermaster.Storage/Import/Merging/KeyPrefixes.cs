using Quartermaster.Storage.Columns;

namespace Quartermaster.Storage.Import.Merging;

/// <summary>A number per row whose order agrees with the order of the first key column, as far as it reaches.</summary>
internal static class KeyPrefixes
{
    /// <summary>Eight characters after those that all rows have in common; every table's key begins with a text.
    /// </summary>
    internal static ulong[] Of(IReadOnlyList<ColumnBatch> batches, int rows, int batchRows)
    {
        var prefixes = new ulong[rows];
        var common = Common(batches);
        for (var i = 0; i < rows; i++)
        {
            var text = (batches[i / batchRows].Strings(0)[i % batchRows] ?? "").AsSpan();
            prefixes[i] = Pack(text.Length > common ? text[common..] : []);
        }

        return prefixes;
    }

    private static int Common(IReadOnlyList<ColumnBatch> batches)
    {
        var (first, common) = (batches[0].Strings(0)[0] ?? "", int.MaxValue);
        foreach (var batch in batches)
        {
            foreach (var text in batch.Strings(0).AsSpan(0, batch.Count))
            {
                common = Math.Min(common, first.AsSpan().CommonPrefixLength(text));
            }
        }

        return common;
    }

    // ASCII takes one byte each, so eight characters fit; the first character that is not ends the prefix above all
    // ASCII ones, and rows that agree so far are compared whole.
    private static ulong Pack(ReadOnlySpan<char> text)
    {
        var packed = 0UL;
        for (var i = 0; i < 8; i++)
        {
            var letter = i < text.Length ? text[i] : '\0';
            packed = (packed << 8) | Math.Min(letter, (char)0x80);
            if (letter >= 0x80)
            {
                return packed << (8 * (7 - i));
            }
        }

        return packed;
    }
}
