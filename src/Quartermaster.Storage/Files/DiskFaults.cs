using ParquetSharp;
using Quartermaster.Storage.Parquet;

namespace Quartermaster.Storage.Files;

/// <summary>Says in words what went wrong when files could not be changed.</summary>
internal static class DiskFaults
{
    // errno on Linux; on Windows the low word of the HRESULT: write-protected medium, sharing and lock violations.
    private static readonly int[] s_readOnly = OperatingSystem.IsWindows() ? [19] : [30];
    private static readonly int[] s_held = OperatingSystem.IsWindows() ? [32, 33] : [11, 35];

    /// <summary>Whether a fault means that one may not write there.</summary>
    internal static bool IsReadOnly(Exception error) => error is UnauthorizedAccessException
        || (error is IOException && s_readOnly.Contains(error.HResult & 0xFFFF));

    /// <summary>Whether a fault means that another process has the file.</summary>
    internal static bool IsHeld(IOException error) => s_held.Contains(error.HResult & 0xFFFF);

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
                IsReadOnly(error)
                    ? "Give yourself write permission on the folder, then try again."
                    : "Make sure that the disk has free space and works, then try again.", error);
        }
    }
}
