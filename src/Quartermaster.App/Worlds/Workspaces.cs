using Quartermaster.App.CommandLine;
using Quartermaster.Domain;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Worlds;

/// <summary>Finds the workspace that a command is about.</summary>
internal static class Workspaces
{
    /// <remarks>Its settings are checked here, so that no command works for minutes before one is refused.</remarks>
    internal static Workspace Open(Invocation invocation) => invocation.WorkspaceFolder is { } folder
        ? Workspace.Open(folder, policies: WorkspacePolicies.Sections)
        : Workspace.Find(Directory.GetCurrentDirectory(), WorkspacePolicies.Sections);

    /// <summary>The first day that has not happened: the day after the last sale, else this day of the clock.</summary>
    internal static DateOnly Today(Workspace workspace, TimeProvider clock) => workspace.Tables.Count("sales") > 0
        ? OpenedWorkspace.LastSalesDay(workspace.Tables).AddDays(1)
        : new Instant(clock.GetUtcNow().ToUnixTimeMilliseconds()).UtcDay;

    /// <summary>The day by which the ledger forgets what is old: the clock's, but in a world whose history ends before,
    /// the day after that.</summary>
    internal static DateOnly LedgerDay(Workspace workspace, Instant now) =>
        workspace.Tables.Count("sales") > 0
            && OpenedWorkspace.LastSalesDay(workspace.Tables).AddDays(1) is var day && day < now.UtcDay
            ? day : now.UtcDay;

    /// <summary>When a command tells the ledger something: by the clock, but in a world whose history ends before, at
    /// the start of the day after that.</summary>
    internal static Instant LedgerNow(Workspace workspace, Instant now) =>
        LedgerDay(workspace, now) is var day && day < now.UtcDay ? Instant.Of(day) : now;
}
