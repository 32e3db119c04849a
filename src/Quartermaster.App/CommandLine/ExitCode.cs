namespace Quartermaster.App.CommandLine;

/// <summary>How a command ended, as scripts see it.</summary>
internal enum ExitCode
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>Done, and something was found that a person should look at.</summary>
    DoneWithFindings = 1,

    /// <summary>The command was used wrongly; nothing was done.</summary>
    WrongUse = 2,

    /// <summary>Failed; the message says what is kept and what to do.</summary>
    Failed = 3,

    /// <summary>Stopped by Ctrl-C.</summary>
    Stopped = 130,
}
