using System.Globalization;
using Quartermaster.Storage.Import.Reading;

namespace Quartermaster.Storage.Import;

/// <summary>Which column of somebody's own forecast is what.</summary>
/// <param name="Count">Columns in all; others than the ones below are passed over.</param>
/// <param name="Product">The product's code.</param>
/// <param name="Day">The day.</param>
/// <param name="Cells">The column of each level.</param>
/// <param name="Levels">Quantile levels, ascending; 0.5 for a mean.</param>
/// <param name="IsMeans">Whether the one level is a mean.</param>
internal sealed record OwnColumns(
    int Count, int Product, int Day, int[] Cells, float[] Levels, bool IsMeans)
{
    /// <summary>Reads the first line.</summary>
    /// <exception cref="ImportException">A column is missing.</exception>
    internal static OwnColumns Of(string path, CsvScanner scanner)
    {
        string[] header = !scanner.Read() ? []
            : [.. Enumerable.Range(0, scanner.Count).Select(i => scanner[i].ToString().ToLowerInvariant())];
        var (product, day) = (Array.IndexOf(header, "product"), Array.IndexOf(header, "day"));
        var (mean, quantiles) = (Array.IndexOf(header, "mean"), LevelsOf(header));
        if (product < 0 || day < 0 || (mean < 0 && quantiles.Count == 0))
        {
            var found = header.Length == 0
                ? "no readable first line" : $"the columns {string.Join(", ", header.Take(8))}";
            throw new ImportException($"{path} has {found}; expected product, day, and mean or quantiles such as q0.1, "
                + "q0.5, q0.9, as the file that --out writes.") { IsWrongUse = true };
        }

        return quantiles.Count == 0 ? new(header.Length, product, day, [mean], [0.5f], true)
            : new(header.Length, product, day, [.. quantiles.Values], [.. quantiles.Keys], false);
    }

    internal string NameOf(int level) =>
        IsMeans ? "mean" : string.Create(CultureInfo.InvariantCulture, $"q{Levels[level]}");

    private static SortedDictionary<float, int> LevelsOf(string[] header)
    {
        var levels = new SortedDictionary<float, int>();
        for (var i = 0; i < header.Length; i++)
        {
            if (header[i].StartsWith('q') && float.TryParse(
                header[i].AsSpan(1), NumberStyles.Float, CultureInfo.InvariantCulture, out var level)
                && level is > 0 and < 1)
            {
                levels[level] = i;
            }
        }

        return levels;
    }
}
