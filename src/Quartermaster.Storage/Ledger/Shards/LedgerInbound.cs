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
    /// <summary>The keys of its code and lines as a build of before wrote them: whatever was posted under them is not
    /// posted again.</summary>
    public (EntryKey Name, EntryKey Content)? Earlier { get; init; }

    /// <summary>A key that says that nothing more of it is posted, wherever it is known; null for none.</summary>
    public EntryKey? Ended { get; init; }

    /// <summary>The key that notes an entry of it beside its own, so that it is known later what was posted; null for
    /// none.</summary>
    public Func<Entry, EntryKey?> NoteOf { get; init; } = _ => null;

    /// <summary>Posts it.</summary>
    /// <param name="ledger">Where.</param>
    /// <param name="now">When.</param>
    /// <param name="cancel">Gives up waiting to get into a queue; once in, it is done.</param>
    /// <param name="cuts">Receives the claims of orders that wait for goods which will not come; null if nobody asks.
    /// </param>
    /// <returns>Posted; AlreadyPosted if it was before; Refused for another one under the code; else why not.</returns>
    public async ValueTask<Outcome> PostAsync(
        LedgerShards ledger, Instant now, CancellationToken cancel, List<ClaimCut>? cuts = null)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        var found = cuts ?? [];
        var outcome = ledger.Only is { } one
            ? await one.DoAsync(goods => Post([goods], ledger.Map, now, found), cancel).ConfigureAwait(false)
            : await ledger.AllAsync(shards => Post(shards, ledger.Map, now, found), cancel).ConfigureAwait(false);
        await ledger.SettleAsync(found, now).ConfigureAwait(false);
        return outcome;
    }

    /// <summary>Posts it in a moment in which nobody else uses the ledgers.</summary>
    /// <inheritdoc cref="PostAsync"/>
    /// <param name="shards">The ledgers by number.</param>
    /// <param name="map">Which of them keeps what.</param>
    /// <param name="now">When.</param>
    /// <param name="cuts">Receives the claims of orders that wait for goods which will not come.</param>
    internal Outcome Post(GoodsLedger[] shards, ShardMap map, Instant now, ICollection<ClaimCut> cuts)
    {
        if (Array.Exists(shards, ledger => (ledger.Has(Name) && !ledger.Has(Content))
            || (Earlier is { } before && ledger.Has(before.Name) && !ledger.Has(before.Content))))
        {
            return Outcome.Refused;
        }

        var missing = Enumerable.Range(0, Lines.Count).GroupBy(line => map.ShardOf(ProductOf(Lines[line])))
            .Where(of => !Has(shards[of.Key])).Select(of => (Ledger: shards[of.Key], Lines: of.ToArray()))
            .ToArray();
        if (missing.Length == 0 || (Ended is { } ended && Array.Exists(shards, ledger => ledger.Has(ended))))
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

        return missing.Select(part => Post(part.Ledger, part.Lines, now, cuts)).ToArray()
            .FirstOrDefault(outcome => outcome != Outcome.Posted, Outcome.Posted);
    }

    private bool Has(GoodsLedger ledger) =>
        ledger.Has(Content) || (Earlier is { } before && ledger.Has(before.Content));

    private Outcome Post(GoodsLedger ledger, int[] lines, Instant now, ICollection<ClaimCut> cuts)
    {
        var entries = EntriesIn(ledger, lines);
        var outcomes = new Outcome[entries.Length];
        if (!ledger.PostAll(entries, outcomes, cuts, now))
        {
            return outcomes.First(outcome => outcome is not (Outcome.Posted or Outcome.GroupRefused));
        }

        foreach (var note in entries.Select(NoteOf).OfType<EntryKey>())
        {
            ledger.Once(note, now);
        }

        ledger.Once(Name, now);
        ledger.Once(Content, now);
        return Outcome.Posted;
    }

    private Entry[] EntriesIn(GoodsLedger ledger, int[] lines) =>
        [.. lines.SelectMany(line => EntriesOf(ledger, line, Name with { Row = ((ulong)line + 1) << 1 }))];
}
