using Quartermaster.App.CommandLine;
using Quartermaster.Operations.Runs;
using Quartermaster.Storage.Runs;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Worlds;

/// <summary>Opens runs of plans.</summary>
internal static class PlanRuns
{
    /// <summary>A run that holds a part, or words why not.</summary>
    internal static StoredRun Open(Workspace workspace, string name, string part)
    {
        var run = workspace.Runs.Open(name);
        return PlanParts.Has(run, part) ? run : throw new UserException(
            $"Run {run.Name} has no {part}: it was made by a command that does not decide that.",
            "Make a whole plan with 'qm plan', and give its name.", ExitCode.WrongUse);
    }
}
