using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Xunit;

namespace Quartermaster.Tests.Ledger;

/// <summary>What holds of the ledger after any story.</summary>
public sealed class LedgerPropertyTests
{
    private const int Stories = 300;

    [Fact]
    public void It_answers_as_the_plain_rules_do_and_ends_in_the_same_state() => LedgerAct.Story.Sample(
        story =>
        {
            var (ledger, naive) = (new GoodsLedger(), new NaiveLedger());
            foreach (var act in story)
            {
                Assert.Equal(act.Tell(naive), act.Do(ledger));
                AssertSame(naive, ledger);
            }
        },
        iter: Stories);

    [Fact]
    public void The_stories_reach_every_answer()
    {
        // Rare ones may take many stories: as many as it takes, but not for ever.
        var missing = new HashSet<string>(
        [
            "Posted", "AlreadyPosted", "NotEnough", "TooMany", "Refused", "Posted Posted True",
            "GroupRefused NotEnough False", "Unknown", "Held", "Decided", "Shipped", "Released", "Expired", "Cut",
            "NotEnoughStock", "SlotFull", "OtherContent", "OutOfTurn", "move Moved",
            "move AlreadyMoved", "move Changed", "move NotEnoughStock", "move SlotFull", "move Refused",
            "amend Moved", "amend AlreadyMoved", "amend Changed", "amend NotEnoughStock", "amend SlotFull",
            "amend Refused",
            "hold change Moved", "hold change Changed", "hold change NotEnoughStock", "hold change SlotFull",
            "hold change Refused", "decide change Moved", "decide change Changed",
            "follow change True", "follow change False", "withdraw change True", "withdraw change False",
            "feed Applied", "feed Repeated", "feed Late", "feed NotEnough", "feed TooMany", "feed Refused",
        ]);
        for (var block = 0; block < 30 && missing.Count > 0; block++)
        {
            LedgerAct.Story.Sample(story => missing.ExceptWith(Answers(story)), iter: 5_000, threads: 1);
        }

        Assert.Empty(missing);
    }

    [Fact]
    public void The_stories_give_to_who_waits_and_cut_who_waits()
    {
        var (given, cut) = (0, 0);
        ArrivalActs.Story.Sample(
            story =>
            {
                var naive = new NaiveLedger();
                Array.ForEach(story, act => act.Tell(naive));
                (given, cut) = (given + naive.Settled.Given, cut + naive.Settled.Cut);
            },
            iter: 2_000, seed: "0000000000001", threads: 1);

        Assert.InRange(given, 100, int.MaxValue);
        Assert.InRange(cut, 100, int.MaxValue);
    }

    [Fact]
    public void Its_own_audit_finds_nothing() => LedgerAct.Story.Sample(
        story => Assert.Empty(LedgerAudit.Check(Told(story))), iter: Stories);

    [Fact]
    public void The_journal_adds_up_to_the_balances() => LedgerAct.Story.Sample(
        story =>
        {
            var (journal, ledger, seen) = (new List<Entry>(), new GoodsLedger(), new HashSet<OrderKey>());
            ledger.Journal = journal;
            var onlyNumbered = 0L;
            foreach (var act in story)
            {
                var (sequence, count) = (ledger.Sequence, journal.Count);
                var isDone = act.Do(ledger) is "Held" or "Decided" or "hold change Moved";
                onlyNumbered += isDone && act is HoldAct { Lines.Length: 0 } hold && seen.Add(hold.Order) ? 1 : 0;
                if (isDone && act is HoldChangeAct change)
                {
                    // So is what is held beside an order without goods.
                    var numbered = ledger.Sequence - sequence - (journal.Count - count);
                    Assert.InRange(numbered, 0, change.Orders.Length);
                    onlyNumbered += numbered;
                }
            }

            foreach (var cell in Cells())
            {
                var units = journal.Where(entry => entry.Product == cell.Product && entry.Owner == cell.Owner
                    && entry.Lot == cell.Lot).Sum(entry => (entry.To == cell.Account ? (long)entry.Units : 0)
                    - (entry.From == cell.Account ? entry.Units : 0));
                Assert.Equal(units, ledger.LotBalance(cell.Product, cell.Owner, cell.Lot, cell.Account));
            }

            // Orders that only wait move nothing, and have a number all the same.
            Assert.Equal(journal.Count + onlyNumbered, ledger.Sequence);
        },
        iter: 150);

    [Fact]
    public void Replaying_the_tape_gives_the_same_state() => LedgerAct.Story.Sample(
        story =>
        {
            var (ledger, replayed, tape) = (new GoodsLedger(), new GoodsLedger(), new LedgerTape());
            ledger.Tape = tape;
            foreach (var act in story)
            {
                act.Do(ledger);
                LedgerReplay.Apply(replayed, tape.Bytes);
                tape.Clear();
            }

            Assert.Equal(LedgerSnapshot.Of(ledger), LedgerSnapshot.Of(replayed));
        },
        iter: Stories);

    [Fact]
    public void A_snapshot_reads_back_as_a_ledger_that_goes_on_alike() => Gen.Select(LedgerAct.Story, LedgerAct.Story)
        .Sample(
            (before, after) =>
            {
                var ledger = Told(before);
                var copy = LedgerSnapshot.Read(LedgerSnapshot.Of(ledger));
                Assert.Equal(LedgerSnapshot.Of(ledger), LedgerSnapshot.Of(copy));
                Assert.All(after, act => Assert.Equal(act.Do(ledger), act.Do(copy)));
                Assert.Equal(LedgerSnapshot.Of(ledger), LedgerSnapshot.Of(copy));
            },
            iter: 150);

    [Fact]
    public void Repeating_entries_and_orders_in_any_order_changes_nothing() => LedgerAct.Story.Sample(
        story =>
        {
            var posts = story.Where(act => act is PostAct or GroupAct or HoldAct { Wait: < 0 }).ToArray();
            var ledger = new GoodsLedger();
            var done = posts.Where(act => act.Do(ledger) is "Posted" or "Decided").ToArray();
            var state = LedgerSnapshot.Of(ledger);
            foreach (var act in done.Reverse().Concat(done))
            {
                Assert.Contains(act.Do(ledger), (string[])["AlreadyPosted", "Decided"]);
            }

            Assert.Equal(state, LedgerSnapshot.Of(ledger));
        },
        iter: 150);

    [Fact]
    public void A_refused_group_leaves_no_trace() => Gen.Select(LedgerAct.Story, LedgerAct.Story).Sample(
        (before, groups) =>
        {
            var ledger = Told(before);
            foreach (var act in groups.OfType<GroupAct>())
            {
                var state = LedgerSnapshot.Of(ledger);
                if (act.Do(ledger).EndsWith("False", StringComparison.Ordinal))
                {
                    Assert.Equal(state, LedgerSnapshot.Of(ledger));
                }
            }
        },
        iter: 150);

    private static Dictionary<Slot, int> Waits(IEnumerable<SlotClaim> claims) =>
        claims.Where(claim => claim.Slot.Kind == SlotKind.Arrival).GroupBy(claim => claim.Slot)
            .ToDictionary(of => of.Key, of => of.Sum(claim => claim.Units));

    private static List<string> Answers(LedgerAct[] story)
    {
        var ledger = new GoodsLedger();
        return [.. story.Select(act => act.Do(ledger))];
    }

    private static GoodsLedger Told(LedgerAct[] story)
    {
        var ledger = new GoodsLedger();
        Tell(story, ledger);
        return ledger;
    }

    private static void Tell(LedgerAct[] story, GoodsLedger ledger) => Array.ForEach(story, act => act.Do(ledger));

    private static void AssertSame(NaiveLedger naive, GoodsLedger ledger)
    {
        foreach (var (product, owner, lot, account) in Cells())
        {
            Assert.Equal(
                naive.Balance(product, owner, lot, account), ledger.LotBalance(product, owner, lot, account));
        }

        foreach (var product in (ProductId[])[new(1), new(2)])
        {
            Assert.Equal(naive.Orders.Values.Where(order => order is { State: OrderOutcome.Held, Expires: > 0 })
                .SelectMany(order => order.Open).Where(line => line.Product == product && line.Owner.Value == 0)
                .GroupBy(line => line.Facility).ToDictionary(of => of.Key, of => of.Sum(line => (long)line.Units)),
                ledger.OnlyHeld(product));
        }

        Assert.All(naive.Orders, order => Assert.Equal(order.Value.State, ledger.StateOf(order.Key)));
        Assert.All(naive.Slots, slot => Assert.Equal(new(slot.Value.Limit, slot.Value.Claimed), ledger.Use(slot.Key)));
        Assert.All(naive.Slots, slot => Assert.Equal(
            ledger.Use(slot.Key).Free, ledger.Availability.Free(slot.Key)));
        Assert.All(naive.Orders, order => Assert.Equal(
            order.Value.IsOpen ? Waits(order.Value.OpenSlots) : [], Waits(ledger.WaitsFor(order.Key))));
        Assert.All(naive.Orders, order => Assert.Equal(order.Value.Shipped, ledger.ShippedOf(order.Key)));
        Assert.All(naive.Orders, order => Assert.Equal(
            order.Value.Picked.OrderBy(place => place.Value), ledger.PickedAt(order.Key)));
        Assert.Empty(LedgerAudit.Check(ledger));
    }

    private static IEnumerable<(ProductId Product, OwnerId Owner, int Lot, Account Account)> Cells() =>
        from product in (int[])[1, 2]
        from owner in (int[])[0, 1]
        from lot in (int[])[0, 1]
        from facility in (int[])[0, 1, 2]
        from state in Enum.GetValues<GoodsState>()
        select (new ProductId(product), new OwnerId(owner), lot, new Account(new(facility), state));
}
