namespace Quartermaster.Storage.Import;

/// <summary>An import that could not be done at all; the workspace is as it was. The message is for the user.</summary>
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

    /// <summary>Whether a person named what cannot be used, rather than a file being damaged or out of reach.</summary>
    public bool IsWrongUse { get; init; }
}
