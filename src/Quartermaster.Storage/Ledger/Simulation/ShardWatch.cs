using Quartermaster.Domain.Doors;
using Quartermaster.Storage.Ledger.Log;
using Quartermaster.Storage.Ledger.Shards;

namespace Quartermaster.Storage.Ledger.Simulation;

/// <summary>Somebody who wants to know all that became of orders over all lives, each step once and in turn: he is told
/// while the shards live, and reads from their logs what he missed when they stopped.</summary>
internal sealed class ShardWatch
{
    private readonly List<LedgerBatch> _told = [];

    /// <summary>The rules broken, a sentence each.</summary>
    internal List<string> Broken { get; } = [];

    /// <summary>All that he knows, in the order in which he was told.</summary>
    internal IReadOnlyList<LedgerBatch> Told => _told;

    /// <summary>Batches that he was not told and read from the logs.</summary>
    internal int Read { get; private set; }

    private long Last => _told.Count == 0 ? 0 : _told[^1].Turn;

    /// <summary>Is told of a batch.</summary>
    internal void Add(LedgerBatch batch)
    {
        if (batch.Turn <= Last)
        {
            Broken.Add($"turn {batch.Turn} was told after turn {Last}");
        }

        _told.Add(batch);
    }

    /// <summary>Reads on after a stop: what the logs tell begins with all that he was told.</summary>
    /// <param name="files">The logs, by shard.</param>
    internal void ReadOn(IEnumerable<SimulatedFiles> files)
    {
        var (logs, known) = (LogsOf(files), _told.Count);
        foreach (var batch in ShardHistory.After(logs, Last, ShardSimulation.Small))
        {
            Add(batch);
        }

        Read += _told.Count - known;
        Check(logs, 0);
    }

    /// <summary>Whether the logs tell what he was told, no more and no less: from the first turn, and from another one.
    /// </summary>
    /// <param name="files">The logs, by shard.</param>
    /// <param name="below">Draws the other one.</param>
    internal void Check(IEnumerable<SimulatedFiles> files, Func<int, int> below)
    {
        var logs = LogsOf(files);
        Check(logs, 0);
        Check(logs, below((int)Last + 1));
    }

    private void Check(ILedgerLog[] logs, long after)
    {
        var told = _told.Where(batch => batch.Turn > after).SelectMany(Shown).ToArray();
        var read = ShardHistory.After(logs, after, ShardSimulation.Small).SelectMany(Shown).ToArray();
        if (!told.SequenceEqual(read))
        {
            var same = told.Zip(read).TakeWhile(pair => pair.First == pair.Second).Count();
            Broken.Add($"after turn {after}, {told.Length} steps were told and {read.Length} read; the first "
                + $"{same} are the same, then {Next(told)} and {Next(read)}");

            string Next(string[] steps) => same < steps.Length ? steps[same] : "nothing";
        }
    }

    private static IEnumerable<string> Shown(LedgerBatch batch) =>
        batch.Changes.Select(named => $"{batch.Turn}: {named.Change} as {named.Ask?.Code}, "
            + string.Join(' ', named.Change.Lines?.Rows.ToArray() ?? []));

    private static ILedgerLog[] LogsOf(IEnumerable<SimulatedFiles> files) =>
        [.. files.Select(of => new SegmentLog(of, isWriter: false))];
}
