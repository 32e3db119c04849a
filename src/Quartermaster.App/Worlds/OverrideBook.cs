using System.Globalization;
using Quartermaster.App.CommandLine;
using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Worlds;

/// <summary>An override with its words.</summary>
/// <param name="Decision">What was decided.</param>
/// <param name="Who">Who decided.</param>
/// <param name="Note">Why, in words.</param>
internal sealed record OverrideEntry(Override Decision, string Who, string Note);

/// <summary>The table of overrides, to change and save.</summary>
internal sealed class OverrideBook
{
    private readonly CatalogVersion _catalog;

    private OverrideBook(CatalogVersion catalog, List<OverrideEntry> rows) => (_catalog, Rows) = (catalog, rows);

    /// <summary>The overrides by number.</summary>
    internal List<OverrideEntry> Rows { get; }

    /// <summary>A number for a new override: greater than all, so that of several for one thing it holds.</summary>
    internal Label NextId => Label.Of((1 + Rows.Select(row => NumberOf(row.Decision.Id)).DefaultIfEmpty().Max())
        .ToString("000000", CultureInfo.InvariantCulture));

    internal static OverrideBook Read(Workspace workspace)
    {
        var tables = workspace.Tables;
        var who = tables.Texts("overrides", "override", "who");
        var notes = tables.Texts("overrides", "override", "note");
        return new(tables.Catalog, [.. tables.Read<Override>().Rows.ToArray().Select(decision => new OverrideEntry(
            decision, who[decision.Id.ToString()] ?? "", notes[decision.Id.ToString()] ?? ""))]);
    }

    internal void Save(Workspace workspace)
    {
        using var change = workspace.Change();
        change.Append<Override>([.. Rows.Select(row => row.Decision)], new Dictionary<string, string[]>
        {
            ["who"] = [.. Rows.Select(row => row.Who)],
            ["note"] = [.. Rows.Select(row => row.Note)],
        });
        change.Commit();
    }

    internal Grid GridOf(IEnumerable<OverrideEntry> rows, DateOnly today) => new("overrides", "Overrides",
        [
            new("override", "Override"), new("engine", "Replaces"), new("product", "Product"),
            new("facility", "Facility"), new("vendor", "Vendor"), new("units", "Units"), new("from_day", "From"),
            new("expiry_day", "Until"), new("reason", "Reason"), new("who", "Who"), new("note", "Note"),
            new("holds", "Holds"),
        ],
        [.. rows.Select(row => Cells(row, today))]);

    private IReadOnlyList<object?> Cells(OverrideEntry row, DateOnly today)
    {
        var decision = row.Decision;
        return
        [
            decision.Id.ToString(), decision.Engine.ToString().ToLowerInvariant(), _catalog.CodeOf(decision.Product),
            _catalog.CodeOf(decision.Facility), _catalog.CodeOf(decision.Vendor), decision.Units, decision.FromDay,
            decision.ExpiryDay, ((OverrideReason)decision.ReasonCode).ToString().ToLowerInvariant(), row.Who, row.Note,
            decision.FromDay <= today && decision.ExpiryDay >= today,
        ];
    }

    private static int NumberOf(Label id) =>
        int.TryParse(id.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
