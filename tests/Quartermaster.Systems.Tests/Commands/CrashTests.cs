using System.CommandLine;
using Quartermaster.App.CommandLine;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

public sealed class CrashTests
{
    [Fact]
    public void An_error_of_the_program_itself_is_one_line_with_its_trace_in_a_file()
    {
        var command = CommandFactory.Create(
            "stumble", "Stumbles.", ["qm stumble"], [], _ => throw new InvalidCastException("row 7\nof 3"));
        using var errors = new StringWriter();

        var code = command.Parse([]).Invoke(new() { Error = errors });

        var line = errors.ToString().TrimEnd();
        Assert.Equal(3, code);
        Assert.DoesNotContain('\n', line);
        Assert.All(["qm stumble", "InvalidCastException: row 7 of 3", "CONTRIBUTING.md"],
            part => Assert.Contains(part, line, StringComparison.Ordinal));
        var file = line[line.IndexOf(Path.GetTempPath(), StringComparison.Ordinal)..].TrimEnd('.');
        try
        {
            Assert.Contains(nameof(CrashTests), File.ReadAllText(file), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_trace_that_cannot_be_written_does_not_hide_the_error()
    {
        var nowhere = Path.Combine(AppContext.BaseDirectory, "no such folder");
        var line = Crash.Report(new InvalidOperationException("odd"), "plan", nowhere, DateTimeOffset.UnixEpoch);
        Assert.Contains("InvalidOperationException: odd", line, StringComparison.Ordinal);
        Assert.Contains("could not be written", line, StringComparison.Ordinal);
    }
}
