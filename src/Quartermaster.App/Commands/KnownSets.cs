using Quartermaster.App.CommandLine;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Commands;

/// <summary>What imports of known data sets have in common: they replace tables whole.</summary>
internal static class KnownSets
{
    /// <summary>Refuses a workspace whose sales are of something else, unless replacing them is meant.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="name">The data set.</param>
    /// <param name="orders">What its orders' codes look like, as a regular expression.</param>
    /// <param name="replaces">Whether it is meant.</param>
    internal static void RequireOwn(Workspace workspace, string name, string orders, bool replaces)
    {
        var isAnothers = !replaces && workspace.Tables.Count("sales") > 0 && workspace.Tables.Query(
            $"SELECT count(*) FROM sales WHERE NOT regexp_full_match(\"order\", '{orders}')").Rows[0][0] is not 0L;
        if (isAnothers)
        {
            throw new UserException(
                $"{workspace.Folder} has sales of something else, and {name} replaces the tables that it writes.",
                $"Import it into a workspace of its own: qm init {name}. If it is meant: --replace", ExitCode.WrongUse);
        }
    }

    /// <summary>Ends with wrong use where a set of one folder was not named by exactly one.</summary>
    /// <param name="name">The set.</param>
    /// <param name="files">How many files it has, in words.</param>
    /// <param name="folders">What was named.</param>
    internal static void RequireOneFolder(string name, string files, string[] folders)
    {
        if (folders.Length != 1)
        {
            throw new UserException($"{name} is one folder with {files} files, and {folders.Length} were named.",
                $"qm import {name} FOLDER", ExitCode.WrongUse);
        }
    }
}
