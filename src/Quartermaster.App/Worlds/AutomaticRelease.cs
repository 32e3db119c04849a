using Quartermaster.App.CommandLine;
using Quartermaster.Operations.Release;

namespace Quartermaster.App.Worlds;

/// <summary>Releases at the end of a plan what is on automatic, if the gate lets the plan pass.</summary>
/// <remarks>Nothing leaves by itself for a day that has passed: the goods are no longer as they were then.</remarks>
internal sealed record AutomaticRelease
{
    /// <summary>Nothing was on automatic.</summary>
    private static readonly AutomaticRelease s_none = new();

    internal ExitCode Code { get; private init; } = ExitCode.Done;

    internal (string Key, object Value)[] Facts { get; private init; } = [];

    internal Grid[] Grids { get; private init; } = [];

    internal string[] Notes { get; private init; } = [];

    /// <summary>Whether no line is left for a person to release.</summary>
    internal bool IsWhole { get; private init; }

    /// <summary>Releases what may leave of a run that was just made.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="isOff">Whether the person who planned asked for no release.</param>
    internal static AutomaticRelease Of(SavedPlan plan, bool isOff)
    {
        var workspace = plan.Opened.Workspace;
        if (workspace.Settings.Policy<ReleasePolicy>("release").AutomaticCategories.Count == 0)
        {
            return s_none;
        }

        if (isOff || plan.Opened.Today <= OpenedWorkspace.LastSalesDay(workspace.Tables))
        {
            return new()
            {
                Facts = [("released_lines", 0)],
                Notes =
                [
                    isOff ? "Nothing was released: --no-release." : "Nothing was released: the day has passed.",
                ],
            };
        }

        var desk = ReleaseDesk.OpenAutomatic(workspace, plan.Run);
        return desk.Lines.Count == 0
            ? new() { Facts = [("released_lines", 0)], Notes = ["No line is of a category on automatic."] }
            : Release(desk);
    }

    private static AutomaticRelease Release(ReleaseDesk desk)
    {
        var checks = desk.Check();
        if (checks.Any(check => !check.IsKept))
        {
            return new()
            {
                Code = ExitCode.DoneWithFindings,
                Facts = [("released_lines", 0), ("lines_held_by_gate", desk.Lines.Count)],
                Grids = [ReleaseDesk.GridOf(checks)],
                Notes =
                [
                    $"The gate holds the plan (above): none of {Words.Count(desk.Lines.Count, "line")} on automatic "
                        + $"was released. If it is meant: qm release {desk.Run.Name} --force-gate \"why\"",
                ],
            };
        }

        var released = desk.Release();
        var left = desk.AllLines - desk.Lines.Count;
        return new()
        {
            Facts =
            [
                ("released_lines", released.Posted), ("released_orders", released.Orders),
                ("lines_released_before", released.Repeated), ("lines_left", left),
            ],
            Notes =
            [
                .. desk.Notes,
                released.Posted == 0 ? "What is on automatic was released before; nothing changed."
                    : $"Released automatically: {Words.Count(released.Posted, "line")} in "
                        + $"{Words.Count(released.Orders, "purchase order")}.",
            ],
            IsWhole = left == 0,
        };
    }
}
