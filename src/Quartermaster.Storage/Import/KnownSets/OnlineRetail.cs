using Quartermaster.Storage.Workspaces;

namespace Quartermaster.Storage.Import.KnownSets;

/// <summary>Imports Online Retail II (Chen, Sain and Guo, 2012, doi:10.1057/dbm.2012.17): two years of a British gift
/// wholesaler's invoices, with a network laid over them by stated, seeded assumptions.</summary>
/// <remarks>Sales, returns and prices are real; docs/online-retail.md lists every assumption with its reason. All
/// tables it writes are replaced at once or not at all. The same file and seed give the same tables.</remarks>
/// <param name="workspace">Where the tables go; amounts are pounds.</param>
public sealed class OnlineRetail(Workspace workspace)
{
    /// <summary>Imports the file.</summary>
    /// <param name="file">online_retail_II.csv.gz, or the same unpacked.</param>
    /// <param name="seed">What the assumptions are drawn from.</param>
    /// <param name="progress">Told how far reading is.</param>
    /// <param name="cancel">Leaves the workspace as it was.</param>
    /// <exception cref="ImportException">The file is not this data set, or is damaged.</exception>
    public OnlineRetailReport Import(
        string file, ulong seed = 1, IProgress<ImportProgress>? progress = null, CancellationToken cancel = default)
    {
        var data = RetailLines.Read(file, progress, cancel);
        var returns = RetailReturns.Of(data);
        var before = workspace.Tables;
        using (var change = workspace.Change())
        {
            var facts = new RetailFacts(data, returns, change, seed);
            facts.Write();
            cancel.ThrowIfCancellationRequested();
            new RetailNetwork(change).Write();
            new RetailSupply(facts, change, seed).Write();
            cancel.ThrowIfCancellationRequested();
            change.Commit();
        }

        var after = workspace.Tables.Manifest.Tables;
        return OnlineRetailReport.Of(data, returns, after,
            after.All(table => before.Fingerprint(table.Key) == table.Value.Fingerprint));
    }
}

/// <summary>What became of each line of Online Retail II: the counts add up to all lines.</summary>
/// <param name="Lines">Lines in the file.</param>
/// <param name="Sales">Merchandise sold at a price: the table sales.</param>
/// <param name="Units">Units sold.</param>
/// <param name="RevenueMicros">Units × price of the sales, in millionths of a pound.</param>
/// <param name="CancelledSales">Of the sales: taken back whole within a day, kept as cancelled.</param>
/// <param name="Returns">Lines on C-invoices: matched, cancelling and unmatched ones together.</param>
/// <param name="MatchedReturns">Of those: found their purchase, and stand in the table returns.</param>
/// <param name="UnmatchedReturns">Of those: their purchase is not in the data or has no customer; dropped.</param>
/// <param name="WriteOffs">Negative units without a C-invoice: lost or damaged stock; dropped.</param>
/// <param name="FreeLines">Price 0: found stock and gifts; dropped.</param>
/// <param name="Services">Postage, fees and other codes that are no merchandise; dropped.</param>
/// <param name="Adjustments">Bad debt; dropped.</param>
/// <param name="LinesWithoutCustomer">Lines of any kind without a customer number; kept if otherwise good.</param>
/// <param name="Tables">Rows written, by table.</param>
/// <param name="AssumedTables">Which tables rest on assumptions: docs/online-retail.md.</param>
/// <param name="IsUnchanged">Whether the workspace had exactly this before.</param>
public sealed record OnlineRetailReport(
    long Lines, long Sales, long Units, Int128 RevenueMicros, long CancelledSales, long Returns, long MatchedReturns,
    long UnmatchedReturns, long WriteOffs, long FreeLines, long Services, long Adjustments, long LinesWithoutCustomer,
    IReadOnlyDictionary<string, long> Tables, IReadOnlyList<string> AssumedTables, bool IsUnchanged)
{
    internal static OnlineRetailReport Of(RetailLines data, RetailReturns returns,
        IReadOnlyDictionary<string, TableEntry> tables, bool isUnchanged)
    {
        var counts = data.Lines.CountBy(line => line.Kind).ToDictionary();
        var none = data.Customers.NumberOf("");
        var (units, revenue) = (0L, (Int128)0);
        foreach (var line in data.Lines.Where(line => line.Kind == LineKind.Sale))
        {
            units += line.Units;
            revenue += (Int128)line.PriceMicros * line.Units;
        }

        return new(data.Lines.Count, Of(LineKind.Sale), units, revenue, returns.Cancelled.Count, Of(LineKind.Return),
            returns.Matched, returns.Unmatched, Of(LineKind.WriteOff), Of(LineKind.Free), Of(LineKind.Service),
            Of(LineKind.Adjustment), data.Lines.Count(line => line.Customer == none),
            tables.ToDictionary(table => table.Key, table => table.Value.Rows),
            [.. tables.Where(table => table.Value.Source == TableSource.Assumed).Select(table => table.Key)],
            isUnchanged);

        int Of(LineKind kind) => counts.GetValueOrDefault(kind);
    }
}
