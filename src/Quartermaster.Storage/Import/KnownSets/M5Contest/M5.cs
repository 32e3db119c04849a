using Quartermaster.Storage.Workspaces;

namespace Quartermaster.Storage.Import.KnownSets.M5Contest;

/// <summary>Imports the data of the M5 contest (Makridakis, Spiliotis and Assimakopoulos, 2022,
/// doi:10.1016/j.ijforecast.2021.07.007): daily sales of Walmart items in ten stores.</summary>
/// <remarks>A product is an item at a store (<c>FOODS_3_090_CA_1</c>), its category the store's department. Sales,
/// prices and events are real; sizes of products are assumed, and no forecast reads them. All tables it writes are
/// replaced at once or not at all.</remarks>
/// <param name="workspace">Where the tables go; amounts are US dollars.</param>
public sealed class M5(Workspace workspace)
{
    /// <summary>Imports the three files.</summary>
    /// <param name="folder">The folder with sales_train_evaluation.csv or sales_train_validation.csv, calendar.csv and
    /// sell_prices.csv, packed (.gz) or not.</param>
    /// <param name="progress">Told how far reading is.</param>
    /// <param name="cancel">Leaves the workspace as it was.</param>
    /// <exception cref="ImportException">A file is missing, is another one, or is damaged; says where.</exception>
    public M5Report Import(
        string folder, IProgress<ImportProgress>? progress = null, CancellationToken cancel = default)
    {
        var files = M5Files.Read(folder, progress, cancel);
        var before = workspace.Tables;
        using (var change = workspace.Change())
        {
            new M5Tables(files, change).Write(cancel);
            change.Commit();
        }

        var after = workspace.Tables.Manifest.Tables;
        return new(files.Series.Count, files.Days, files.Series.Sum(one => one.Units.Sum(units => (long)units)),
            files.Calendar.First, after.ToDictionary(table => table.Key, table => table.Value.Rows),
            after.All(table => before.Fingerprint(table.Key) == table.Value.Fingerprint));
    }
}

/// <summary>What was imported of the M5 contest.</summary>
/// <param name="Series">Items at stores.</param>
/// <param name="Days">Days with sales.</param>
/// <param name="Units">Units sold.</param>
/// <param name="FirstDay">The first day, d_1.</param>
/// <param name="Tables">Rows written, by table.</param>
/// <param name="IsUnchanged">Whether the workspace had exactly this before.</param>
public sealed record M5Report(
    int Series, int Days, long Units, DateOnly FirstDay, IReadOnlyDictionary<string, long> Tables, bool IsUnchanged);
