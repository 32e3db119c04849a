using Quartermaster.App.CommandLine;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Operations.Orders;
using Quartermaster.Storage.Import;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Orders;

/// <summary>The orders of a file, or a sample of past ones, by instant.</summary>
/// <param name="Orders">By instant, then code.</param>
/// <param name="Rejected">Lines that could not be read.</param>
/// <param name="Lines">The good lines of the file; none for a sample.</param>
/// <param name="Source">The file's name, or what a sample is of.</param>
internal sealed record OrderBatch(
    IReadOnlyList<CustomerOrder> Orders, IReadOnlyList<RejectedOrderLine> Rejected, IReadOnlyList<OrderFileLine> Lines,
    string Source)
{
    private const int MinutesPerDay = 1_440;

    /// <summary>Where in the file an order, or its line of a product, stands; null for a sample.</summary>
    internal long? LineOf(string order, ProductId product = default)
    {
        var lines = Lines.Where(line => line.Order == order).ToArray();
        return lines.Length == 0 ? null
            : lines.FirstOrDefault(line => line.Product == product, lines[0]).LineInFile;
    }

    /// <summary>Reads a file; an order with a line that was rejected, or whose lines disagree, is left out whole.
    /// </summary>
    internal static OrderBatch Read(string path, StoredTables tables)
    {
        OrderFile file;
        try
        {
            file = OrderFile.Read(path, tables.Catalog);
        }
        catch (ImportException fault)
        {
            throw new UserException(fault.Message, "Then try again: nothing was ordered.",
                fault.IsWrongUse ? ExitCode.WrongUse : ExitCode.Failed);
        }

        var rejected = file.Rejected.Concat(WithoutRow(file.Lines, tables)).ToList();
        var bad = rejected.Select(line => line.Order).ToHashSet(StringComparer.Ordinal);
        var badLines = rejected.Select(line => line.LineInFile).ToHashSet();
        var orders = new List<CustomerOrder>();
        foreach (var lines in file.Lines.GroupBy(line => line.Order, StringComparer.Ordinal))
        {
            var first = lines.First();
            if (bad.Contains(first.Order))
            {
                if (lines.Any(line => !badLines.Contains(line.LineInFile)))
                {
                    rejected.Add(new(
                        0, first.Order, "another line of the order was rejected, so it is left out whole"));
                }
            }
            else if (lines.Any(line => (line.Region, line.At, line.Speed, line.Customer)
                != (first.Region, first.At, first.Speed, first.Customer)))
            {
                rejected.Add(new(0, first.Order, "its lines disagree on region, at, speed or customer"));
            }
            else if (lines.Select(line => line.Line).Distinct().Count() != lines.Count())
            {
                rejected.Add(new(0, first.Order, "two of its lines have the same number"));
            }
            else
            {
                orders.Add(new(first.Order, first.Region, first.At, first.Speed,
                    Cart(lines.Select(line => (line.Product, line.Units))))
                {
                    Customer = first.Customer,
                });
            }
        }

        return new(Sorted(orders), rejected, file.Lines, Path.GetFileName(path));
    }

    // Codes that only other tables name: the catalog knows them, but nobody knows where or what they are.
    private static IEnumerable<RejectedOrderLine> WithoutRow(IEnumerable<OrderFileLine> lines, StoredTables tables)
    {
        var products = tables.Read<Product>().Rows.ToArray().Select(row => row.Id).ToHashSet();
        var regions = tables.Read<Region>().Rows.ToArray().Select(row => row.Id).ToHashSet();
        foreach (var line in lines)
        {
            if (!products.Contains(line.Product))
            {
                yield return new(line.LineInFile, line.Order, $"product '{tables.Catalog.CodeOf(line.Product)}' is "
                    + "not in the table products: import it, or correct the code");
            }
            else if (!regions.Contains(line.Region))
            {
                yield return new(line.LineInFile, line.Order, $"region '{tables.Catalog.CodeOf(line.Region)}' is not "
                    + "in the table regions: import it, or correct the code");
            }
        }
    }

    /// <summary>The last orders of the sales history, as if they came again on the day after it.</summary>
    /// <param name="opened">The workspace.</param>
    /// <param name="count">How many orders.</param>
    internal static OrderBatch Sample(Worlds.OpenedWorkspace opened, int count)
    {
        var catalog = opened.Tables.Catalog;
        var rows = opened.Tables.Query(FormattableString.Invariant($"""
            WITH own AS (SELECT * FROM sales WHERE owner IS NULL),
            chosen AS (SELECT "order", max("at") AS last FROM own GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {count})
            SELECT s."order", s.line, s.product, CAST(s.units AS BIGINT), s.region, CAST(epoch_ms(s."at") AS BIGINT)
            FROM own s JOIN chosen USING ("order") WHERE s.region IS NOT NULL ORDER BY 1, 2
            """)).Rows;
        var orders = new List<CustomerOrder>();
        foreach (var lines in rows.GroupBy(row => (string)row[0]!))
        {
            var first = lines.First();
            var minute = (int)(new Instant((long)first[5]!).UnixMinutes % MinutesPerDay);
            orders.Add(new($"{opened.Today:yyMMdd}/{lines.Key}", catalog.Find<RegionId>((string)first[4]!),
                Instant.Of(opened.Today, minute), null,
                Cart(lines.Select(row => (catalog.Find<ProductId>((string)row[2]!), (int)(long)row[3]!)))));
        }

        return new(Sorted(orders), [], [], "sales history");
    }

    private static CartLine[] Cart(IEnumerable<(ProductId Product, int Units)> lines) =>
        [.. lines.GroupBy(line => line.Product).OrderBy(line => line.Key.Value)
            .Select(line => new CartLine(line.Key, line.Sum(one => one.Units)))];

    private static CustomerOrder[] Sorted(List<CustomerOrder> orders) =>
        [.. orders.OrderBy(order => order.At.UnixMilliseconds).ThenBy(order => order.Code, StringComparer.Ordinal)];
}
