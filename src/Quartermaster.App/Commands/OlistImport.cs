using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Storage.Import.KnownSets.OlistShop;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Commands;

/// <summary><c>qm import olist DIR</c>: the delivered orders of Olist, for the calibration of promises.</summary>
internal static class OlistImport
{
    internal const string Name = "olist";
    private const string Currency = "BRL";

    // 32 hexadecimal digits.
    private const string Orders = "[0-9a-f]{32}";

    internal static Answer Run(Invocation invocation, string[] folders, bool replaces)
    {
        KnownSets.RequireOneFolder(Name, "six", folders);
        var workspace = Workspaces.Open(invocation);
        KnownSets.RequireOwn(workspace, Name, Orders, replaces);
        using var progress = new Progress(invocation.Clock);
        using var held = workspace.LockForWriting();
        var report = new Olist(workspace).Import(folders[0], new ImportReport(progress), invocation.Cancel);
        if (workspace.Settings.Currency != Currency)
        {
            workspace.Save(workspace.Settings with { Currency = Currency });
        }

        return new((report.IsUnchanged ? "Olist: unchanged; " : "Olist: ") + FormattableString.Invariant(
            $"{report.Orders:#,0} delivered orders; {report.NotDelivered:#,0} others were left out."))
        {
            Facts =
            [
                ("orders", report.Orders), ("not_delivered", report.NotDelivered), ("currency", Currency),
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
                "Times are the files' own clock, kept at UTC-3. Regions are a state and three digits of the zip code; "
                    + "a seller ships from its own place.",
                "Next: qm calibrate",
            ],
        };
    }
}
