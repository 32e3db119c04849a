using Quartermaster.Storage.Files;

namespace Quartermaster.Storage.Workspaces;

/// <summary>Makes a workspace together with what shall be in it: all of it, or nothing.</summary>
/// <remarks>It is made beside its folder and renamed at the end. What a killed process left there is known by its name
/// and replaced by whoever makes the workspace again.</remarks>
public static class NewWorkspace
{
    /// <summary>Makes the workspace.</summary>
    /// <param name="folder">Where; absent or empty.</param>
    /// <param name="settings">What quartermaster.json shall say.</param>
    /// <param name="fill">Fills it; if this throws, nothing is left of the workspace.</param>
    /// <exception cref="WorkspaceException">The folder has something in it, or cannot be made.</exception>
    public static Workspace Make(string folder, WorkspaceSettings settings, Action<Workspace> fill)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        RequireFree(target);
        var (aside, disk) = (target + Leftovers.Suffix, new Disk());
        RemoveLeftover(aside, disk);
        try
        {
            fill(Workspace.Create(aside, settings));
            DiskFaults.Explain(target, "Nothing was made.", () =>
            {
                if (Directory.Exists(target))
                {
                    disk.DeleteFolder(target);
                }

                disk.RenameFolder(aside, target);
                disk.SyncFolder(Path.GetDirectoryName(target)!);
            });
        }
        catch
        {
            if (Directory.Exists(aside))
            {
                Directory.Delete(aside, recursive: true);
            }

            throw;
        }

        return Workspace.Open(target);
    }

    private static void RequireFree(string target)
    {
        if (File.Exists(Path.Combine(target, WorkspaceFiles.SettingsName)))
        {
            throw new WorkspaceException($"{target} is a workspace already.",
                "Choose another folder, use the workspace as it is, or remove the folder first.")
            { IsWrongUse = true };
        }

        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
        {
            throw new WorkspaceException($"{target} has something in it, and is no workspace.",
                "Choose a folder that is empty or not there yet.") { IsWrongUse = true };
        }
    }

    private static void RemoveLeftover(string aside, Disk disk)
    {
        if (Directory.Exists(aside))
        {
            using (new WriterLock(new WorkspaceFiles(aside).Lock).Take())
            {
                // Whoever makes it at this moment holds the lock.
            }

            DiskFaults.Explain(aside, "Nothing was made.", () => disk.DeleteFolder(aside));
        }
    }
}
