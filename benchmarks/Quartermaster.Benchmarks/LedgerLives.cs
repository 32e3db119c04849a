using System.Diagnostics;
using Quartermaster.Numerics;
using Quartermaster.Storage.Ledger.Simulation;

namespace Quartermaster.Benchmarks;

/// <summary>Simulated lives of ledgers, for as long as you like: "dotnet run -c Release -- ledger-lives seconds=3600
/// first=1000000".</summary>
internal static class LedgerLives
{
    private const int AtOnce = 1_000;

    /// <summary>Lives them, and prints what was wrong.</summary>
    /// <returns>1 if anything was.</returns>
    internal static int Print(Dictionary<string, ulong> arguments)
    {
        var (seconds, first) = (arguments.GetValueOrDefault("seconds", 60UL), arguments.GetValueOrDefault("first"));
        var (clock, lives, stops, broken) = (Stopwatch.StartNew(), 0UL, 0L, new List<string>());
        while (clock.Elapsed.TotalSeconds < seconds && broken.Count == 0)
        {
            var start = first + lives;
            Blocks.Run(AtOnce, 10, Environment.ProcessorCount, block =>
            {
                for (var i = 0; i < block.Count; i++)
                {
                    var seed = start + (ulong)(block.Start + i);
                    var (one, shards) = (new LedgerSimulation(seed), new ShardSimulation(seed));
                    var found = one.Run().Concat(shards.Run()).ToArray();
                    Interlocked.Add(ref stops, one.Stops + one.FullDisks + shards.Stops);
                    lock (broken)
                    {
                        broken.AddRange(found);
                    }
                }
            });
            lives += AtOnce;
        }

        broken.ForEach(Console.WriteLine);
        Console.WriteLine(
            $"{lives:N0} lives of one ledger and of several shards, seeds {first} to {first + lives - 1}, "
            + $"{stops:N0} stops, {clock.Elapsed.TotalSeconds:N0} s: {broken.Count} broken rules");
        return broken.Count == 0 ? 0 : 1;
    }
}
