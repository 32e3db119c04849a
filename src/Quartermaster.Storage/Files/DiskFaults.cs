using ParquetSharp;
using Quartermaster.Storage.Parquet;

namespace Quartermaster.Storage.Files;

/// <summary>Says in words what went wrong when files could not be changed.</summary>
internal static class DiskFaults
{
    /// <summary>Does something to files; a fault of the disk becomes a message with the next step.</summary>
    /// <param name="path">The file or folder that is being changed.</param>
    /// <param name="unharmed">What stayed as it was, as a sentence.</param>
    /// <param name="change">What to do.</param>
    internal static void Explain(string path, string unharmed, Action change) =>
        Explain<object?>(path, unharmed, () =>
        {
            change();
            return null;
        });

    /// <summary>Does something to files and returns what came of it.</summary>
    internal static T Explain<T>(string path, string unharmed, Func<T> change)
    {
        try
        {
            return change();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ParquetException)
        {
            throw new WorkspaceException($"{path} cannot be written: {ParquetFaults.Say(error)}. {unharmed}",
                error is UnauthorizedAccessException
                    ? "Give yourself write permission on the folder, then try again."
                    : "Make sure that the disk has free space and works, then try again.", error);
        }
    }
}
