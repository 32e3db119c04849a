using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger.Shards;

/// <summary>A shipment from a vendor, or its arrival: all lines or none, once per code.</summary>
/// <remarks>Over several shards all that have a line say that they can take theirs, and take them, in one moment; what
/// one of them cannot take none has, and nothing is left of it. Each writes its lines and the shipment's code in one
/// batch, so whoever is stopped in between gives it again, and only what is missing is posted then.</remarks>
/// <typeparam name="TLine">A line.</typeparam>
/// <param name="Name">The key of the code.</param>
/// <param name="Content">The key of the code with its lines: the same code with others is another one.</param>
/// <param name="Lines">The lines.</param>
/// <param name="ProductOf">The product of a line.</param>
/// <param name="EntriesOf">The entries of a line, given the ledger of its product, the line's number, and the key it
/// may use, or that with the next row.</param>
public sealed record LedgerInbound<TLine>(
    EntryKey Name, EntryKey Content, IReadOnlyList<TLine> Lines, Func<TLine, ProductId> ProductOf,
    Func<GoodsLedger, int, EntryKey, Entry[]> EntriesOf)
{
    /// <summary>Posts it.</summary>
    /// <param name="ledger">Where.</param>
    /// <param name="now">When.</param>
    /// <param name="cancel">Gives up waiting to get into a queue; once in, it is done.</param>
    /// <returns>Posted; AlreadyPosted if it was before; Refused for another one under the code; else why not.</returns>
    public ValueTask<Outcome> PostAsync(LedgerShards ledger, Instant now, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return ledger.Only is { } one ? one.DoAsync(goods => Post([goods], ledger.Map, now), cancel)
            : ledger.AllAsync(shards => Post(shards, ledger.Map, now), cancel);
    }

    /// <summary>Posts it in a moment in which nobody else uses the ledgers.</summary>
    /// <inheritdoc cref="PostAsync"/>
    /// <param name="shards">The ledgers by number.</param>
    /// <param name="map">Which of them keeps what.</param>
    /// <param name="now">When.</param>
    internal Outcome Post(GoodsLedger[] shards, ShardMap map, Instant now)
    {
        if (Array.Exists(shards, ledger => ledger.Has(Name) && !ledger.Has(Content)))
        {
            return Outcome.Refused;
        }

        var missing = Enumerable.Range(0, Lines.Count).GroupBy(line => map.ShardOf(ProductOf(Lines[line])))
            .Where(of => !shards[of.Key].Has(Content)).Select(of => (Ledger: shards[of.Key], Lines: of.ToArray()))
            .ToArray();
        if (missing.Length == 0)
        {
            return Outcome.AlreadyPosted;
        }

        // One ledger says so while it posts.
        foreach (var (ledger, lines) in missing.Length > 1 ? missing : [])
        {
            if (ledger.CanPost(EntriesIn(ledger, lines)) is not Outcome.Posted and var why)
            {
                return why;
            }
        }

        return missing.Select(part => Post(part.Ledger, part.Lines, now)).ToArray()
            .FirstOrDefault(outcome => outcome != Outcome.Posted, Outcome.Posted);
    }

    private Outcome Post(GoodsLedger ledger, int[] lines, Instant now)
    {
        var entries = EntriesIn(ledger, lines);
        var outcomes = new Outcome[entries.Length];
        if (!ledger.PostAll(entries, outcomes))
        {
            return outcomes.First(outcome => outcome is not (Outcome.Posted or Outcome.GroupRefused));
        }

        ledger.Once(Name, now);
        ledger.Once(Content, now);
        return Outcome.Posted;
    }

    private Entry[] EntriesIn(GoodsLedger ledger, int[] lines) =>
        [.. lines.SelectMany(line => EntriesOf(ledger, line, Name with { Row = ((ulong)line + 1) << 1 }))];
}
