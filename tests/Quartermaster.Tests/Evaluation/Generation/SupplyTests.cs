using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Generation;
using Xunit;

namespace Quartermaster.Tests.Evaluation.Generation;

/// <summary>Vendors deliver as their truth says: late, short and in parts.</summary>
public sealed class SupplyTests
{
    private static readonly TrueVendor[] s_vendors = [.. Samples.Truth.Of<TrueVendor>()];

    private static readonly Dictionary<VendorId, int> s_stated = Samples.Tables.Of<Offer>()
        .DistinctBy(row => row.Vendor).ToDictionary(row => row.Vendor, row => row.LeadTimeDays);

    [Fact]
    public void Lead_times_have_the_mean_and_the_spread_of_the_truth()
    {
        var supply = new GeneratedSupply(Samples.Two, Samples.Tables.Catalog, 0);
        foreach (var vendor in s_vendors)
        {
            var days = new double[2_000];
            for (var i = 0; i < days.Length; i++)
            {
                days[i] = FirstDelivery(supply, LineOf(vendor.Vendor, i, 10));
            }

            var mean = days.Average();
            var spread = Math.Sqrt(days.Average(day => (day - mean) * (day - mean))) / mean;
            Assert.InRange(mean / vendor.MeanDays, 0.95, 1.05);
            // Whole days widen a short lead time by a twelfth of a day².
            var expected = Math.Sqrt((1 / vendor.Shape) + (1 / 12.0 / (mean * mean)));
            Assert.InRange(spread / expected, 0.88, 1.12);
        }
    }

    [Fact]
    public void Lines_arrive_short_or_in_parts_as_often_as_the_truth_says()
    {
        var supply = new GeneratedSupply(Samples.Two, Samples.Tables.Catalog, 5);
        var deliveries = new Delivery[ISupplySource.MostParts];
        foreach (var vendor in s_vendors)
        {
            var (shorts, parts) = (0, 0);
            for (var i = 0; i < 3_000; i++)
            {
                var count = supply.Deliver(LineOf(vendor.Vendor, i, 100), deliveries);
                var units = 0;
                for (var part = 0; part < count; part++)
                {
                    units += deliveries[part].Units + deliveries[part].DamagedUnits;
                }

                Assert.InRange(units, 1, 100);
                shorts += units < 100 ? 1 : 0;
                parts += count - 1;
            }

            Assert.InRange(shorts / 3_000.0, vendor.ShortShare - 0.025, vendor.ShortShare + 0.025);
            Assert.InRange(parts / 3_000.0, vendor.PartShare - 0.025, vendor.PartShare + 0.025);
        }
    }

    [Fact]
    public void An_open_line_of_the_history_goes_on_as_it_began()
    {
        var supply = new GeneratedSupply(Samples.Two, Samples.Tables.Catalog, 9);
        var deliveries = new Delivery[ISupplySource.MostParts];
        var receipts = Samples.Tables.Of<Receipt>().Where(row => row.Condition == Condition.Sellable)
            .GroupBy(row => (row.PurchaseOrder, row.Line)).ToDictionary(group => group.Key, group => group.ToArray());
        var stated = Samples.Tables.Of<Offer>().ToDictionary(row => (row.Product, row.Vendor), row => row.LeadTimeDays);
        foreach (var line in Samples.Tables.Of<PurchaseOrderLine>())
        {
            var count = supply.Deliver(new(line.Vendor, line.Product, line.ShipTo, line.OrderedDay,
                stated[(line.Product, line.Vendor)], line.Units), deliveries);
            var arrived = deliveries.Take(count)
                .Where(delivery => delivery.Day <= Samples.Two.LastDay && delivery.Units > 0)
                .Select(delivery => (delivery.Day, delivery.Units));
            Assert.Equal(
                receipts.GetValueOrDefault((line.PurchaseOrder, line.Line), []).Select(row => (row.Day, row.Units)),
                arrived);
        }
    }

    [Fact]
    public void Assumed_vendors_deliver_around_the_stated_day()
    {
        var supply = new AssumedSupply(new(), Samples.Tables.Catalog, 3);
        var mean = Enumerable.Range(0, 2_000)
            .Average(i => FirstDelivery(supply, LineOf(s_vendors[0].Vendor, i, 10) with { StatedDays = 20 }));
        Assert.InRange(mean, 20 * 1.05 * 0.97, 20 * 1.05 * 1.03);
    }

    /// <summary>In a what-if the vendors state, and take, half as long or half as long again.</summary>
    [Theory]
    [InlineData(0.5)]
    [InlineData(1.5)]
    public void A_vendor_that_states_other_days_takes_longer_or_shorter_in_proportion(double times)
    {
        var supply = new GeneratedSupply(Samples.Two, Samples.Tables.Catalog, 0);
        foreach (var vendor in s_vendors.Where(vendor => s_stated[vendor.Vendor] >= 10).Take(4))
        {
            var stated = (int)Math.Round(s_stated[vendor.Vendor] * times);
            var mean = Enumerable.Range(0, 2_000).Average(i =>
                FirstDelivery(supply, LineOf(vendor.Vendor, i, 10) with { StatedDays = stated }));
            Assert.InRange(mean / (vendor.MeanDays * stated / s_stated[vendor.Vendor]), 0.95, 1.05);
        }
    }

    private static double FirstDelivery(ISupplySource supply, SupplyLine line)
    {
        var deliveries = new Delivery[ISupplySource.MostParts];
        supply.Deliver(line, deliveries);
        return deliveries[0].Day.DayNumber - line.Ordered.DayNumber;
    }

    private static SupplyLine LineOf(VendorId vendor, int number, int units) => new(
        vendor, new(1 + (number % 200)), Samples.Tables.Catalog.Find<FacilityId>($"FC0{1 + (number % 8)}"),
        Samples.Two.FirstDay.AddDays(number / 8), s_stated.GetValueOrDefault(vendor, 20), units);
}
