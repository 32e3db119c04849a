using System.Globalization;
using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Import.Parsing;
using Quartermaster.Storage.Import.Reading;

namespace Quartermaster.Storage.Import;

/// <summary>One good line of an orders file.</summary>
/// <param name="Order">The order's code.</param>
/// <param name="Line">Its line in the order.</param>
/// <param name="Product">What is wanted.</param>
/// <param name="Units">How many; 1 to 100,000.</param>
/// <param name="Region">Where to.</param>
/// <param name="At">When it was placed.</param>
/// <param name="Speed">The speed asked for; none to leave it to the shop.</param>
/// <param name="LineInFile">Its number in the file, the header being 1.</param>
public readonly record struct OrderFileLine(
    string Order, int Line, ProductId Product, int Units, RegionId Region, Instant At, Speed? Speed,
    long LineInFile)
{
    /// <summary>Who orders; nobody where the file does not say.</summary>
    public CustomerKey Customer { get; init; }
}

/// <summary>A line that was not taken.</summary>
/// <param name="LineInFile">Its number in the file, the header being 1.</param>
/// <param name="Order">The order's code; empty if it could not be read.</param>
/// <param name="Rule">Field, value found and what was expected.</param>
public readonly record struct RejectedOrderLine(long LineInFile, string Order, string Rule);

/// <summary>Reads a file of orders: order, line, product, units, region, at and optionally speed and customer. CSV,
/// plain or gzip, any delimiter.</summary>
/// <param name="Lines">The good lines, in file order.</param>
/// <param name="Rejected">The others.</param>
public sealed record OrderFile(IReadOnlyList<OrderFileLine> Lines, IReadOnlyList<RejectedOrderLine> Rejected)
{
    private const int MostUnits = 100_000;
    private static readonly string[] s_columns = ["order", "line", "product", "units", "region", "at"];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="catalog">The codes of the workspace.</param>
    /// <exception cref="ImportException">The file cannot be read, or lacks a column.</exception>
    public static OrderFile Read(string path, CatalogVersion catalog)
    {
        var file = SourceFile.Of(path);
        if (file.Packing == Packing.Parquet)
        {
            throw new ImportException($"{path} is Parquet; orders are read from CSV. Export it as CSV.")
            { IsWrongUse = true };
        }

        try
        {
            using var stream = file.Open();
            var scanner = new CsvScanner(new(stream), Delimiters.Of(file, null));
            var columns = ColumnsOf(path, scanner);
            var (lines, rejected) = (new List<OrderFileLine>(), new List<RejectedOrderLine>());
            while (scanner.Read())
            {
                var rule = Parse(scanner, columns, catalog, out var line);
                if (rule is null)
                {
                    lines.Add(line);
                }
                else
                {
                    rejected.Add(new(scanner.Line, Cell(scanner, columns[0]).ToString(), rule));
                }
            }

            return new(lines, rejected);
        }
        catch (InvalidDataException fault)
        {
            throw new ImportException($"{path} is damaged: its gzip data cannot be unpacked. Nothing was ordered. "
                + "Get the file again.", fault);
        }
    }

    private static int[] ColumnsOf(string path, CsvScanner scanner)
    {
        var header = !scanner.Read() ? [] : Enumerable.Range(0, scanner.Count)
            .Select(i => Names.Squeeze(scanner[i].ToString())).ToArray();
        var missing = s_columns.Where(column => !header.Contains(column)).ToArray();
        return missing.Length == 0
            ? [.. s_columns.Select(column => Array.IndexOf(header, column)), Array.IndexOf(header, "speed"),
                Array.IndexOf(header, "customer")]
            : throw new ImportException($"{path} has no column {string.Join(", ", missing)}. An orders file has the "
                + "columns order, line, product, units, region, at; speed if customers asked for one; and customer if "
                + "orders of one may leave together. Nothing was ordered.") { IsWrongUse = true };
    }

    private static string? Parse(
        CsvScanner scanner, int[] columns, CatalogVersion catalog, out OrderFileLine line)
    {
        line = default;
        if (scanner.Fault != RecordFault.None)
        {
            return "the line's quotes do not close";
        }

        var code = Cell(scanner, columns[0]).ToString();
        if (code.Length is 0 or > 200)
        {
            return "order must be a code of 1 to 200 characters";
        }

        if (!int.TryParse(Cell(scanner, columns[1]), CultureInfo.InvariantCulture, out var number))
        {
            return $"line '{Cell(scanner, columns[1])}' is not a whole number";
        }

        var product = catalog.Of<ProductId>().NumberOf(Cell(scanner, columns[2]));
        if (product == 0)
        {
            return $"product '{Cell(scanner, columns[2])}' is not known: import it, or correct the code";
        }

        if (!int.TryParse(Cell(scanner, columns[3]), CultureInfo.InvariantCulture, out var units)
            || units is < 1 or > MostUnits)
        {
            return $"units '{Cell(scanner, columns[3])}' is not a whole number from 1 to {MostUnits}";
        }

        var region = catalog.Of<RegionId>().NumberOf(Cell(scanner, columns[4]));
        if (region == 0)
        {
            return $"region '{Cell(scanner, columns[4])}' is not known: import it, or correct the code";
        }

        if (InstantText.Parse(Cell(scanner, columns[5])) is not { } at)
        {
            return $"at '{Cell(scanner, columns[5])}' is not a time such as 2025-03-04T10:30Z";
        }

        var speed = default(Speed?);
        if (columns[6] >= 0 && Cell(scanner, columns[6]) is { Length: > 0 } asked)
        {
            speed = SpeedText.Parse(asked);
            if (speed is null)
            {
                return $"speed '{asked}' is none of {string.Join(", ", Enum.GetNames<Speed>())}";
            }
        }

        var customer = columns[7] >= 0 ? Cell(scanner, columns[7]) : default;
        if (customer.Length > CustomerKey.MostCode)
        {
            return $"customer must be a code of at most {CustomerKey.MostCode} characters";
        }

        line = new(code, number, new(product), units, new(region), at, speed, scanner.Line)
        {
            Customer = CustomerKey.Of(customer.ToString()),
        };
        return null;
    }

    private static ReadOnlySpan<char> Cell(CsvScanner scanner, int column) =>
        column < scanner.Count ? scanner[column] : default;
}
