namespace Quartermaster.Storage.Import.Reading;

/// <summary>Which character separates the cells of a file.</summary>
/// <remarks>Each candidate splits the first records; the winner makes the most records as long as the first,
/// and of those the one that makes the most cells.</remarks>
internal static class Delimiters
{
    private const int Records = 50;

    internal static char Of(SourceFile file, string? encoding)
    {
        var (best, mostAlike, mostCells) = (',', 0, 1);
        foreach (var candidate in ",;\t|")
        {
            using var stream = file.Open();
            var scanner = new CsvScanner(new(stream, encoding), candidate);
            if (!scanner.Read() || scanner.Count < 2)
            {
                continue;
            }

            var (cells, alike) = (scanner.Count, 1);
            for (var i = 1; i < Records && scanner.Read(); i++)
            {
                alike += scanner.Count == cells ? 1 : 0;
            }

            if (alike > mostAlike || (alike == mostAlike && cells > mostCells))
            {
                (best, mostAlike, mostCells) = (candidate, alike, cells);
            }
        }

        return best;
    }
}
