using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Xunit;

namespace Quartermaster.Tests.Ledger;

/// <summary>What other systems say of their stock: late and repeated updates change nothing and are counted.</summary>
public sealed class FeedTests
{
    private static readonly FeedKey s_feed = FeedKey.Of("warehouse");
    private static readonly Instant s_now = Instant.Of(new(2026, 1, 1));

    [Fact]
    public void Each_update_counts_once_and_only_if_it_is_newer()
    {
        var ledger = new GoodsLedger();
        Assert.Equal([FeedOutcome.Applied, FeedOutcome.Applied, FeedOutcome.Repeated, FeedOutcome.Late],
            Feed(ledger, Level(10, 20), Change(12, -3), Change(12, -3), Level(11, 99)));
        Assert.Equal(17, ledger.Available(new(1), new(1)));
        Assert.Equal([FeedOutcome.Applied], Feed(ledger, Level(1, 5) with { Facility = new(2) }));
        Assert.Equal([FeedOutcome.NotEnough, FeedOutcome.Refused, FeedOutcome.Refused, FeedOutcome.TooMany],
            Feed(ledger, Change(13, -18), Change(14, 0), Level(15, -1), Change(16, int.MaxValue)));
        Assert.Equal(new(3, 1, 1, 4), ledger.CountsOf(s_feed));
        Assert.Equal([FeedOutcome.Applied], Feed(ledger, Level(13, 4))); // A refused number is not used up.
        Assert.Empty(LedgerAudit.Check(ledger));
    }

    [Fact]
    public void Feeds_have_numbers_of_their_own()
    {
        var ledger = new GoodsLedger();
        Feed(ledger, Level(50, 7));
        var outcomes = new FeedOutcome[1];
        ledger.Feed(FeedKey.Of("other"), s_now, [Level(2, 9)], outcomes);
        Assert.Equal((FeedOutcome.Applied, 9), (outcomes[0], ledger.Available(new(1), new(1))));
    }

    [Fact]
    public void Less_than_is_held_releases_the_newest_claims_and_says_so()
    {
        var ledger = new GoodsLedger();
        Feed(ledger, Level(1, 10));
        ledger.Place(new(0, 1), s_now, [new(new(1), new(1), 6)], []);
        ledger.Place(new(0, 2), s_now, [new(new(1), new(1), 4)], []);
        var cuts = new List<ClaimCut>();
        ledger.Feed(s_feed, s_now, [Level(2, 7)], new FeedOutcome[1], cuts);
        Assert.Equal((new OrderKey(0, 2), 3), (Assert.Single(cuts).Order, cuts[0].Stock.Units));
        Assert.Equal((7, 0), (ledger.Held(new(1), new(1)), ledger.Available(new(1), new(1))));
    }

    [Fact]
    public void Any_story_replays_to_the_same_bytes_and_any_order_of_arrival_ends_at_the_newest() =>
        Gen.Select(
            Gen.Select(Gen.Int[1, 3], Gen.Int[1, 2], Gen.Long[0, 12], Gen.Int[0, 9],
                (product, facility, number, units) => new FeedUpdate(
                    new(product), new(facility), number, FeedKind.Level, units)).Array[0, 30],
            Gen.Int[1, 7]).Sample((updates, batch) =>
            {
                var (ledger, tape) = (new GoodsLedger(), new LedgerTape());
                ledger.Tape = tape;
                var again = new GoodsLedger();
                foreach (var some in updates.Chunk(batch))
                {
                    Feed(ledger, some);
                    LedgerReplay.Apply(again, tape.Bytes);
                    tape.Clear();
                }

                Assert.Equal(LedgerSnapshot.Of(ledger), LedgerSnapshot.Of(again));
                Assert.Equal(LedgerSnapshot.Of(ledger),
                    LedgerSnapshot.Of(LedgerSnapshot.Read(LedgerSnapshot.Of(ledger))));
                foreach (var cell in updates.Where(update => update.Sequence > 0)
                    .GroupBy(update => (update.Product, update.Facility)))
                {
                    var newest = cell.Max(update => update.Sequence);
                    Assert.Equal(cell.First(update => update.Sequence == newest).Units,
                        ledger.Available(cell.Key.Product, cell.Key.Facility));
                }
            });

    [Fact]
    public void Thousands_of_cells_keep_their_numbers()
    {
        var ledger = new GoodsLedger();
        var updates = Enumerable.Range(0, 20_000).Select(i => new FeedUpdate(
            new(1 + (i % 5_000)), new(1 + (i / 5_000)), 1 + i, FeedKind.Level, i % 100)).ToArray();
        Assert.All(Feed(ledger, updates), outcome => Assert.Equal(FeedOutcome.Applied, outcome));
        Assert.All(Feed(ledger, updates), outcome => Assert.Equal(FeedOutcome.Repeated, outcome));
        Assert.Equal(LedgerSnapshot.Of(ledger), LedgerSnapshot.Of(LedgerSnapshot.Read(LedgerSnapshot.Of(ledger))));
    }

    private static FeedUpdate Level(long number, int units) => new(new(1), new(1), number, FeedKind.Level, units);

    private static FeedUpdate Change(long number, int units) => new(new(1), new(1), number, FeedKind.Change, units);

    private static FeedOutcome[] Feed(GoodsLedger ledger, params FeedUpdate[] updates)
    {
        var outcomes = new FeedOutcome[updates.Length];
        ledger.Feed(s_feed, s_now, updates, outcomes);
        return outcomes;
    }
}
