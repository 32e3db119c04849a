using System.Globalization;
using System.Text;
using Quartermaster.Numerics;
using Quartermaster.Storage.Import;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Benchmarks;

/// <summary>Rows of a sales file that become a table, a second.</summary>
internal static class ImportBench
{
    private const int Rows = 100_000;
    private const double Floor = 100_000;

    internal static IEnumerable<Figure> Run(BenchContext context)
    {
        foreach (var (rows, runs) in ((int, int)[])[(Rows, 3), (10 * Rows, 1)])
        {
            var file = Path.Combine(context.Folder, $"sales-{rows}.csv");
            Write(file, rows);
            var run = 0;
            yield return Figure.Of("import", $"{rows:N0} sales from CSV", "rows/s", Floor, runs, () =>
            {
                var folder = Path.Combine(context.Folder, $"import-{rows}-{run++}");
                var importer = new Importer(Workspace.Create(folder));
                var taken = importer.Import("sales", [file], null, context.Cancel).RowsTaken;
                return taken == rows ? (rows, 0.0) : throw new InvalidOperationException(
                    $"{file}: {taken} of {rows} rows were taken. The figure would be wrong.");
            });
            File.Delete(file);
        }
    }

    private static void Write(string file, int rows)
    {
        using var text = new StreamWriter(file, false, new UTF8Encoding(false), 1 << 16);
        text.Write("order,line,at,customer,region,product,units,unit_price,speed\n");
        var day = new DateOnly(2024, 1, 1);
        for (var row = 0; row < rows; row++)
        {
            var draw = KeyedRandom.Uniform(1, 0, (ulong)row, 0);
            var (at, price) = (day.AddDays((int)(draw * 700)), 5 + (row % 4_000 / 100.0));
            text.Write(string.Create(CultureInfo.InvariantCulture,
                $"O{row / 2:D8},{1 + (row % 2)},{at:yyyy-MM-dd}T{row % 24:D2}:{row % 60:D2}Z,C{row % 50_000},"));
            text.Write(string.Create(CultureInfo.InvariantCulture,
                $"R{row % 200:D3},P{(int)(draw * 20_000):D6},{1 + (row % 3)},{price:0.00},two-day\n"));
        }
    }
}
