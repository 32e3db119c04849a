using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;
using Xunit;

namespace Quartermaster.Tests.Ledger;

/// <summary>A purchase order line whose number of units changes in its table: on order is what is still to come of the
/// last number, whatever was told before.</summary>
public sealed class PurchaseUnitsTests
{
    private static readonly DateOnly s_day0 = new(2026, 3, 2);
    private static readonly ProductId s_product = new(1);
    private static readonly FacilityId s_center = new(1);
    private static readonly Slot s_arrival = Slot.Arrival(s_product, s_center);

    private readonly GoodsLedger _ledger = Opened();
    private int _today = 20;

    [Fact]
    public void Units_that_are_corrected_and_corrected_back_are_on_order_once()
    {
        var line = Line(1, day: 1, units: 20);
        var other = Line(2, day: 1, units: 15);
        foreach (var (units, ordered, cancelled) in ((int, long, long)[])
            [(20, 35, 0), (35, 15, 0), (20, 0, 15), (35, 15, 0), (20, 0, 15), (1, 0, 19), (20, 19, 0)])
        {
            var told = Feed([line with { Units = units }, other]);
            Assert.Equal((ordered, cancelled), (told.UnitsOrdered, told.UnitsCancelled));
            Assert.Equal((5, units + 15), Goods());
            Assert.Equal(new PurchaseFeedResult { IsOpen = true }, Feed([line with { Units = units }, other]));
        }

        // All of the first, and nothing of the other.
        Feed([line with { Units = 35 }, other], Part(line, 0, 21, 35));
        Assert.Equal((40, 15), Goods());
        Feed([line with { Units = 35, State = PurchaseOrderState.Received }, other], Part(line, 0, 21, 35));
        Assert.Equal((40, 15), Goods());
    }

    [Fact]
    public void What_has_come_already_is_counted_against_the_new_number()
    {
        var (line, other) = (Line(1, day: 1, units: 20), Line(2, day: 1, units: 15));
        Receipt[] came = [Part(line, 0, 3, 8)];
        Feed([line, other], came);
        foreach (var (units, open) in ((int, int)[])[(35, 27), (10, 2), (6, 0), (8, 0), (9, 1), (6, 0)])
        {
            Feed([line with { Units = units }, other], came);
            Assert.Equal((13, open + 15), Goods());
        }

        // More than it was to bring takes nothing of the other.
        Feed([line with { Units = 6 }, other], [.. came, Part(line, 1, 22, 9)]);
        Assert.Equal((22, 15), Goods());
    }

    [Fact]
    public void What_a_vendor_confirmed_is_what_is_to_come()
    {
        var (line, other) = (Line(1, day: 1, units: 20), Line(2, day: 1, units: 15));
        Feed([line, other]);
        Assert.Equal(8, Feed([line with { ConfirmedUnits = 12 }, other]).UnitsCancelled);
        Assert.Equal((5, 27), Goods());
        Feed([line with { ConfirmedUnits = 90 }, other]);
        Assert.Equal((5, 35), Goods());
        Feed([line with { ConfirmedUnits = 0 }, other]);
        Assert.Equal((5, 15), Goods());
        Feed([line with { ConfirmedUnits = 12 }, other], Part(line, 0, 21, 20));
        Assert.Equal((25, 15), Goods());

        // Confirmed before the ledger hears of it.
        Feed([other, Line(3, 2, 50) with { ConfirmedUnits = 30 }, Line(4, 2, 50) with { ConfirmedUnits = 0 }]);
        Assert.Equal((25, 45), Goods());
    }

    [Fact]
    public void Fewer_units_cut_who_waits_for_them_now_and_a_replay_tells_the_same()
    {
        var changes = new List<OrderChange>();
        Feed([Line(1, 1, 20)]);
        _ledger.OpenSlot(s_arrival, 20, At(1));
        _ledger.Place(new(0, 1), At(2), [], [new(s_arrival, 12)]);
        _ledger.Place(new(0, 2), At(3), [], [new(s_arrival, 8)]);
        var copy = LedgerSnapshot.Read(LedgerSnapshot.Of(_ledger));
        (_ledger.Tape, _ledger.Changes) = (new(), changes);

        var told = Feed([Line(1, 1, 20) with { ConfirmedUnits = 12 }]);
        // Five were there: of 15 that are waited for, 12 are to come.
        Assert.Equal([new ClaimCut(new(0, 2), default, new(s_arrival, 3), true)], told.Cuts);
        Assert.Equal([At(_today)], changes.Where(change => change.IsCut).Select(change => change.At).Distinct());
        Assert.Null(Feed([Line(1, 1, 30)]).Cuts);

        copy.Changes = [];
        LedgerReplay.Apply(copy, _ledger.Tape.Bytes);
        Assert.Equal(changes, copy.Changes);
        Assert.Equal(LedgerSnapshot.Of(_ledger), LedgerSnapshot.Of(copy));
        Assert.Equal(new PurchaseFeedResult { IsOpen = true }, PurchaseFeed.Post(
            copy, new([Line(1, 1, 30)]), new([]), At(_today)));
    }

    [Fact]
    public void A_line_that_was_released_here_is_known_by_its_units_and_one_of_a_build_before_by_its_row()
    {
        var (released, before) = (Line(1, day: 1, units: 20), Line(2, day: 1, units: 15));
        Assert.Equal([Outcome.Posted], PurchaseMovements.Release(_ledger, At(1), [released]));
        Assert.Equal([Outcome.AlreadyPosted], PurchaseMovements.Release(_ledger, At(1), [released]));
        _ledger.PostAll(PurchaseMovements.Release(At(1), [before]), new Outcome[1]);
        Assert.Equal(12, Feed([released with { Units = 32 }, before]).UnitsOrdered);
        Assert.Equal((5, 47), Goods());
        Assert.Equal(15, Feed([released with { Units = 32 }, before with { Units = 30 }]).UnitsOrdered);
        Feed([released, before with { ConfirmedUnits = 10 }]);
        Assert.Equal((5, 30), Goods());

        // Released and read months later.
        PurchaseMovements.Release(_ledger, At(2), [Line(3, 2, 9)]);
        _ledger.Forget(s_day0.AddDays(100));
        _today = 120;
        Feed([released, before with { ConfirmedUnits = 10 }, Line(3, 2, 9)]);
        Assert.Equal((5, 39), Goods());
    }

    [Fact]
    public void Whatever_changes_on_order_is_what_is_to_come_of_open_lines()
    {
        var change = Gen.Select(Gen.Int[1, 4], Gen.Int[0, 5], Gen.Int[1, 40], Gen.Int[-1, 40]);
        Gen.Select(change.Array[1, 40], Gen.Int[3, 30]).Sample((changes, kept) =>
        {
            var (ledger, lines, receipts) = (Opened(), new SortedDictionary<int, PurchaseOrderLine>(),
                new List<Receipt>());
            for (var day = 1; day <= changes.Length; day++)
            {
                var (number, what, units, confirmed) = changes[day - 1];
                var line = lines.TryGetValue(number, out var had) ? had : Line(number, day, units);
                lines[number] = line.State.HasEnded() ? line : what switch
                {
                    0 => line with { State = PurchaseOrderState.Closed },
                    1 => line with { ConfirmedUnits = confirmed },
                    2 or 3 => line with { Units = units },
                    _ => line,
                };
                if (what > 3)
                {
                    receipts.Add(Part(line, day, day, units));
                }

                PurchaseFeed.Post(ledger, new([.. lines.Values]), new([.. receipts]), At(day + 1));
                ledger.Forget(s_day0.AddDays(day - kept));
                var toCome = lines.Values.Where(one => one.State.IsOpen()).Sum(one => Math.Max(0,
                    (one.ConfirmedUnits < 0 ? one.Units : Math.Min(one.Units, one.ConfirmedUnits))
                        - receipts.Where(receipt => receipt.Line == one.Line).Sum(receipt => receipt.Units)));
                Assert.Equal(toCome, ledger.OnOrder(s_product, s_center));
                Assert.Equal(5 + receipts.Sum(receipt => receipt.Units), ledger.OnHand(s_product, s_center));
            }

            Assert.Empty(LedgerAudit.Check(ledger));
        });
    }

    private static GoodsLedger Opened()
    {
        var (ledger, at) = (new GoodsLedger(), Instant.Of(s_day0));
        OpeningStock.Post(ledger, new([new(s_product, default, s_center, StockState.OnHand, 5)]), "opening", at);
        StockStatements.Note(ledger, StockState.OnHand, at);
        return ledger;
    }

    private PurchaseFeedResult Feed(PurchaseOrderLine[] orders, params Receipt[] receipts) =>
        PurchaseFeed.Post(_ledger, new(orders), new(receipts), At(++_today));

    private (int OnHand, int OnOrder) Goods() =>
        ((int)_ledger.OnHand(s_product, s_center), (int)_ledger.OnOrder(s_product, s_center));

    private static Instant At(int day) => Instant.Of(s_day0.AddDays(day), minutes: 600);

    private static PurchaseOrderLine Line(int number, int day, int units) => new(
        Label.Of("PO"), number, PurchaseOrderState.Released, s_product, new(1), s_center, units, default,
        s_day0.AddDays(day), s_day0.AddDays(day + 5), -1, true);

    private static Receipt Part(PurchaseOrderLine line, int part, int day, int units) => new(
        line.PurchaseOrder, line.Line, part, line.Product, line.Vendor, line.ShipTo, line.OrderedDay, line.Units,
        s_day0.AddDays(day), units, Condition.Sellable);
}
