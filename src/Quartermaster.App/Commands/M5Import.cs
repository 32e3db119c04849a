using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Storage.Import.KnownSets.M5Contest;

namespace Quartermaster.App.Commands;

/// <summary><c>qm import m5 DIR</c>: the data of the M5 contest, every item at a store a product.</summary>
internal static class M5Import
{
    internal const string Name = "m5";

    // By store and day.
    private const string Orders = "[A-Z]{2}_[0-9]+-[0-9]{4}-[0-9]{2}-[0-9]{2}";

    internal static Answer Run(Invocation invocation, string[] folders, bool replaces)
    {
        KnownSets.RequireOneFolder(Name, "three", folders);
        var workspace = Workspaces.Open(invocation);
        KnownSets.RequireOwn(workspace, Name, Orders, replaces);
        using var progress = new Progress(invocation.Clock);
        using var held = workspace.LockForWriting();
        var report = new M5(workspace).Import(folders[0], new ImportReport(progress), invocation.Cancel);
        return new((report.IsUnchanged ? "M5: unchanged; " : "M5: ") + FormattableString.Invariant(
            $"{report.Series:#,0} items at stores, {Words.Count(report.Units, "unit")} in ")
            + FormattableString.Invariant($"{Words.Count(report.Days, "day")}."))
        {
            Facts =
            [
                ("series", report.Series), ("days", report.Days), ("units", report.Units),
                ("first_day", report.FirstDay), ("last_day", report.FirstDay.AddDays(report.Days - 1)),
                ("is_unchanged", report.IsUnchanged),
            ],
            Grids =
            [
                new("tables", "Tables", [new("table", "Table"), new("rows", "Rows")],
                    [.. report.Tables.OrderBy(table => table.Key, StringComparer.Ordinal)
                        .Select(table => (IReadOnlyList<object?>)[table.Key, table.Value])]),
            ],
            Notes =
            [
                "Sales, prices and events are real; sizes of products are assumed. Stock, costs and vendors are not in "
                    + "the data: it is for forecasts.",
                "Next: qm forecast",
            ],
        };
    }
}
