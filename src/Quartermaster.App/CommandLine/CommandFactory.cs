using System.CommandLine;

namespace Quartermaster.App.CommandLine;

/// <summary>Makes commands that all behave alike: exit codes, messages, Ctrl-C, JSON.</summary>
internal static class CommandFactory
{
    /// <summary>A command.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="does">One sentence.</param>
    /// <param name="examples">Two real ones.</param>
    /// <param name="parts">Its arguments and options.</param>
    /// <param name="run">What it does.</param>
    internal static Command Create(
        string name, string does, string[] examples, Symbol[] parts, Func<Invocation, Answer> run)
    {
        var command = new Command(name, does + "\n\nExamples:\n  " + string.Join("\n  ", examples));
        foreach (var part in parts)
        {
            if (part is Argument argument)
            {
                command.Add(argument);
            }
            else if (part is Option option)
            {
                command.Add(option);
            }
        }

        command.SetAction(parsed => (int)Run(parsed, run));
        return command;
    }

    private static ExitCode Run(ParseResult parsed, Func<Invocation, Answer> run)
    {
        using var stop = new CancellationTokenSource();
        ConsoleCancelEventHandler onCancel = (_, pressed) =>
        {
            // The first Ctrl-C stops at the next safe point; a second one ends the process.
            pressed.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        };
        Console.CancelKeyPress += onCancel;
        var invocation = new Invocation(parsed, stop.Token);
        try
        {
            var answer = run(invocation);
            answer = answer with
            {
                Notes = [.. answer.Notes.Select(note => Hints.For(note, invocation.WorkspaceFolder))],
            };
            Output.Write(answer, invocation.AsJson);
            return answer.Code;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Console.Error.WriteLine("Stopped by Ctrl-C. What was finished before is kept; the workspace is unharmed.");
            return ExitCode.Stopped;
        }
        catch (Exception exception) when (Failures.Explain(exception) is { } failure)
        {
            Console.Error.WriteLine(Hints.For(failure.Message, invocation.WorkspaceFolder));
            Console.Error.WriteLine(Hints.For(failure.NextStep, invocation.WorkspaceFolder));
            return failure.Code;
        }
        catch (Exception exception)
        {
            parsed.InvocationConfiguration.Error.WriteLine(Crash.Report(exception, parsed.CommandResult.Command.Name,
                Path.GetTempPath(), invocation.Clock.GetUtcNow()));
            return ExitCode.Failed;
        }
        finally
        {
            Console.CancelKeyPress -= onCancel;
        }
    }
}
