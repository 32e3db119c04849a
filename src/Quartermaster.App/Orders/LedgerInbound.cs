using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger.Shards;

namespace Quartermaster.App.Orders;

/// <summary>Posts shipments from vendors, and their arrivals: all lines or none, once per code.</summary>
/// <remarks>Over several shards one of them, by the hash of the code, remembers it: first that it begins, in the moment
/// in which every shard has said that it can take its lines; when all have, that it is done. Whoever was stopped in
/// between gives it again, and what is missing is posted then.</remarks>
/// <typeparam name="TLine">A line.</typeparam>
/// <param name="Name">The key of the code.</param>
/// <param name="Content">The key of the code with its lines: the same code with others is another one.</param>
/// <param name="Lines">The lines.</param>
/// <param name="ProductOf">The product of a line.</param>
/// <param name="EntriesOf">The entries of a line, given the keys it may use and the ledger of its product.</param>
internal sealed record LedgerInbound<TLine>(
    EntryKey Name, EntryKey Content, IReadOnlyList<TLine> Lines, Func<TLine, Domain.ProductId> ProductOf,
    Func<GoodsLedger, int, EntryKey, Entry[]> EntriesOf)
{
    private EntryKey Done => Name with { Row = ulong.MaxValue };

    /// <summary>Posts it.</summary>
    /// <returns>Posted; AlreadyPosted if it was before; Refused for another one under the code; else why not.</returns>
    internal async Task<Outcome> PostAsync(LedgerShards ledger, Domain.Instant now, CancellationToken cancel) =>
        ledger.Only is { } one ? await one.DoAsync(goods => Post(goods, now), cancel).ConfigureAwait(false)
            : await PostAcrossAsync(ledger, now, cancel).ConfigureAwait(false);

    private Outcome Post(GoodsLedger ledger, Domain.Instant now)
    {
        if (ledger.Has(Name))
        {
            return ledger.Has(Content) ? Outcome.AlreadyPosted : Outcome.Refused;
        }

        var entries = EntriesIn(ledger, Enumerable.Range(0, Lines.Count));
        var outcomes = new Outcome[entries.Length];
        if (!ledger.PostAll(entries, outcomes))
        {
            return outcomes.First(outcome => outcome is not (Outcome.Posted or Outcome.GroupRefused));
        }

        ledger.Once(Name, now);
        ledger.Once(Content, now);
        return Outcome.Posted;
    }

    private async Task<Outcome> PostAcrossAsync(LedgerShards ledger, Domain.Instant now, CancellationToken cancel)
    {
        var keeper = ledger.Map.ShardOf(Name);
        var parts = Enumerable.Range(0, Lines.Count).GroupBy(line => ledger.Map.ShardOf(ProductOf(Lines[line])))
            .Select(of => (Shard: of.Key, Lines: of.ToArray())).ToArray();
        var begun = await ledger.AllAsync(shards => Begin(shards, keeper, parts, now), cancel).ConfigureAwait(false);
        if (begun != Outcome.Posted)
        {
            return begun;
        }

        var posted = await ledger.AllAsync(shards => PostParts(shards, parts), CancellationToken.None)
            .ConfigureAwait(false);
        return posted != Outcome.Posted ? posted
            : await ledger.DoAsync(keeper, goods => goods.Once(Done, now), CancellationToken.None)
                .ConfigureAwait(false);
    }

    // What was begun and is not done goes on.
    private Outcome Begin(
        GoodsLedger[] shards, int keeper, (int Shard, int[] Lines)[] parts, Domain.Instant now)
    {
        if (shards[keeper].Has(Name))
        {
            return !shards[keeper].Has(Content) ? Outcome.Refused
                : shards[keeper].Has(Done) ? Outcome.AlreadyPosted : Outcome.Posted;
        }

        if (CanPost(shards, parts) is not Outcome.Posted and var why)
        {
            return why;
        }

        shards[keeper].Once(Name, now);
        shards[keeper].Once(Content, now);
        return Outcome.Posted;
    }

    // All of them now, or none: others may have filled what was free when it was begun.
    private Outcome PostParts(GoodsLedger[] shards, (int Shard, int[] Lines)[] parts)
    {
        var missing = Array.FindAll(parts, part => !IsPosted(shards[part.Shard], part.Lines));
        if (CanPost(shards, missing) is not Outcome.Posted and var why)
        {
            return why;
        }

        foreach (var (shard, lines) in missing)
        {
            var entries = EntriesIn(shards[shard], lines);
            shards[shard].PostAll(entries, new Outcome[entries.Length]);
        }

        return Outcome.Posted;
    }

    private Outcome CanPost(GoodsLedger[] shards, (int Shard, int[] Lines)[] parts)
    {
        foreach (var (shard, lines) in parts)
        {
            if (shards[shard].CanPost(EntriesIn(shards[shard], lines)) is not Outcome.Posted and var why)
            {
                return why;
            }
        }

        return Outcome.Posted;
    }

    // A shard posts its lines in one batch: one of them is there with all of them.
    private bool IsPosted(GoodsLedger ledger, int[] lines)
    {
        var first = RowOf(lines[0]);
        return ledger.Has(first) || ledger.Has(first with { Row = first.Row | 1 });
    }

    private Entry[] EntriesIn(GoodsLedger ledger, IEnumerable<int> lines) =>
        [.. lines.SelectMany(line => EntriesOf(ledger, line, RowOf(line)))];

    private EntryKey RowOf(int line) => Name with { Row = ((ulong)line + 1) << 1 };
}
