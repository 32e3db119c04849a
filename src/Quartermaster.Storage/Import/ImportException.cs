namespace Quartermaster.Storage.Import;

/// <summary>An import that could not be done, or not to its end. The message and the next step are for the user.
/// </summary>
public sealed class ImportException : Exception
{
    /// <summary>An import stopped for no stated reason.</summary>
    public ImportException() : base("The import stopped.")
    {
    }

    /// <summary>An import stopped, with what was found, what was expected and the next step.</summary>
    public ImportException(string message) : base(message)
    {
    }

    /// <summary>An import stopped by another fault.</summary>
    public ImportException(string message, Exception cause) : base(message, cause)
    {
    }

    /// <summary>What a person should know and do next, as sentences. Unless told, nothing was changed.</summary>
    public string NextStep { get; init; } = "The workspace is as it was.";

    /// <summary>Whether a person named what cannot be used, rather than a file being damaged or out of reach.</summary>
    public bool IsWrongUse { get; init; }
}
