using Quartermaster.App.CommandLine;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Worlds;

/// <summary>Finds the workspace that a command is about.</summary>
internal static class Workspaces
{
    internal static Workspace Open(Invocation invocation) => invocation.WorkspaceFolder is { } folder
        ? Workspace.Open(folder)
        : Workspace.Find(Directory.GetCurrentDirectory());
}
