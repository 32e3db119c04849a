using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Ledger.Log;
using Quartermaster.Storage.Ledger.Simulation;
using Xunit;

namespace Quartermaster.Tests.Storage.Ledger;

/// <summary>What is told of orders that the ledger does not know any more when it is told.</summary>
public sealed class LedgerHistoryTests
{
    private static readonly Instant s_now = Instant.Of(new(2026, 1, 1));
    private static readonly OrderKey s_order = OrderKey.Of("s1");

    /// <summary>Its home took it back, because another shard lost its part.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void An_order_that_is_taken_back_is_told_under_its_code(int perBatch)
    {
        var (told, again) = Live(perBatch,
            ledger => Held(ledger, Ask("s1"), units: 2),
            ledger => ledger.Hear(s_order, s_now, PartTotals.None with { IsWhole = false }).State);
        Assert.Equal(["s1 Held", "s1 Released"], told);
        Assert.Equal(told, again);
    }

    [Fact]
    public void An_order_that_comes_again_after_it_was_taken_back_is_told_under_its_own_code()
    {
        var (told, again) = Live(3,
            ledger => Held(ledger, Ask("s1"), units: 2),
            ledger => ledger.Hear(s_order, s_now, PartTotals.None with { IsWhole = false }).State,
            ledger => Held(ledger, Ask("S1"), units: 1));
        Assert.Equal(["s1 Held", "s1 Released", "S1 Held"], told);
        Assert.Equal(told, again);
    }

    [Fact]
    public void An_order_that_is_closed_and_forgotten_in_one_batch_is_told_under_its_code()
    {
        var (told, again) = Live(4,
            ledger => ledger.Place(s_order, s_now, [new(new(1), new(1), 1)], []),
            ledger => ledger.Ask(s_order, Ask("s1")),
            ledger => ledger.Release(s_order, s_now),
            ledger =>
            {
                ledger.Forget(s_now.UtcDay.AddDays(1));
                return ledger.StateOf(s_order);
            });
        Assert.Equal(["s1 Decided", "s1 Released"], told);
        Assert.Equal(told, again);
    }

    // What the watcher was told, and what the log tells later.
    private static (string[] Told, string[] Again) Live(int perBatch, params Func<GoodsLedger, OrderOutcome>[] steps)
    {
        var (files, told) = (new SimulatedFiles(1), new List<LedgerBatch>());
        using var writer = new LedgerWriter(new SegmentLog(files, isWriter: true), new(), null) { Watcher = told.Add };
        writer.Run([new CallWork<Outcome>(ledger => ledger.Count(new(1, 1), s_now, new(new(1), new(1), 5)))]);
        foreach (var some in steps.Chunk(perBatch))
        {
            writer.Run([.. some.Select(step => new CallWork<OrderOutcome>(step))]);
        }

        using var log = new SegmentLog(files, isWriter: false);
        return (Shown(told), Shown(LedgerHistory.After(log, 0)));
    }

    private static string[] Shown(IEnumerable<LedgerBatch> batches) => [.. batches.SelectMany(batch => batch.Changes)
        .Select(named => $"{named.Ask?.Code ?? "?"} {named.Change.State}")];

    private static OrderOutcome Held(GoodsLedger ledger, OrderAsk ask, int units)
    {
        var outcome = ledger.HoldPart(new(s_order, s_now, s_now.PlusMinutes(9), [new(new(1), new(1), units)], [], 0b11,
            IsHome: true, Content: (ulong)units));
        ledger.Ask(s_order, ask);
        return outcome;
    }

    private static OrderAsk Ask(string code) =>
        new(new(1), s_now, null, new Table<CartLine>([new(new(1), 1)])) { Code = code };
}
