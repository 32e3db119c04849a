using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;
using Xunit;

namespace Quartermaster.Tests.Ledger;

/// <summary>Purchase order lines and deliveries that are told again as something else: the ledger keeps what it was
/// told, and says so.</summary>
public sealed class PurchaseDifferencesTests
{
    private static readonly DateOnly s_day0 = new(2026, 3, 2);
    private static readonly FacilityId s_north = new(1), s_south = new(2);
    private static readonly ProductId s_tea = new(1), s_rug = new(2);

    private readonly GoodsLedger _ledger = new();

    public PurchaseDifferencesTests() => StockStatements.Note(_ledger, StockState.OnHand, Instant.Of(s_day0));

    [Fact]
    public void A_delivery_that_is_told_again_with_other_units_is_named_with_what_was_told()
    {
        var line = Line(s_tea, s_north);
        var came = Part(line, 8);
        Feed([line], came);
        Assert.Equal(PurchaseDifferences.None.Receipts, Differences([line], came).Receipts);
        Feed([line], came with { Units = 5 });
        Assert.Equal([(came with { Units = 5 }, 8)], Differences([line], came with { Units = 5 }).Receipts);
        Assert.Equal([(came with { Condition = Condition.Damaged }, 8)],
            Differences([line], came with { Condition = Condition.Damaged }).Receipts);
        Assert.Equal(8, _ledger.OnHand(s_tea, s_north));

        // A count of a later day has it right, whatever was told.
        StockStatements.Note(_ledger, StockState.OnHand, Instant.Of(s_day0.AddDays(9)));
        Assert.Empty(Differences([line], came with { Units = 5 }).Receipts);
    }

    [Fact]
    public void A_line_that_is_told_again_for_other_goods_or_another_place_is_named_and_left_alone()
    {
        var line = Line(s_tea, s_north);
        Feed([line]);
        foreach (var other in (PurchaseOrderLine[])[line with { Product = s_rug }, line with { ShipTo = s_south }])
        {
            Feed([other with { Units = 50 }]);
            Assert.Equal([(other, s_tea, s_north)], Differences([other]).Lines);
            Feed([other with { State = PurchaseOrderState.Closed }]);
            Assert.Equal((20, 0, 0), Ordered());
        }

        // As it was told first it goes on, and ends.
        Feed([line with { Units = 25 }]);
        Assert.Equal((25, 0, 0), Ordered());
        Assert.Empty(Differences([line]).Lines);
        Feed([line with { State = PurchaseOrderState.Closed }]);
        Assert.Equal((0, 0, 0), Ordered());
    }

    [Fact]
    public void What_was_released_here_is_known_by_its_goods_too()
    {
        var line = Line(s_tea, s_north);
        PurchaseMovements.Release(_ledger, Instant.Of(line.OrderedDay), [line]);
        Assert.Empty(Differences([line]).Lines);
        Assert.Single(Differences([line with { ShipTo = s_south }]).Lines);
    }

    private (long Tea, long Rug, long South) Ordered() => (_ledger.OnOrder(s_tea, s_north),
        _ledger.OnOrder(s_rug, s_north), _ledger.OnOrder(s_tea, s_south));

    private void Feed(PurchaseOrderLine[] orders, params Receipt[] receipts)
    {
        PurchaseFeed.Post(_ledger, new(orders), new(receipts), Instant.Of(s_day0.AddDays(5)));
        Assert.Empty(LedgerAudit.Check(_ledger));
    }

    private PurchaseDifferences Differences(PurchaseOrderLine[] orders, params Receipt[] receipts) =>
        PurchaseDifferences.Of(_ledger, new(orders), new(receipts));

    private static PurchaseOrderLine Line(ProductId product, FacilityId to) => new(
        Label.Of("PO"), 1, PurchaseOrderState.Released, product, new(1), to, 20, default, s_day0.AddDays(1),
        s_day0.AddDays(6), -1, true);

    private static Receipt Part(PurchaseOrderLine line, int units) => new(
        line.PurchaseOrder, line.Line, 0, line.Product, line.Vendor, line.ShipTo, line.OrderedDay, line.Units,
        s_day0.AddDays(3), units, Condition.Sellable);
}
