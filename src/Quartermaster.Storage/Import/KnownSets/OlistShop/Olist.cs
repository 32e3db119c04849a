using Quartermaster.Storage.Workspaces;

namespace Quartermaster.Storage.Import.KnownSets.OlistShop;

/// <summary>Imports the delivered orders of Olist, a Brazilian marketplace, 2016 to 2018: when each was bought,
/// promised and delivered, from where to where.</summary>
/// <remarks>Regions are states with the first three digits of the zip code; each seller is a facility of its own and
/// the owner of what it sold. Orders that were not delivered are left out: what is published of the set holds other
/// shares of them than there were. All tables it writes are replaced at once or not at all.</remarks>
/// <param name="workspace">Where the tables go; amounts are Brazilian reais.</param>
public sealed class Olist(Workspace workspace)
{
    /// <summary>Imports the six files.</summary>
    /// <param name="folder">The folder with olist_orders_dataset.csv and the same of order_items, customers, sellers,
    /// products and geolocation, packed (.gz) or not.</param>
    /// <param name="progress">Told how far reading is.</param>
    /// <param name="cancel">Leaves the workspace as it was.</param>
    /// <exception cref="ImportException">A file is missing, is another one, or is damaged; says where.</exception>
    public OlistReport Import(
        string folder, IProgress<ImportProgress>? progress = null, CancellationToken cancel = default)
    {
        var files = OlistFiles.Read(folder, progress, cancel);
        if (files.Orders.FirstOrDefault(order => !files.Customers.ContainsKey(order.Customer)) is { } orphan)
        {
            throw new ImportException($"Order {orphan.Code} is of customer {orphan.Customer}, whom "
                + "olist_customers_dataset does not have. Nothing was imported. Take all files from one place.");
        }

        var before = workspace.Tables;
        using (var change = workspace.Change())
        {
            new OlistTables(files, change).Write();
            cancel.ThrowIfCancellationRequested();
            change.Commit();
        }

        var after = workspace.Tables.Manifest.Tables;
        return new(files.Orders.Count, files.NotDelivered,
            after.ToDictionary(table => table.Key, table => table.Value.Rows),
            after.All(table => before.Fingerprint(table.Key) == table.Value.Fingerprint));
    }
}

/// <summary>What was imported of Olist.</summary>
/// <param name="Orders">Delivered orders.</param>
/// <param name="NotDelivered">Orders left out: not delivered, or without the time of it.</param>
/// <param name="Tables">Rows written, by table.</param>
/// <param name="IsUnchanged">Whether the workspace had exactly this before.</param>
public sealed record OlistReport(
    int Orders, int NotDelivered, IReadOnlyDictionary<string, long> Tables, bool IsUnchanged);
