using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Import.Reading;

namespace Quartermaster.Storage.Import.Parsing;

/// <summary>Which of a file's columns may be one that is missing: to suggest, never to decide.</summary>
internal static class ColumnGuess
{
    // Two of five letters may differ; beyond that, names have nothing to do with each other.
    private const double MostApart = 0.4;
    private const int Sample = 20;

    // What files call our columns.
    private static readonly Dictionary<string, string[]> s_alsoCalled = new()
    {
        ["product"] = ["sku", "item", "stockcode", "article", "asin", "productid", "itemid", "productcode", "skuid"],
        ["order"] = ["invoice", "orderid", "ordernumber", "invoiceno", "transaction", "receipt", "salesorder"],
        ["line"] = ["lineno", "linenumber", "position", "orderline", "lineitem"],
        ["at"] = ["date", "timestamp", "time", "datetime", "orderdate", "invoicedate", "createdat", "purchasedate"],
        ["day"] = ["date", "datum"],
        ["units"] = ["quantity", "qty", "amount", "count", "pieces", "onhand", "stock"],
        ["unit_price"] = ["price", "unitprice", "saleprice", "sellprice"],
        ["unit_cost"] = ["cost", "purchaseprice", "buyingprice"],
        ["customer"] = ["customerid", "client", "buyer", "account"],
        ["region"] = ["country", "zip", "city", "state", "area", "metro"],
        ["facility"] = ["warehouse", "site", "location", "fc", "dc", "store", "branch"],
        ["ship_to"] = ["warehouse", "site", "location", "fc", "dc"],
        ["vendor"] = ["supplier", "vendorid", "supplierid"],
        ["category"] = ["department", "class", "group", "family"],
        ["name"] = ["description", "title"],
        ["lead_time_days"] = ["leadtime"],
        ["units_per_case"] = ["casepack", "casesize", "packsize", "innerpack"],
    };

    /// <summary>Our column → the file's, for those where the name is near and the first values are of the column's
    /// type; where none is, a place to write one.</summary>
    /// <param name="missing">The columns that are looked for.</param>
    /// <param name="unused">The file's columns that are free.</param>
    /// <param name="header">All columns of the file.</param>
    /// <param name="open">A scanner before the first row.</param>
    internal static Dictionary<string, string> Of(IReadOnlyList<Column> missing, IReadOnlyList<string> unused,
        IReadOnlyList<string> header, Func<CsvScanner> open)
    {
        var (found, taken) = (new Dictionary<string, string>(), new HashSet<string>());
        var rows = RowsOf(open(), header.Count);
        var pairs = missing.SelectMany(column => unused.Take(200)
            .Select(name => (Column: column, Name: name, Apart: Apart(column.Name, name))))
            .Where(pair => pair.Apart <= MostApart)
            .Where(pair => rows.All(row => IsOf(pair.Column.Type, row[IndexOf(header, pair.Name)])))
            .OrderBy(pair => pair.Apart);

        // The closest pair first, so that a poor match never takes what a better one needs.
        foreach (var (column, name, _) in pairs)
        {
            if (!found.ContainsKey(column.Name) && taken.Add(name))
            {
                found.Add(column.Name, name);
            }
        }

        return found.Count > 0 || missing.Count == 0 ? found : new() { [missing[0].Name] = "its name in the file" };
    }

    private static int IndexOf(IReadOnlyList<string> header, string name) => header.ToList().IndexOf(name);

    private static List<string[]> RowsOf(CsvScanner scanner, int cells)
    {
        var rows = new List<string[]>();
        while (rows.Count < Sample && scanner.Read())
        {
            if (scanner.Fault == RecordFault.None && scanner.Count >= cells)
            {
                rows.Add([.. Enumerable.Range(0, cells).Select(i => scanner[i].ToString())]);
            }
        }

        return rows;
    }

    // Names of choices may be translated by the mapping, and any text may be a code.
    private static bool IsOf(ColumnType type, string value) => value.Length == 0 || type switch
    {
        ColumnType.Integer or ColumnType.Number or ColumnType.Money =>
            NumberText.Parse(value, new('.', true), out _) == NumberFault.None
                || NumberText.Parse(value, new(',', true), out _) == NumberFault.None,
        ColumnType.Day or ColumnType.Instant => DateText.Parse(value, DayOrder.DayFirst, out _) == DateFault.None
            || DateText.Parse(value, DayOrder.MonthFirst, out _) == DateFault.None,
        _ => true,
    };

    private static double Apart(string wanted, string unused)
    {
        var (name, candidate) = (Names.Squeeze(wanted), Names.Squeeze(unused));
        return Array.IndexOf(s_alsoCalled.GetValueOrDefault(wanted, []), candidate) is >= 0 and var place ? 0.01 * place
            : candidate.Contains(name, StringComparison.Ordinal) ? 0.3
            : Names.Distance(candidate, name) / (double)Math.Max(1, Math.Max(candidate.Length, name.Length));
    }
}
