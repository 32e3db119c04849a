using Quartermaster.Domain;
using Quartermaster.Storage;
using Quartermaster.Storage.Import;
using Quartermaster.Storage.Ledger;

namespace Quartermaster.App.CommandLine;

/// <summary>Turns what went wrong outside the program into words; the program's own errors are not hidden.</summary>
internal static class Failures
{
    /// <summary>The message, next step and exit code; null for an error of the program itself.</summary>
    internal static UserException? Explain(Exception exception) => exception switch
    {
        UserException user => user,
        WorkspaceException workspace => new(workspace.What, workspace.NextStep,
            workspace.IsWrongUse ? ExitCode.WrongUse : ExitCode.Failed),
        ImportException import => new(import.Message, import.NextStep,
            import.IsWrongUse ? ExitCode.WrongUse : ExitCode.Failed),
        LedgerLogException ledger => new(ledger.Message, "What was committed before is kept."),
        TooManyCellsException large => new(large.Message,
            "Look back over fewer days, or plan a part of the products: a workspace for each part."),
        UnauthorizedAccessException denied => new(denied.Message, "Check the folder's permissions, then try again."),
        FileNotFoundException missing => new(missing.Message, "Check the path, then try again."),
        DirectoryNotFoundException missing => new(missing.Message, "Check the path, then try again."),
        IOException io => new(io.Message, "Check the disk and its free space; what was committed before is kept."),
        _ => null,
    };
}
