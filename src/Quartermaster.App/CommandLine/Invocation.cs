using System.CommandLine;
using Quartermaster.Domain;

namespace Quartermaster.App.CommandLine;

/// <summary>What one command was asked, with the options that every command has.</summary>
/// <param name="Parsed">The arguments.</param>
/// <param name="Cancel">Asked for by Ctrl-C.</param>
internal sealed record Invocation(ParseResult Parsed, CancellationToken Cancel)
{
    private static readonly Option<string?> s_workspace = new("--workspace", "-w")
    {
        Description = "The workspace folder; default: this folder or the nearest above that is one.",
        Recursive = true,
        HelpName = "DIR",
    };

    private static readonly Option<bool> s_json = new("--json")
    {
        Description = "Print JSON for machines.",
        Recursive = true,
    };

    private static readonly Option<long?> s_seed = new("--seed")
    {
        Description = "The seed of every keyed draw; default: the workspace's.",
        Recursive = true,
    };

    private static readonly Option<int> s_threads = new("--threads")
    {
        Description = "How many threads to use; the values are the same at any number.",
        Recursive = true,
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    /// <summary>The options that every command has.</summary>
    internal static IReadOnlyList<Option> Shared { get; } = WithRules();

    /// <summary>The clock of the outermost room; everything below takes time as an input.</summary>
    internal TimeProvider Clock { get; } = TimeProvider.System;

    /// <summary>What the clock shows.</summary>
    internal Instant Now => new(Clock.GetUtcNow().ToUnixTimeMilliseconds());

    internal string? WorkspaceFolder => Parsed.GetValue(s_workspace);

    internal bool AsJson => Parsed.GetValue(s_json);

    internal ulong? Seed => (ulong?)Parsed.GetValue(s_seed);

    internal int Threads => Parsed.GetValue(s_threads);

    internal T? Get<T>(Option<T> option) => Parsed.GetValue(option);

    internal T Get<T>(Argument<T> argument) => Parsed.GetRequiredValue(argument);

    private static Option[] WithRules()
    {
        s_threads.Require(threads => threads is >= 1 and <= 1024, _ => "--threads must be 1 to 1024.");
        s_seed.Require(seed => seed is null or >= 0, _ => "--seed must be 0 or more.");
        return [s_workspace, s_json, s_seed, s_threads];
    }
}
