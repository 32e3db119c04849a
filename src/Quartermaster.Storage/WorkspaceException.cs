namespace Quartermaster.Storage;

/// <summary>Something about the files of a workspace that a person must mend: what is wrong, and what to do next.
/// </summary>
/// <remarks>Commands print the message and the next step, never the stack.</remarks>
public sealed class WorkspaceException : Exception
{
    /// <summary>States what is wrong with a file or folder and what to do about it.</summary>
    /// <param name="message">What is wrong; names the file.</param>
    /// <param name="nextStep">What a person should do next, as a sentence.</param>
    /// <param name="inner">What the system or a library said, if anything.</param>
    public WorkspaceException(string message, string nextStep, Exception? inner = null)
        : base($"{message} {nextStep}", inner) => (What, NextStep) = (message, nextStep);

    /// <summary>What is wrong, without the next step.</summary>
    public string What { get; }

    /// <summary>Whether a person wrote what cannot be used, rather than a file being damaged or out of reach.</summary>
    public bool IsWrongUse { get; init; }

    /// <summary>What a person should do next.</summary>
    public string NextStep { get; }
}
