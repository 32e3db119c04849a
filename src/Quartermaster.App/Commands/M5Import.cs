using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Storage.Import.KnownSets.M5Contest;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Commands;

/// <summary><c>qm import m5 DIR</c>: the data of the M5 contest, every item at a store a product.</summary>
internal static class M5Import
{
    internal const string Name = "m5";

    // The contest's own sales have orders named by store and day.
    private static bool IsAnothers(Workspace workspace) =>
        workspace.Tables.Count("sales") > 0 && workspace.Tables.Query(
            "SELECT count(*) FROM sales WHERE NOT regexp_matches(\"order\", "
            + "'^[A-Z]{2}_[0-9]+-[0-9]{4}-[0-9]{2}-[0-9]{2}$')").Rows[0][0] is not 0L;

    internal static Answer Run(Invocation invocation, string[] folders, bool replaces)
    {
        if (folders.Length != 1)
        {
            throw new UserException($"{Name} is one folder with three files, and {folders.Length} were named.",
                $"qm import {Name} FOLDER", ExitCode.WrongUse);
        }

        var workspace = Workspaces.Open(invocation);
        if (!replaces && IsAnothers(workspace))
        {
            throw new UserException(
                $"{workspace.Folder} has sales of something else; {Name} replaces products, sales, prices, events, "
                + "regions and attributes whole.",
                $"Import it into a workspace of its own: qm init m5. If it is meant: --replace", ExitCode.WrongUse);
        }

        using var progress = new Progress(invocation.Clock);
        using var held = workspace.LockForWriting();
        var report = new M5(workspace).Import(folders[0], new ImportReport(progress), invocation.Cancel);
        return new((report.IsUnchanged ? "M5: unchanged; " : "M5: ") + FormattableString.Invariant(
            $"{report.Series:#,0} items at stores, {report.Units:#,0} units in {report.Days:#,0} days."))
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
