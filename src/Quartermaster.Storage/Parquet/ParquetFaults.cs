using ParquetSharp;

namespace Quartermaster.Storage.Parquet;

/// <summary>Says in words what the Parquet library reports with the names of its classes and its stack.</summary>
internal static class ParquetFaults
{
    /// <summary>What went wrong, on one line, without a full stop.</summary>
    internal static string Say(Exception error)
    {
        var text = error.Message;
        if (error is ParquetException && text.IndexOf("(message: '", StringComparison.Ordinal) is > 0 and var start)
        {
            text = text[(start + "(message: '".Length)..];
            text = text.EndsWith("')", StringComparison.Ordinal) ? text[..^2] : text;
        }

        // What our own stream threw comes back as its type, its message and its stack.
        text = text.Split('\n')[0];
        var thrown = text.LastIndexOf("Exception: ", StringComparison.Ordinal);
        return (thrown < 0 ? text : text[(thrown + "Exception: ".Length)..]).Trim().TrimEnd('.');
    }
}
