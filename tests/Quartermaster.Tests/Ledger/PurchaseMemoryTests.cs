using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;
using Xunit;

namespace Quartermaster.Tests.Ledger;

/// <summary>Tables of purchases, read again and again, in a ledger that forgets: nothing is posted twice, and a line
/// that is still to come is closed however late.</summary>
public sealed class PurchaseMemoryTests
{
    private static readonly DateOnly s_day0 = new(2026, 3, 2);
    private static readonly Instant s_now = Instant.Of(s_day0.AddDays(1_000));
    private static readonly ProductId s_product = new(1);
    private static readonly FacilityId s_center = new(1);

    [Fact]
    public void A_delivery_of_a_hundred_days_ago_that_is_read_again_is_neither_posted_nor_refused()
    {
        var ledger = Opened();
        var (line, other) = (Line(1, day: 1, units: 20), Line(2, day: 1, units: 7));
        Receipt[] receipts = [Part(line, 0, day: 3, units: 20)];
        Feed(ledger, [line, other], receipts);
        var received = line with { State = PurchaseOrderState.Received };
        Feed(ledger, [received, other], receipts);
        Assert.Equal((25, 7), Goods(ledger));
        ledger.Forget(s_day0.AddDays(13));

        // The delivery counts as told; the line that is still to come is known by its key.
        for (var again = 0; again < 2; again++)
        {
            Assert.Equal(new PurchaseFeedResult { IsOpen = true, TakenAsTold = 1, RemembersFrom = s_day0.AddDays(13) },
                Feed(ledger, [received, other], receipts));
            Assert.Equal((25, 7), Goods(ledger));
        }

        Assert.Equal(1, Feed(ledger, [received, other], [.. receipts, Part(other, 0, day: 103, units: 5)]).Receipts);
        Assert.Equal((30, 2), Goods(ledger));
    }

    [Fact]
    public void A_line_that_is_closed_long_after_it_was_ordered_is_no_longer_to_come()
    {
        var ledger = Opened();
        var line = Line(1, day: 1, units: 20);
        Feed(ledger, [line], []);
        for (var day = 30; day < 300; day += 10)
        {
            ledger.Forget(s_day0.AddDays(day));
            Assert.Equal(new PurchaseFeedResult { IsOpen = true }, Feed(ledger, [line], []));
        }

        var closed = line with { State = PurchaseOrderState.Closed };
        Assert.Equal(20, Feed(ledger, [closed], []).UnitsCancelled);
        Assert.Equal((5, 0), Goods(ledger));
        ledger.Forget(s_day0.AddDays(300));
        Assert.Equal(new PurchaseFeedResult { IsOpen = true }, Feed(ledger, [closed], []));
        Assert.Equal((5, 0), Goods(ledger));
        Assert.False(ledger.Has(PurchaseMovements.KeyOf(line.PurchaseOrder, line.Line)));
    }

    [Fact]
    public void A_line_that_is_told_long_after_it_was_ordered_goes_on_order_and_ends_without_touching_others()
    {
        var ledger = Opened();
        ledger.Forget(s_day0.AddDays(100));
        var (line, other) = (Line(1, day: 1, units: 20), Line(2, day: 110, units: 30));
        Assert.Equal(new(true, 1, 20, 0, 0, 0, 0) { LateLines = 1, RemembersFrom = s_day0.AddDays(100) },
            Feed(ledger, [line], []));
        Assert.Equal(new PurchaseFeedResult { IsOpen = true }, Feed(ledger, [line], []));
        Feed(ledger, [line, other], [Part(line, 0, day: 111, units: 4)]);
        Assert.Equal((9, 46), Goods(ledger));
        for (var again = 0; again < 2; again++)
        {
            ledger.Forget(s_day0.AddDays(150 + (50 * again)));
            Feed(ledger, [line with { State = PurchaseOrderState.Closed }, other], [Part(line, 0, 111, units: 4)]);
            Assert.Equal((9, 30), Goods(ledger));
        }
    }

    [Fact]
    public void Of_a_line_told_late_what_came_before_the_days_that_are_remembered_is_not_to_come()
    {
        var ledger = Opened();
        ledger.Forget(s_day0.AddDays(100));
        var (line, whole) = (Line(1, day: 1, units: 20), Line(2, day: 1, units: 7));
        Receipt[] came = [Part(line, 0, day: 3, units: 12), Part(whole, 0, day: 4, units: 7)];
        var told = Feed(ledger, [line, whole], came);
        Assert.Equal((1, 8L, 2), (told.LateLines, told.UnitsOrdered, told.TakenAsTold));
        Assert.Equal((5, 8), Goods(ledger));
        Feed(ledger, [line, whole], [.. came, Part(line, 1, day: 120, units: 8)]);
        Assert.Equal((13, 0), Goods(ledger));
    }

    /// <summary>As a build of before left it: told late, marked by its key, and not on order.</summary>
    [Fact]
    public void A_line_of_which_there_is_a_key_and_nothing_on_order_takes_nothing_of_others_when_it_ends()
    {
        var ledger = Opened();
        ledger.Forget(s_day0.AddDays(100));
        var (line, other) = (Line(1, day: 1, units: 20), Line(2, day: 110, units: 30));
        var key = PurchaseMovements.KeyOf(line.PurchaseOrder, line.Line);
        ledger.Once(key, Instant.Of(s_day0.AddDays(100)));
        ledger.Remember(key, GoodsLedger.ForGood);
        Feed(ledger, [line, other], []);
        for (var again = 0; again < 2; again++)
        {
            Feed(ledger, [line with { State = PurchaseOrderState.Closed }, other], []);
            Assert.Equal((5, 30), Goods(ledger));
        }
    }

    [Fact]
    public void Lines_that_have_come_whole_and_stay_open_in_their_table_are_not_remembered_for_good()
    {
        var ledger = Opened();
        PurchaseOrderLine[] lines = [.. Enumerable.Range(1, 200).Select(number => Line(number, day: number, units: 3))];
        Receipt[] receipts = [.. lines.Select(line => Part(line, 0, line.OrderedDay.DayNumber - s_day0.DayNumber, 3))];
        for (var day = 1; day <= 200; day++)
        {
            var first = s_day0.AddDays(day);
            Feed(ledger, [.. lines.Where(line => line.OrderedDay < first)],
                [.. receipts.Where(receipt => receipt.Day < first)]);
            ledger.Forget(s_day0.AddDays(day - 20));
        }

        Assert.Equal((5 + (199 * 3), 0), Goods(ledger));
        // Six a line: of the order, its units, its goods, and three of the delivery.
        Assert.InRange(ledger.RememberedKeys, 20, 130);
    }

    [Fact]
    public void Told_within_the_days_that_are_remembered_it_is_as_if_nothing_were_forgotten()
    {
        var line = from ordered in Gen.Int[0, 60]
                   from units in Gen.Int[1, 40]
                   from parts in Gen.Select(Gen.Int[1, 40], Gen.Int[1, 30]).Array[0, 3]
                   from closed in Gen.Int[0, 120]
                   select (ordered, units, parts, closed);
        Gen.Select(line.Array[0, 5], Gen.Int[2, 30], Gen.Int[1, 9]).Sample((lines, kept, every) =>
        {
            var (ledger, all) = (Opened(), Opened());
            for (var day = 1; day <= 150; day += Math.Min(every, kept))
            {
                var (orders, receipts) = At(lines, day);
                Feed(ledger, orders, receipts);
                Feed(all, orders, receipts);
                ledger.Forget(s_day0.AddDays(day - kept));
                Assert.Equal(Goods(all), Goods(ledger));
            }

            Assert.Empty(LedgerAudit.Check(ledger));
        });
    }

    // The tables at the start of a day.
    private static (PurchaseOrderLine[], Receipt[]) At(
        (int Ordered, int Units, (int Days, int Units)[] Parts, int Closed)[] lines, int startOf)
    {
        var (orders, receipts) = (new List<PurchaseOrderLine>(), new List<Receipt>());
        for (var i = 0; i < lines.Length; i++)
        {
            var (ordered, units, parts, closed) = lines[i];
            var line = Line(i + 1, ordered, units);
            if (ordered < startOf)
            {
                orders.Add(line with
                {
                    State = ordered + closed < startOf ? PurchaseOrderState.Closed : PurchaseOrderState.Released,
                });
            }

            for (var (part, day) = (0, ordered); part < parts.Length; part++)
            {
                day += parts[part].Days;
                if (day < startOf)
                {
                    receipts.Add(Part(line, part, day, parts[part].Units));
                }
            }
        }

        return ([.. orders], [.. receipts]);
    }

    private static GoodsLedger Opened()
    {
        var (ledger, at) = (new GoodsLedger(), Instant.Of(s_day0));
        OpeningStock.Post(ledger, new([new(s_product, default, s_center, StockState.OnHand, 5)]), "opening", at);
        StockStatements.Note(ledger, StockState.OnHand, at);
        return ledger;
    }

    private static PurchaseFeedResult Feed(GoodsLedger ledger, PurchaseOrderLine[] orders, Receipt[] receipts) =>
        PurchaseFeed.Post(ledger, new(orders), new(receipts), s_now);

    private static (int OnHand, int OnOrder) Goods(GoodsLedger ledger) =>
        ((int)ledger.OnHand(s_product, s_center), (int)ledger.OnOrder(s_product, s_center));

    private static PurchaseOrderLine Line(int number, int day, int units) => new(
        Label.Of("PO"), number, PurchaseOrderState.Released, s_product, new(1), s_center, units, default,
        s_day0.AddDays(day), s_day0.AddDays(day + 5), -1, true);

    private static Receipt Part(PurchaseOrderLine line, int part, int day, int units) => new(
        line.PurchaseOrder, line.Line, part, line.Product, line.Vendor, line.ShipTo, line.OrderedDay, line.Units,
        s_day0.AddDays(day), units, Condition.Sellable);
}
