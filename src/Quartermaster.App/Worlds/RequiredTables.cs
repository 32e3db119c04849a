using Quartermaster.App.CommandLine;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Worlds;

/// <summary>Says which tables are missing for what is asked.</summary>
internal static class RequiredTables
{
    /// <summary>Fails if one of some tables has no rows.</summary>
    internal static void Require(Workspace workspace, StoredTables tables, params string[] names)
    {
        var missing = names.Where(name => tables.Count(name) == 0).ToArray();
        if (missing.Length > 0)
        {
            throw new UserException(
                $"The workspace {workspace.Folder} has no rows in {string.Join(", ", missing)}.",
                $"Import {(missing.Length == 1 ? "it" : "them")}: qm import {missing[0]} {missing[0]}.csv");
        }
    }
}
