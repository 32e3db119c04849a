using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Operations.Orders.Changes;

namespace Quartermaster.App.Orders;

/// <summary>What became of a file of changes, in tables.</summary>
internal static class ChangeAnswer
{
    internal static Answer Of(OpenedWorkspace opened, ChangeBatch batch, FileChange[] changes, int shown, bool isJson)
    {
        var made = changes.Count(one => one.Result is { Refusal: ChangeRefusal.None, IsRepeated: false });
        var repeated = changes.Count(one => one.Result!.IsRepeated);
        var refused = changes.Length - made - repeated;
        var left = changes.Where(one => one.Result is { Refusal: ChangeRefusal.None, Plan.Left.Count: > 0 }).ToArray();
        return new(FormattableString.Invariant($"Made {made:#,0} of {Words.Count(changes.Length, "change")} of ")
            + batch.Source + (repeated > 0 ? FormattableString.Invariant($"; {repeated:#,0} were made before.") : "."))
        {
            Code = refused + left.Length + batch.Rejected.Count > 0 ? ExitCode.DoneWithFindings : ExitCode.Done,
            Facts =
            [
                ("changes", changes.Length), ("made", made), ("repeated", repeated), ("refused", refused),
                ("rejected", batch.Rejected.Count),
                ("units_left", left.Sum(one => one.Result!.Plan!.Left.Sum(line => line.Units))),
            ],
            Grids =
            [
                Changes(opened, changes, shown, isJson), Left(opened, changes, shown), Refused(changes, shown),
                new("rejected_lines", "Lines of the file that were not taken",
                    [new("line", "Line"), new("change", "Change"), new("order", "Order"), new("rule", "Rule")],
                    [
                        .. batch.Rejected.Take(shown).Select(line =>
                            (IReadOnlyList<object?>)[line.LineInFile, line.Change, line.Order, line.Rule]),
                    ]),
            ],
            Notes = Math.Max(Math.Max(made + repeated, refused), batch.Rejected.Count) > shown
                ? [FormattableString.Invariant($"The first {shown:#,0} rows of a table are shown: --show N shows ")
                    + "more, --json all."]
                : [],
        };
    }

    private static Grid Changes(OpenedWorkspace opened, FileChange[] changes, int shown, bool isJson)
    {
        var clocks = new RegionClocks(opened, isJson);
        var catalog = opened.Facts.Catalog;
        return new(
            "changes_made", "Changes that were made",
            [
                new("change", "Change"), new("order", "Order"), new("state", "State"), new("is_repeated", "Before"),
                new("to", "To"), new("promised", "Promised by"), new("from", "Sourced from"),
                new("waiting_units", "Units on their way"),
            ],
            [
                .. changes.Where(one => one.Result!.Refusal == ChangeRefusal.None).Take(shown).Select(one =>
                    (IReadOnlyList<object?>)
                    [
                        one.Change, one.Order, BacklogAnswer.NameOf(one.Result!.State), one.Result.IsRepeated,
                        one.Address is { } to ? catalog.CodeOf(to.To) : null,
                        one.Result.Plan is { Promised.IsKnown: true, Amendment: not null } plan && one.Address is { } at
                            ? clocks.Write(at.To, plan.Promised) : null,
                        string.Join(" + ", (one.Result.Plan?.Shipments ?? []).Select(goods => goods.From).Distinct()
                            .Select(catalog.CodeOf)),
                        (one.Result.Plan?.Shipments ?? []).Sum(goods => goods.Arriving),
                    ]),
            ]);
    }

    private static Grid Left(OpenedWorkspace opened, FileChange[] changes, int shown) => new(
        "left", "Lines that do not ship as promised",
        [
            new("order", "Order"), new("product", "Product"), new("units", "Units"), new("why", "Why"),
            new("next_speed", "Next offer"), new("next_promised", "By, UTC"),
        ],
        [
            .. changes.Where(one => one.Result!.Plan is not null)
                .SelectMany(one => one.Result!.Plan!.Left.Select(line => (one, line))).Take(shown).Select(pair =>
                    (IReadOnlyList<object?>)
                    [
                        pair.one.Order, opened.Facts.Catalog.CodeOf(pair.line.Product), pair.line.Units,
                        ChangeWords.WhyLeft(opened.Facts.Catalog, pair.one.Result!.Plan!, pair.line),
                        pair.one.Result.Plan!.Next?.Speed.ToString() ?? "none",
                        pair.one.Result.Plan.Next?.Promised.ToString(),
                    ]),
        ]);

    private static Grid Refused(FileChange[] changes, int shown) => new(
        "changes_not_made", "Changes that were not made",
        [new("change", "Change"), new("order", "Order"), new("because", "Because"), new("why", "Why")],
        [
            .. changes.Where(one => one.Result!.Refusal != ChangeRefusal.None).Take(shown).Select(one =>
                (IReadOnlyList<object?>)
                [
                    one.Change, one.Order, BacklogAnswer.NameOf(one.Result!.Refusal),
                    ChangeWords.WhyNot(one.Result.Refusal),
                ]),
        ]);
}
