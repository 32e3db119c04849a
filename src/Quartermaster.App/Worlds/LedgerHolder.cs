using System.Globalization;
using Quartermaster.App.CommandLine;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Worlds;

/// <summary>Who has a workspace's ledger open to write, noted beside it for those who find it locked. The lock is the
/// truth: a note of somebody who has ended counts for nothing.</summary>
internal static class LedgerHolder
{
    /// <summary>A command that is soon done.</summary>
    internal const string Command = "another qm command";

    /// <summary>The service.</summary>
    internal const string Service = "qm serve";

    /// <summary>Notes who holds the ledger from now on.</summary>
    internal static void Write(Workspace workspace, string holder)
    {
        try
        {
            File.WriteAllText(PathOf(workspace),
                string.Create(CultureInfo.InvariantCulture, $"{holder}, process {Environment.ProcessId}\n"));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Nobody is told who holds it; whoever finds it locked is told so all the same.
        }
    }

    /// <summary>What to tell whoever finds it locked.</summary>
    internal static UserException Held(Workspace workspace)
    {
        var holder = Read(workspace);
        var message = $"{workspace.LedgerPath}: {holder} has the ledger open, and one process writes at a time.";
        return holder.StartsWith(Service, StringComparison.Ordinal)
            ? new LedgerInServiceException(message,
                "Stop the service first, with Ctrl-C there or SIGTERM; or tell it over HTTP what has happened: "
                    + "orders, /ship, /v1/inbound and /v1/inventory. See docs/service.md.")
            : new(message, "Wait until it has ended, then try again.");
    }

    private static string Read(Workspace workspace)
    {
        try
        {
            return File.ReadAllText(PathOf(workspace)).Trim() is { Length: > 0 and <= 100 } text ? text : Command;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Command;
        }
    }

    private static string PathOf(Workspace workspace) => workspace.LedgerPath + ".holder";
}
