using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>Runs a line of a page as a reader would: <c>qm ...  # exit code 1</c>; without the comment it must be 0.
/// </summary>
internal static partial class DocumentedCommand
{
    private const string Expected = "# exit code ";

    /// <summary>Runs the line in a folder.</summary>
    /// <param name="line">The line.</param>
    /// <param name="program">How the page calls the program: qm or ./qm.</param>
    /// <param name="folder">Where.</param>
    /// <param name="more">Words added by the test, given the command's own.</param>
    internal static void Run(string line, string program, string folder, Func<string[], string[]>? more = null)
    {
        var at = line.IndexOf(Expected, StringComparison.Ordinal);
        var code = at < 0 ? 0 : int.Parse(line[(at + Expected.Length)..], CultureInfo.InvariantCulture);
        var words = Word().Matches(at < 0 ? line : line[..at]).Select(word => word.Value.Trim('"')).ToArray();
        Assert.Equal(program, words[0]);
        using var process = QmProcess.StartIn(folder, [.. words[1..], .. more?.Invoke(words[1..]) ?? []]);
        var done = QmProcess.End(process);
        Assert.True(done.Code == code, $"{line}\n{done.Code}\n{done.Output}\n{done.Error}");
    }

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Word();
}
