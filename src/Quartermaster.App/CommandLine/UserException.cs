namespace Quartermaster.App.CommandLine;

/// <summary>Something that a person must know and can act on: shown as a message, never as a stack trace.</summary>
/// <param name="message">What is wrong, with names and values.</param>
/// <param name="nextStep">What to do about it.</param>
/// <param name="code">How the command ends.</param>
internal class UserException(string message, string nextStep, ExitCode code = ExitCode.Failed)
    : Exception(message)
{
    internal string NextStep { get; } = nextStep;

    internal ExitCode Code { get; } = code;
}
