using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Ledger;
using Quartermaster.Operations.Orders;
using Quartermaster.Tests.Evaluation.Simulation;
using Xunit;

namespace Quartermaster.Tests.Operations.Orders;

/// <summary>What is paid for a unit is its published value at what is left when it is taken, not in the morning.
/// </summary>
public sealed class LiveStockValueTests
{
    private const int Units = 30;

    private static readonly Instant s_at = Instant.Of(TinyShop.FirstDay, minutes: 480);
    private static readonly StockValues s_values = Values();

    [Fact]
    public void At_k_units_left_the_unit_taken_costs_the_published_value_at_k()
    {
        var (ledger, desk) = Open();
        for (var k = Units; k >= 1; k--)
        {
            Assert.Equal(Micros(k), Take(desk, ledger, key: (ulong)k, units: 1));
        }

        Assert.NotEqual(Micros(1), Micros(Units)); // Or the morning's value would do.
    }

    [Fact]
    public void Two_units_cost_the_two_published_values_whatever_was_taken_before()
    {
        var (ledger, desk) = Open();
        for (var k = Units; k >= 2; k -= 2)
        {
            Assert.Equal(Micros(k) + Micros(k - 1), Take(desk, ledger, key: (ulong)k, units: 2));
        }
    }

    private static long Take(OrderDesk desk, GoodsLedger ledger, ulong key, int units)
    {
        var why = new ReasonWriter<OrderReason>();
        CartLine[] cart = [new(new(1), units)];
        desk.Source(new(new(1), s_at, s_at.PlusMinutes(4 * 1_440)), cart, why);
        Assert.Equal(OrderOutcome.Decided, desk.Claim(ledger, new(1, key), s_at));
        return why.ToReasons().Of(0).ToArray().Where(reason => reason.Because == OrderReason.StockValue)
            .Sum(reason => reason.Amount);
    }

    private static (GoodsLedger Ledger, OrderDesk Desk) Open()
    {
        var (shop, ledger) = (new TinyShop(), new GoodsLedger());
        ledger.Count(EntryKey.Of("opening", 0), s_at, new(new(1), new(1), Units));
        PickSlots.OpenAhead(shop.Facts.Centers, shop.Facts.Capacities, ledger, s_at.UtcDay);
        var desk = new OrderDesk(TinyShop.UpTo(0) with { Orders = new OrdersEngine(new()) }, shop.Facts);
        desk.Open(shop.Routes.Of(s_at.UtcDay), ledger.Availability, s_values);
        return (ledger, desk);
    }

    private static long Micros(int k) => (long)Math.Round(s_values.Of(0, 0, k) * 1e6);

    private static StockValues Values()
    {
        var values = new StockValues(products: 2, facilities: 1);
        double[] survival = [.. Enumerable.Range(0, StockValues.Steps).Select(step => Math.Exp(-step / 4.0))];
        values.Set(0, 0, worth: 7.5, unitsPerStep: 1.9, survival);
        return values;
    }
}
