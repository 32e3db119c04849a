using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;
using Xunit;

namespace Quartermaster.Tests.Ledger;

/// <summary>Tables of purchases and stock files, told in any order, leave the ledger as the world is.</summary>
public sealed class PurchaseFeedTests
{
    private static readonly DateOnly s_day0 = new(2026, 3, 2);
    private static readonly Instant s_now = Instant.Of(s_day0.AddDays(1_000));
    private static readonly ProductId s_product = new(1);
    private static readonly FacilityId s_center = new(1);

    [Fact]
    public void A_line_goes_on_order_once_arrives_in_parts_and_is_closed_short()
    {
        var ledger = Opened(onHand: 5);
        var line = Line(1, day: 1, units: 20);
        Assert.Equal(new(true, 1, 20, 0, 0, 0, 0), Feed(ledger, [line], []));
        Assert.Equal(new(true, 0, 0, 1, 12, 0, 0), Feed(ledger, [line], [Part(line, 0, day: 3, units: 12)]));
        Assert.Equal((17, 8), Goods(ledger));
        var closed = line with { State = PurchaseOrderState.Closed };
        Assert.Equal(new(true, 0, 0, 0, 0, 8, 0), Feed(ledger, [closed], [Part(line, 0, 3, 12)]));
        Assert.Equal(new(true, 0, 0, 0, 0, 0, 0), Feed(ledger, [closed], [Part(line, 0, 3, 12)]));
        Assert.Equal((17, 0), Goods(ledger));
    }

    [Fact]
    public void Damaged_goods_and_more_than_was_ordered_arrive_too()
    {
        var ledger = Opened(onHand: 0);
        var line = Line(1, day: 1, units: 10);
        Feed(ledger, [line],
            [Part(line, 0, 2, 4) with { Condition = Condition.Damaged }, Part(line, 1, 3, 9)]);
        Assert.Equal((9, 0), Goods(ledger));
        Assert.Equal(4, ledger.Balance(s_product, default, s_center, GoodsState.Unfulfillable));
    }

    [Fact]
    public void A_count_that_has_seen_a_delivery_is_not_added_to()
    {
        var ledger = Opened(onHand: 5);
        var line = Line(1, day: 1, units: 20);
        Feed(ledger, [line], []);
        Count(ledger, day: 4, onHand: 25);
        Assert.Equal(new PurchaseFeedResult { IsOpen = true, UnitsInCount = 20 },
            Feed(ledger, [line], [Part(line, 0, day: 3, units: 20)]));
        Assert.Equal((25, 0), Goods(ledger));
    }

    [Fact]
    public void A_ledger_whose_shelves_were_never_stated_is_left_alone()
    {
        var ledger = new GoodsLedger();
        Assert.Equal(default, Feed(ledger, [Line(1, 1, 20)], []));
        Assert.Equal((0, 0), Goods(ledger));
    }

    [Fact]
    public void Told_in_any_order_and_as_often_the_ledger_is_as_the_world_is()
    {
        var line = from ordered in Gen.Int[0, 9]
                   from units in Gen.Int[1, 40]
                   from parts in Gen.Select(Gen.Int[1, 6], Gen.Int[0, 30]).Array[0, 3]
                   from ends in Gen.Bool
                   select (ordered, units, parts, ends);
        var telling = Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool);
        Gen.Select(line.Array[0, 5], telling.Array[20], Gen.Bool).Sample((lines, tellings, statesOrders) =>
        {
            var world = new World([.. lines.Select((one, i) => World.Make(
                Line(i + 1, one.ordered, one.units), one.parts, one.ends, isWhole: statesOrders))]);
            var ledger = Opened(onHand: world.OnHand(0), onOrder: statesOrders ? 0 : null);
            for (var day = 1; day < tellings.Length; day++)
            {
                var (purchases, count, isCountFirst) = tellings[day];
                if (count && isCountFirst)
                {
                    Count(ledger, day, world.OnHand(day), statesOrders ? world.OnOrder(day) : null);
                }

                if (purchases || day == tellings.Length - 1)
                {
                    Feed(ledger, world.Orders(day), world.Receipts(day));
                }

                if (count && !isCountFirst)
                {
                    Count(ledger, day, world.OnHand(day), statesOrders ? world.OnOrder(day) : null);
                }
            }

            Assert.Equal((world.OnHand(tellings.Length - 1), world.OnOrder(tellings.Length - 1)), Goods(ledger));
        });
    }

    /// <summary>What truly happened to purchase order lines, day by day.</summary>
    private sealed class World((PurchaseOrderLine Order, Receipt[] Receipts, bool Ends)[] lines)
    {
        // Whole lines arrive as ordered: of one that was stated and then closed short, nobody knows when it ended.
        internal static (PurchaseOrderLine, Receipt[], bool) Make(
            PurchaseOrderLine order, (int Days, int Units)[] parts, bool ends, bool isWhole)
        {
            var (day, left, receipts) = (order.OrderedDay, order.Units, new List<Receipt>());
            for (var part = 0; part < parts.Length; part++)
            {
                day = day.AddDays(parts[part].Days);
                var units = !isWhole ? parts[part].Units
                    : part == parts.Length - 1 ? left : Math.Min(left, parts[part].Units);
                left -= units;
                receipts.Add(Part(order, part, day.DayNumber - s_day0.DayNumber, units));
            }

            return (order, [.. receipts], ends && receipts.Count > 0);
        }

        internal int OnHand(int startOf) => 50 + lines.Sum(line => Arrived(line.Receipts, startOf).Sum(r => r.Units));

        internal int OnOrder(int startOf) => lines.Where(line => line.Order.OrderedDay < s_day0.AddDays(startOf))
            .Sum(line => HasEnded(line, startOf) ? 0
                : Math.Max(0, line.Order.Units - Arrived(line.Receipts, startOf).Sum(r => r.Units)));

        internal PurchaseOrderLine[] Orders(int startOf) =>
            [.. lines.Where(line => line.Order.OrderedDay < s_day0.AddDays(startOf)).Select(line => line.Order with
            {
                State = HasEnded(line, startOf) ? PurchaseOrderState.Closed : PurchaseOrderState.Released,
            })];

        internal Receipt[] Receipts(int startOf) => [.. lines.SelectMany(line => Arrived(line.Receipts, startOf))];

        private static bool HasEnded((PurchaseOrderLine Order, Receipt[] Receipts, bool Ends) line, int startOf) =>
            line.Ends && Arrived(line.Receipts, startOf).Length == line.Receipts.Length;

        private static Receipt[] Arrived(Receipt[] receipts, int startOf) =>
            [.. receipts.Where(receipt => receipt.Day < s_day0.AddDays(startOf))];
    }

    private static GoodsLedger Opened(int onHand, int? onOrder = null)
    {
        var ledger = new GoodsLedger();
        Count(ledger, day: 0, onHand, onOrder);
        return ledger;
    }

    private static void Count(GoodsLedger ledger, int day, int onHand, int? onOrder = null)
    {
        var at = Instant.Of(s_day0.AddDays(day));
        var kept = (int)ledger.OnOrder(s_product, s_center);
        OpeningStock.Post(ledger, new(
        [
            new(s_product, default, s_center, StockState.OnHand, onHand),
            new(s_product, default, s_center, StockState.OnOrder, onOrder ?? kept),
            new(s_product, default, s_center, StockState.Unfulfillable,
                (int)ledger.Balance(s_product, default, s_center, GoodsState.Unfulfillable)),
        ]), $"count of day {day}", at);
        StockStatements.Note(ledger, StockState.OnHand, at);
        if (onOrder is not null)
        {
            StockStatements.Note(ledger, StockState.OnOrder, at);
        }
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
