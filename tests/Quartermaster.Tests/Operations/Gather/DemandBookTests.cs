using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Operations.Gather;
using Xunit;

namespace Quartermaster.Tests.Operations.Gather;

public sealed class DemandBookTests
{
    private static readonly DateOnly s_first = new(2025, 1, 6);

    [Fact]
    public void What_was_noted_is_what_a_forecaster_sees()
    {
        var book = Book(capacityDays: 10);
        book.AddSales(1, s_first.AddDays(2), 3);
        book.AddSales(1, s_first.AddDays(2), 4);
        book.SetAvailability(0, s_first.AddDays(1), 0.25, views: 40);
        book.SetPriceRatio(0, s_first.AddDays(3), DateOnly.MaxValue, 0.8);
        book.AdvanceTo(s_first.AddDays(5));

        var inputs = book.Inputs();

        Assert.Equal([0, 0, 7, 0, 0], inputs.Sales.Row(1).ToArray());
        Assert.Equal([1, 0.25f, 1, 1, 1], inputs.InStock.Row(0).ToArray());
        Assert.Equal([-1, 40, -1, -1, -1], inputs.Views.Row(0).ToArray());
        Assert.Equal([1, 1, 1, 0.8f, 0.8f, 0.8f], inputs.PriceRatios.Row(0)[..6].ToArray());
        Assert.Equal(5 + DemandInputs.HorizonDays, inputs.PriceRatios.Columns);
    }

    [Fact]
    public void Some_products_are_the_same_rows_in_the_order_asked_for()
    {
        var book = Book(capacityDays: 10);
        book.AddSales(0, s_first.AddDays(4), 9);
        book.AddSales(1, s_first.AddDays(3), 5);
        book.AdvanceTo(s_first.AddDays(5));

        var (all, some) = (book.Inputs(), book.Inputs([1, 0]));

        Assert.Equal(all.Pick([1, 0]), some);
        Assert.Equal([0, 0, 0, 5, 0], some.Sales.Row(0).ToArray());
    }

    [Fact]
    public void A_sample_is_of_the_smallest_keys_in_row_order()
    {
        var book = Book(capacityDays: 3);
        var (first, second) = (book.Products.Rows[0].Key, book.Products.Rows[1].Key);
        Assert.Equal(book.Inputs([first < second ? 0 : 1]), book.Sample(1));
        Assert.Equal(book.Inputs(), book.Sample(2));
    }

    [Fact]
    public void A_full_book_shares_what_it_holds_and_takes_in_no_more()
    {
        var book = Book(capacityDays: 3);
        book.AddSales(1, s_first.AddDays(2), 4);
        book.AdvanceTo(s_first.AddDays(3));

        var (shared, copied) = (book.Inputs(), book.Inputs([0, 1]));

        Assert.Equal(copied, shared);
        Assert.Equal(copied.Slice(1, 1), book.Inputs(1, 1));
        Assert.Equal(copied.Until(2), shared.Until(2));
        Assert.Throws<InvalidOperationException>(() => book.AddSales(0, s_first, 1));
        Assert.Throws<InvalidOperationException>(() => book.SetAvailability(0, s_first, 1, 1));
        Assert.Throws<InvalidOperationException>(() => book.SetPriceRatio(0, s_first, s_first, 2));
        Assert.Equal(copied, shared);
    }

    [Fact]
    public void A_copy_goes_its_own_way()
    {
        var book = Book(capacityDays: 5);
        book.AddSales(0, s_first, 1);
        book.AdvanceTo(s_first.AddDays(3));

        var copy = book.Copy(furtherDays: 4);
        copy.AddSales(0, s_first.AddDays(3), 8);
        copy.AdvanceTo(s_first.AddDays(7));

        Assert.Equal([1, 0, 0, 8, 0, 0, 0], copy.Inputs().Sales.Row(0).ToArray());
        Assert.Equal([1, 0, 0], book.Inputs().Sales.Row(0).ToArray());
    }

    [Fact]
    public void Views_of_several_regions_weigh_what_they_saw()
    {
        var book = Book(capacityDays: 3);
        book.AddAvailability(0, s_first, inStockShare: 1, views: 30);
        book.AddAvailability(0, s_first, inStockShare: 0, views: 10);
        book.AdvanceTo(s_first.AddDays(1));

        Assert.Equal([0.75f], book.Inputs().InStock.Row(0).ToArray());
    }

    [Fact]
    public void A_day_that_nobody_looked_at_was_in_stock_as_its_share_says()
    {
        var book = Book(capacityDays: 3);
        book.AddAvailability(0, s_first, inStockShare: 0, views: 0);
        book.AddAvailability(0, s_first.AddDays(1), inStockShare: 0, views: 0);
        book.AddAvailability(0, s_first.AddDays(1), inStockShare: 1, views: 0);
        book.AddAvailability(0, s_first.AddDays(2), inStockShare: 0, views: 0);
        book.AddAvailability(0, s_first.AddDays(2), inStockShare: 0.5, views: 10);
        book.AdvanceTo(s_first.AddDays(3));

        Assert.Equal([0, 1, 0.5f], book.Inputs().InStock.Row(0).ToArray());
    }

    [Fact]
    public void Time_goes_forward_and_not_beyond_the_book()
    {
        var book = Book(capacityDays: 3);
        book.AdvanceTo(s_first.AddDays(2));

        Assert.Throws<ArgumentOutOfRangeException>(() => book.AdvanceTo(s_first.AddDays(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => book.AdvanceTo(s_first.AddDays(4)));
    }

    private static DemandBook Book(int capacityDays) => new(s_first, capacityDays,
        new([new(new(1), 11, new(1), 1, int.MaxValue, 5), new(new(2), 12, new(1), -1, int.MaxValue, 5)]),
        new([]), new([]));
}
