using System.Globalization;
using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Storage.Import.Parsing;
using Quartermaster.Storage.Import.Reading;

namespace Quartermaster.Storage.Import;

/// <summary>One good line of a file of changes: units that were not found, or another address.</summary>
/// <param name="Change">The change's own code: lines of a short pick share one.</param>
/// <param name="Order">The order's code.</param>
/// <param name="Product">What was not found; none for another address.</param>
/// <param name="Facility">Where it was looked for.</param>
/// <param name="Units">How many were not found.</param>
/// <param name="IsUnfulfillable">Whether they are there and cannot be sold; else they are lost.</param>
/// <param name="Region">Where the order shall go; none for units that were not found.</param>
/// <param name="AcceptsLater">Whether the customer takes a later promise.</param>
/// <param name="LineInFile">Its number in the file, the header being 1.</param>
public readonly record struct ChangeFileLine(
    string Change, string Order, ProductId Product, FacilityId Facility, int Units, bool IsUnfulfillable,
    RegionId Region, bool AcceptsLater, long LineInFile);

/// <summary>Reads a file of changes of orders: change, order, and either product, facility, units and as, or region and
/// accept_later. CSV, plain or gzip, any delimiter.</summary>
/// <param name="Lines">The good lines, in file order.</param>
/// <param name="Rejected">The others.</param>
public sealed record ChangeFile(IReadOnlyList<ChangeFileLine> Lines, IReadOnlyList<RejectedChangeLine> Rejected)
{
    private const int MostUnits = 100_000;

    private static readonly string[] s_columns =
        ["change", "order", "product", "facility", "units", "as", "region", "acceptlater"];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="catalog">The codes of the workspace.</param>
    /// <exception cref="ImportException">The file cannot be read, or lacks a column.</exception>
    public static ChangeFile Read(string path, CatalogVersion catalog)
    {
        var file = SourceFile.Of(path);
        if (file.Packing == Packing.Parquet)
        {
            throw new ImportException($"{path} is Parquet; changes are read from CSV. Export it as CSV.")
            { IsWrongUse = true };
        }

        try
        {
            using var stream = file.Open();
            var scanner = new CsvScanner(new(stream), Delimiters.Of(file, null));
            var columns = ColumnsOf(path, scanner);
            var (lines, rejected) = (new List<ChangeFileLine>(), new List<RejectedChangeLine>());
            while (scanner.Read())
            {
                var rule = Parse(scanner, columns, catalog, out var line);
                if (rule is null)
                {
                    lines.Add(line);
                }
                else
                {
                    rejected.Add(new(scanner.Line, Cell(scanner, columns[0]).ToString(),
                        Cell(scanner, columns[1]).ToString(), rule));
                }
            }

            return new(lines, rejected);
        }
        catch (InvalidDataException fault)
        {
            throw new ImportException($"{path} is damaged: its gzip data cannot be unpacked. Nothing was changed. "
                + "Get the file again.", fault);
        }
    }

    private static int[] ColumnsOf(string path, CsvScanner scanner)
    {
        var header = !scanner.Read() ? [] : Enumerable.Range(0, scanner.Count)
            .Select(i => Names.Squeeze(scanner[i].ToString())).ToArray();
        int[] columns = [.. s_columns.Select(column => Array.IndexOf(header, column))];
        return columns[0] >= 0 && columns[1] >= 0 ? columns
            : throw new ImportException($"{path} has no column {(columns[0] < 0 ? "change" : "order")}. A file of "
                + "changes has the columns change and order, then product, facility, units and as for units that were "
                + "not found, region and accept_later for other addresses. Nothing was changed.") { IsWrongUse = true };
    }

    private static string? Parse(
        CsvScanner scanner, int[] columns, CatalogVersion catalog, out ChangeFileLine line)
    {
        line = default;
        if (scanner.Fault != RecordFault.None)
        {
            return "the line's quotes do not close";
        }

        var (change, order) = (Cell(scanner, columns[0]).ToString(), Cell(scanner, columns[1]).ToString());
        if (change.Length is 0 or > 200 || order.Length is 0 or > 200)
        {
            return "change and order must be codes of 1 to 200 characters";
        }

        var product = Cell(scanner, columns[2]);
        if (product.IsEmpty == Cell(scanner, columns[6]).IsEmpty)
        {
            return "a line has a product that was not found, or a region to go to: one of the two";
        }

        line = new(change, order, default, default, 0, false, default, false, scanner.Line);
        return product.IsEmpty ? Address(scanner, columns, catalog, ref line)
            : Short(scanner, columns, catalog, ref line);
    }

    private static string? Address(
        CsvScanner scanner, int[] columns, CatalogVersion catalog, ref ChangeFileLine line)
    {
        var (region, later) = (Cell(scanner, columns[6]).ToString(), Cell(scanner, columns[7]).ToString());
        var acceptsLater = later is "true" or "1" or "yes";
        line = line with { Region = new(catalog.Of<RegionId>().NumberOf(region)), AcceptsLater = acceptsLater };
        return line.Region.Value == 0 ? $"region '{region}' is not known: import it, or correct the code"
            : acceptsLater || later is "" or "false" or "0" or "no" ? null
            : $"accept_later '{later}' is neither true nor false";
    }

    private static string? Short(CsvScanner scanner, int[] columns, CatalogVersion catalog, ref ChangeFileLine line)
    {
        var (product, facility) = (Cell(scanner, columns[2]).ToString(), Cell(scanner, columns[3]).ToString());
        var (units, state) = (Cell(scanner, columns[4]).ToString(), Cell(scanner, columns[5]).ToString());
        if (!int.TryParse(units, CultureInfo.InvariantCulture, out var count) || count is < 1 or > MostUnits)
        {
            return $"units '{units}' is not a whole number from 1 to {MostUnits}";
        }

        line = line with
        {
            Product = new(catalog.Of<ProductId>().NumberOf(product)),
            Facility = new(catalog.Of<FacilityId>().NumberOf(facility)),
            Units = count, IsUnfulfillable = state is "unfulfillable",
        };
        return line.Product.Value == 0 ? $"product '{product}' is not known: import it, or correct the code"
            : line.Facility.Value == 0 ? $"facility '{facility}' is not known: import it, or correct the code"
            : state is "" or "lost" or "unfulfillable" ? null : $"as '{state}' is neither lost nor unfulfillable";
    }

    private static ReadOnlySpan<char> Cell(CsvScanner scanner, int column) =>
        column >= 0 && column < scanner.Count ? scanner[column] : default;
}
