using System.CommandLine;
using System.Globalization;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Domain.Tables;

namespace Quartermaster.App.Commands;

/// <summary><c>qm override</c>: human decisions that replace computed ones, until they end.</summary>
internal static class OverrideCommand
{
    private static readonly Argument<string> s_id = new("ID") { Description = "The override's number, from the list." };

    private static readonly Option<bool> s_all = new("--all") { Description = "Also those that have ended." };

    private static readonly Option<DateOnly?> s_on =
        DayOption.Create("--on", "The last day it holds; default: the day before the next plan.");

    internal static Command Create() => new("override",
        "Human decisions that replace computed ones: they beat economics, never room or what a vendor has; every one "
            + "ends, and is measured afterwards.\n\nExamples:\n"
            + "  qm override set buy P0000012 240 --reason demand --until 2026-03-31\n  qm override list")
    {
        OverrideSet.Create(),
        CommandFactory.Create(
            "list", "Lists the overrides that hold or will hold.",
            ["qm override list", "qm override list --all --json"], [s_all], List),
        CommandFactory.Create(
            "expire", "Ends an override; it stays in the table, so that it can be measured.",
            ["qm override expire 000001", "qm override expire 000001 --on 2026-02-28"], [s_id, s_on], Expire),
    };

    private static Answer List(Invocation invocation)
    {
        var workspace = Workspaces.Open(invocation);
        var (book, today) = (OverrideBook.Read(workspace), Workspaces.Today(workspace, invocation.Clock));
        var shown = book.Rows.Where(row => invocation.Get(s_all) || row.Decision.ExpiryDay >= today).ToArray();
        return new($"{Words.Count(shown.Length, "override")} as of {Written(today)}.")
        {
            Facts = [("as_of", today)],
            Grids = [book.GridOf(shown, today)],
            Notes = shown.Length > 0 ? []
                : ["Make one: qm override set buy PRODUCT UNITS --reason demand --until DAY"],
        };
    }

    private static Answer Expire(Invocation invocation)
    {
        var workspace = Workspaces.Open(invocation);
        using var held = workspace.LockForWriting();
        var (book, today) = (OverrideBook.Read(workspace), Workspaces.Today(workspace, invocation.Clock));
        var (id, last) = (invocation.Get(s_id), invocation.Get(s_on) ?? today.AddDays(-1));
        var at = book.Rows.FindIndex(row => row.Decision.Id.ToString() == id);
        if (at < 0)
        {
            throw new UserException($"There is no override {id}.", "List them: qm override list --all",
                ExitCode.WrongUse);
        }

        var row = book.Rows[at];
        if (last > row.Decision.ExpiryDay)
        {
            throw new UserException($"Override {id} ends on {Written(row.Decision.ExpiryDay)} already.",
                "To prolong it, set a new one with a later --until.", ExitCode.WrongUse);
        }

        book.Rows[at] = row with { Decision = row.Decision with { ExpiryDay = last } };
        book.Save(workspace);
        return new($"Override {id} holds until {Written(last)}.")
        {
            Facts = [("override", id), ("expiry_day", last)],
            Grids = [book.GridOf([book.Rows[at]], today)],
        };
    }

    internal static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
