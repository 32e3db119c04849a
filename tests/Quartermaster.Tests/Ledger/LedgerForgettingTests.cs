using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;
using Xunit;

namespace Quartermaster.Tests.Ledger;

/// <summary>What a ledger forgets, what it never does, and that memory is bounded by the days that it remembers.
/// </summary>
public sealed class LedgerForgettingTests
{
    private const int Days = 400;
    private const int DaysKept = 30;
    private const int PerDay = 10;

    private static readonly DateOnly s_day0 = new(2026, 1, 1);

    private static readonly DateOnly s_second = new(1970, 1, 2);

    [Fact]
    public void Over_a_year_of_orders_memory_is_bounded_by_the_days_that_are_remembered()
    {
        var (ledger, mostKeys, mostOrders) = (Stocked(), 0, 0);
        for (var day = 0; day < Days; day++)
        {
            Live(ledger, day);
            ledger.Forget(s_day0.AddDays(day - DaysKept));
            mostKeys = Math.Max(mostKeys, ledger.RememberedKeys);
            mostOrders = Math.Max(mostOrders, ledger.RememberedOrders);
        }

        // One order stays open each month; the rest of what is remembered is of the days that are.
        Assert.InRange(mostOrders, DaysKept * PerDay, ((DaysKept + 1) * PerDay) + (Days / 30) + 1);
        Assert.InRange(mostKeys, DaysKept, (DaysKept + 1) + 3);
        Assert.Equal(s_day0.AddDays(Days - 1 - DaysKept), ledger.RemembersFrom);
        Assert.Equal(s_day0.AddDays(Days - 1), ledger.LastDay(DateOnly.MaxValue));
        Assert.Equal(s_day0.AddDays(Days - 5), ledger.LastDay(s_day0.AddDays(Days - 5)));
        Assert.Empty(LedgerAudit.Check(ledger));
        Assert.Equal(s_day0, StockStatements.Last(ledger, StockState.OnHand));

        // Of days that are remembered a repetition is known, of earlier ones refused; open orders go on.
        Assert.Equal(OrderOutcome.Shipped, Place(ledger, Days - 2, 1));
        Assert.Equal(OrderOutcome.TooOld, Place(ledger, 3, 1));
        Assert.Equal(OrderOutcome.Decided, Place(ledger, 60, 0));
        Assert.Equal(OrderOutcome.Shipped, ledger.Ship(KeyOf(60, 0), default, At(Days)));
        Assert.Equal(0, ledger.Held(new(1), new(1)) - (Days / 30));
        Assert.Equal(Outcome.TooOld, Return(ledger, 3));
        Assert.Equal(Outcome.AlreadyPosted, Return(ledger, Days - 2));
    }

    [Fact]
    public void The_last_file_of_each_state_stays_and_those_before_it_are_known_as_replaced()
    {
        var (ledger, stock) = (new GoodsLedger(), new Table<Stock>([]));
        foreach (var (file, state) in ((string, StockState)[])[("a", StockState.OnHand), ("a", StockState.OnHand),
            ("orders", StockState.OnOrder), ("b", StockState.OnHand), ("c", StockState.OnHand)])
        {
            OpeningStock.Post(ledger, stock, file, At(0), stated: new HashSet<StockState> { state });
            StockFiles.Note(ledger, state, file, At(0));
        }

        ledger.Forget(s_day0.AddDays(200));
        bool IsReplaced(string file) => StockFiles.IsReplaced(ledger, file, [StockState.OnHand]);
        Assert.Equal([true, true, false, false], new[] { "a", "b", "c", "d" }.Select(IsReplaced));
        Assert.False(StockFiles.IsReplaced(ledger, "orders", [StockState.OnOrder]));
        Assert.Equal(4 + 2, ledger.RememberedKeys);
    }

    [Fact]
    public void The_last_statement_of_each_state_and_the_names_of_files_stay()
    {
        var ledger = new GoodsLedger();
        var stock = new Table<Stock>([new(new(1), default, new(1), StockState.OnHand, 10)]);
        foreach (var day in (int[])[0, 3])
        {
            Assert.Equal(Outcome.Posted, OpeningStock.Post(ledger, stock, $"file of {day}", At(day)).Outcome);
            StockStatements.Note(ledger, StockState.OnHand, At(day));
        }

        StockStatements.Note(ledger, StockState.OnOrder, At(0));
        ledger.Forget(s_day0.AddDays(200));
        Assert.Equal(s_day0.AddDays(3), StockStatements.Last(ledger, StockState.OnHand));
        Assert.Equal(s_day0, StockStatements.Last(ledger, StockState.OnOrder));
        Assert.Null(StockStatements.Last(ledger, StockState.Unfulfillable));
        Assert.Equal(4, ledger.RememberedKeys);
        Assert.Equal(Outcome.AlreadyPosted, OpeningStock.Post(ledger, stock, "file of 0", At(300)).Outcome);
        var old = OpeningStock.Post(ledger, stock, "another file", At(199));
        Assert.Equal((Outcome.TooOld, s_day0.AddDays(200)), (old.Outcome, old.RemembersFrom));

        StockStatements.Note(ledger, StockState.OnHand, At(250));
        ledger.Forget(s_day0.AddDays(400));
        Assert.Equal(s_day0.AddDays(250), StockStatements.Last(ledger, StockState.OnHand));
        Assert.Equal(4, ledger.RememberedKeys);
    }

    [Fact]
    public void A_key_is_remembered_as_long_as_it_is_said_to()
    {
        var ledger = new GoodsLedger();
        ledger.Once(new(1, 1), At(0));
        ledger.Once(new(1, 2), At(0));
        Assert.True(ledger.Remember(new(1, 1), GoodsLedger.ForGood));
        Assert.False(ledger.Remember(new(1, 1), GoodsLedger.ForGood));
        Assert.False(ledger.Remember(new(1, 3), At(9)));
        ledger.Forget(s_day0.AddDays(100));
        Assert.Equal((true, false), (ledger.Has(new(1, 1)), ledger.Has(new(1, 2))));
        Assert.Equal(Outcome.AlreadyPosted, ledger.Once(new(1, 1), At(0)));
        Assert.Equal(Outcome.TooOld, ledger.Once(new(1, 2), At(0)));

        Assert.True(ledger.Remember(new(1, 1), At(0)));
        ledger.Forget(s_day0.AddDays(101));
        Assert.Equal(0, ledger.RememberedKeys);
    }

    [Fact]
    public void What_left_long_before_it_is_told_is_given_back_to_a_shelf_that_was_counted_meanwhile()
    {
        var ledger = Stocked();
        ledger.Place(KeyOf(0, 0), At(0), [new(new(1), new(1), 8)], []);
        ledger.Count(new(9, 1), At(50), new(new(1), new(1), 15));
        StockStatements.Note(ledger, StockState.OnHand, At(50));
        ledger.Forget(s_day0.AddDays(40));
        Assert.Equal(8, new ShippingDesk(ledger).Ship(KeyOf(0, 0), default, At(1)));
        Assert.Equal(15, ledger.OnHand(new(1), new(1)));
    }

    [Fact]
    public void Forgetting_among_anything_else_replays_and_reads_back() =>
        Gen.Select(LedgerAct.Story, Gen.Select(Gen.Int[0, 3], Gen.ULong[1, 4], Gen.ULong[1, 12]).Array[60]).Sample(
            (story, between) =>
            {
                var (ledger, replayed, tape) = (new GoodsLedger(), new GoodsLedger(), new LedgerTape());
                ledger.Tape = tape;
                ledger.Changes = [];
                for (var i = 0; i < story.Length; i++)
                {
                    story[i].Do(ledger);
                    var (kind, cause, row) = between[i];
                    if (kind == 0)
                    {
                        ledger.Remember(new(cause, row), row > 6 ? GoodsLedger.ForGood : new(1_000_000));
                    }
                    else if (kind == 1 && i % 20 == 19)
                    {
                        // What is closed after a day was forgotten is forgotten with the next one.
                        var left = ledger.RemembersFrom < s_second ? OpenIn(ledger) : ledger.RememberedOrders;
                        ledger.Forget(s_second);
                        Assert.Equal(left, ledger.RememberedOrders);
                    }

                    LedgerReplay.Apply(replayed, tape.Bytes);
                    tape.Clear();
                }

                Assert.Equal(LedgerSnapshot.Of(ledger), LedgerSnapshot.Of(replayed));
                var state = LedgerSnapshot.Of(ledger);
                Assert.Equal(state, LedgerSnapshot.Of(LedgerSnapshot.Read(state)));
                var parts = new ByteParts();
                LedgerSnapshot.Write(ledger, parts);
                Assert.Equal(state, parts.All);
                Assert.Equal(state, LedgerSnapshot.Of(LedgerSnapshot.Read(parts)));
                Assert.Empty(LedgerAudit.Check(ledger));
            });

    [Fact]
    public void A_state_of_many_parts_is_the_same_written_whole_or_part_by_part_and_none_that_ends_early_is_read()
    {
        var ledger = Stocked();
        for (var day = 0; day < 600; day++)
        {
            Live(ledger, day);
            ledger.Ask(KeyOf(day, 1), new(new(1), At(day), null, new([new(new(1), 1)]))
            {
                Code = new string((char)('a' + (day % 26)), 1 + (day % 60)),
            });
        }

        var state = LedgerSnapshot.Of(ledger);
        Assert.InRange(state.Length, 3 << 16, int.MaxValue);
        var parts = new ByteParts();
        LedgerSnapshot.Write(ledger, parts);
        Assert.Equal(state, parts.All);
        Assert.Equal(state, LedgerSnapshot.Of(LedgerSnapshot.Read(parts)));
        foreach (var length in (int[])[0, 1, 70_000, 1 << 16, state.Length - 1])
        {
            Assert.Throws<LedgerBlobException>(() => LedgerSnapshot.Read(new ByteParts(state[..length])));
        }
    }

    private static void Live(GoodsLedger ledger, int day)
    {
        for (var i = 0; i < PerDay; i++)
        {
            Assert.Equal(OrderOutcome.Decided, Place(ledger, day, i));
            if (i > 0 || day % 30 != 0)
            {
                ledger.Ship(KeyOf(day, i), default, At(day));
            }
        }

        Assert.Equal(Outcome.Posted, Return(ledger, day));
    }

    private static OrderOutcome Place(GoodsLedger ledger, int day, int i) =>
        ledger.Place(KeyOf(day, i), At(day), [new(new(1), new(1), 1)], []);

    private static Outcome Return(GoodsLedger ledger, int day)
    {
        var outcome = default(Outcome);
        var entry = Movements.Return(new(9, (ulong)day), At(day), new(1), new(1), 1);
        ledger.Post(new(in entry), new(ref outcome));
        return outcome;
    }

    private static int OpenIn(GoodsLedger ledger) => Enumerable.Range(1, 8)
        .Count(i => ledger.StateOf(new OrderKey(7, (ulong)i)) is OrderOutcome.Held or OrderOutcome.Decided);

    private static OrderKey KeyOf(int day, int i) => new((ulong)day, (ulong)i);

    private static Instant At(int day) => Instant.Of(s_day0.AddDays(day));

    private static GoodsLedger Stocked()
    {
        var ledger = new GoodsLedger();
        OpeningStock.Post(ledger, new([new(new(1), default, new(1), StockState.OnHand, 1_000_000)]), "opening", At(0));
        StockStatements.Note(ledger, StockState.OnHand, At(0));
        return ledger;
    }
}
