using System.Globalization;
using Quartermaster.App.Worlds;

namespace Quartermaster.App.CommandLine;

/// <summary>Tells of an error of the program itself: one line for the person, all of it in a file to report.</summary>
internal static class Crash
{
    /// <summary>Writes the trace and says where it is and where to report it.</summary>
    /// <param name="exception">What happened.</param>
    /// <param name="command">The command, for example plan.</param>
    /// <param name="folder">Where to write the file.</param>
    /// <param name="at">The time, for the file's name.</param>
    /// <returns>One line.</returns>
    internal static string Report(Exception exception, string command, string folder, DateTimeOffset at)
    {
        var stamp = at.ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture);
        var path = Path.Combine(folder, $"qm-error-{stamp}-{Environment.ProcessId}.txt");
        var what = $"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}";
        string trace;
        try
        {
            File.WriteAllLines(path,
            [
                $"qm {command}, version {Build.Version}, commit {Build.Commit}",
                $".NET {Environment.Version}, {Environment.OSVersion}", "", exception.ToString(),
            ]);
            trace = $"with the file {path}";
        }
        catch (Exception unwritten) when (unwritten is IOException or UnauthorizedAccessException)
        {
            trace = $"with this line (the trace could not be written to {path})";
        }

        return $"qm {command} failed by an error of its own ({what}). "
            + $"Please report it as CONTRIBUTING.md says, {trace}.";
    }
}
