using Quartermaster.Domain;
using Quartermaster.Operations;
using Quartermaster.Operations.Release;
using Xunit;

namespace Quartermaster.Tests.Operations;

public sealed class ReleasedOrdersTests
{
    private static readonly DateOnly s_day = new(2025, 3, 3);

    [Fact]
    public void Lines_are_grouped_by_vendor_and_name_their_facility_and_are_numbered_from_one()
    {
        var rows = ReleasedOrders.Of("2025-03-03-ab12cd34", s_day,
            new([Line(2, 1, 1, 5), Line(1, 1, 2, 3), Line(1, 1, 1, 4), Line(1, 2, 1, 7), Line(1, 1, 1, 6)]));

        Assert.Equal(
            [
                ("PO-2025-03-03-ab12cd34-0001", 1, 1, 1, 10), ("PO-2025-03-03-ab12cd34-0001", 2, 1, 2, 5),
                ("PO-2025-03-03-ab12cd34-0001", 3, 2, 1, 3), ("PO-2025-03-03-ab12cd34-0002", 1, 1, 1, 7),
            ],
            rows.Rows.ToArray().Select(row =>
                (row.PurchaseOrder.ToString(), row.Line, row.ShipTo.Value, row.Product.Value, row.Units)));
    }

    [Fact]
    public void Orders_are_a_grouping_alone_whatever_the_order_of_the_lines()
    {
        ReleaseLine[] lines = [Line(2, 1, 1, 5), Line(1, 1, 2, 3), Line(1, 2, 1, 7), Line(3, 1, 2, 6)];
        var rows = ReleasedOrders.Of("run", s_day, new(lines));

        Assert.Equal(rows, ReleasedOrders.Of("run", s_day, new([.. lines.Reverse()])));
        Assert.Equal(lines.Sum(line => line.Units), rows.Rows.ToArray().Sum(row => row.Units));
    }

    [Fact]
    public void Totals_name_the_dearest_line()
    {
        var totals = ReleaseTotals.Of([Line(1, 1, 1, 4), Line(2, 1, 1, 9), Line(1, 2, 1, 2)]);
        Assert.Equal((2, 15L, 30.0, 2, 18.0),
            (totals.Products, totals.Units, totals.Spend, totals.Largest.Product.Value, totals.LargestSpend));
    }

    [Fact]
    public void A_product_has_moved_if_its_order_changed_by_more_than_half()
    {
        ReleaseLine[] before = [Line(1, 1, 1, 100), Line(2, 1, 1, 100), Line(3, 1, 1, 5)];
        ReleaseLine[] after = [Line(1, 1, 1, 49), Line(2, 1, 1, 60), Line(4, 1, 1, 5)];
        Assert.Equal(0.5, ReleaseTotals.MovedShare(after, before));
        Assert.Equal(0, ReleaseTotals.MovedShare(after, []));
    }

    private static ReleaseLine Line(int product, int vendor, int shipTo, int units) =>
        new(new(product), new(vendor), new(shipTo), units, Money.Of(2), s_day.AddDays(5));
}
