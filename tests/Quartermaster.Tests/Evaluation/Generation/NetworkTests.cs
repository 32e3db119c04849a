using System.Globalization;
using System.IO.Compression;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Generation;
using Xunit;

namespace Quartermaster.Tests.Evaluation.Generation;

/// <summary>The map, the calendar and the costs of a sample are plausible.</summary>
public sealed class NetworkTests
{
    private static readonly MemoryTables s_tables = Samples.Tables;

    [Fact]
    public void Metros_lie_where_the_census_counts_their_people()
    {
        var file = SharedData.Require("data/geo/us_counties_2020.csv.gz");
        using var text = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        var counties = text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(line => line.Split(',')).Select(parts => (
                People: int.Parse(parts[3], CultureInfo.InvariantCulture),
                Latitude: double.Parse(parts[4], CultureInfo.InvariantCulture),
                Longitude: double.Parse(parts[5], CultureInfo.InvariantCulture))).ToList();
        Assert.All(s_tables.Of<Region>(), region => Assert.True(
            counties.Where(county => Kilometers(region, county.Latitude, county.Longitude) < 100)
                .Sum(county => county.People) >= 0.8 * region.Population,
            s_tables.Catalog.CodeOf(region.Id)));
    }

    [Fact]
    public void Every_region_is_reached_from_every_center_by_courier_and_over_sort_center_and_station()
    {
        var lanes = s_tables.Of<Lane>();
        var kinds = s_tables.Of<Facility>().ToDictionary(row => row.Id, row => row.Kind);
        var centers = kinds.Where(pair => pair.Value == FacilityKind.Fulfillment).Select(pair => pair.Key).ToList();
        Assert.Equal(8, centers.Count);
        foreach (var center in centers)
        {
            var sorts = lanes.Where(lane => lane.FromFacility == center && lane.ToFacility.Value != 0)
                .Select(lane => lane.ToFacility).ToHashSet();
            var stations = lanes.Where(lane => sorts.Contains(lane.FromFacility)).Select(lane => lane.ToFacility)
                .ToHashSet();
            var doors = lanes.Where(lane => stations.Contains(lane.FromFacility)).Select(lane => lane.ToRegion)
                .ToHashSet();
            Assert.Equal(200, doors.Count(region => region.Value != 0));
            Assert.Equal(200, lanes.Count(lane => lane.FromFacility == center && lane.Mode == LaneMode.Courier));
        }

        var departing = s_tables.Of<Departure>().Select(departure => departure.Lane).ToHashSet();
        Assert.All(lanes, lane => Assert.Contains(lane.Id, departing));
        Assert.All(lanes, lane => Assert.True(lane.TransitMinutesLate > lane.TransitMinutesMedian));
    }

    [Fact]
    public void Thanksgiving_is_the_fourth_Thursday_of_November_and_the_calendar_reaches_into_the_future()
    {
        var days = s_tables.Of<ClosedDay>().Select(row => row.Day).ToHashSet();
        // Published dates.
        Assert.Contains(new DateOnly(2023, 11, 23), days);
        Assert.Contains(new DateOnly(2024, 11, 28), days);
        Assert.Contains(new DateOnly(2025, 11, 27), days);
        Assert.Contains(new DateOnly(2024, 9, 2), days);
        Assert.Contains(new DateOnly(2025, 5, 26), days);
        Assert.DoesNotContain(new DateOnly(2024, 11, 27), days);
    }

    [Fact]
    public void Prices_and_events_are_planned_for_26_weeks_after_the_history()
    {
        var end = Samples.Two.LastDay.AddDays(182);
        Assert.Contains(s_tables.Of<PlannedEvent>(), row => row.Kind == EventKind.Holiday && row.FirstDay > end);
        Assert.Contains(s_tables.Of<PlannedEvent>(), row => row.Kind == EventKind.Promotion && row.FirstDay > end);
        Assert.Contains(s_tables.Of<Price>(), row => row.Kind == PriceKind.Promotion && row.FromDay > end);
        var prices = s_tables.Of<Price>().Where(row => row.Owner.Value == 0).ToLookup(row => row.Product);
        Assert.All(s_tables.Of<Product>().Where(row => row.Status == ProductStatus.Active), product =>
            Assert.Single(prices[product.Id], row => (row.FromDay <= end || row.FromDay == product.LaunchDay)
                && (row.ToDay == default || (row.ToDay >= end && row.FromDay <= end))));
        Assert.Contains(s_tables.Of<Product>(), row => row.LaunchDay > Samples.Two.LastDay);
    }

    [Fact]
    public void Prices_leave_no_day_of_a_products_life_out_and_none_twice() =>
        Assert.All(s_tables.Of<Price>().Where(row => row.Owner.Value == 0).GroupBy(row => row.Product), group =>
        {
            var rows = group.ToList();
            for (var i = 1; i < rows.Count; i++)
            {
                Assert.Equal(rows[i - 1].ToDay.AddDays(1), rows[i].FromDay);
            }
        });

    [Fact]
    public void Critical_ratios_and_margins_are_those_of_a_retailer()
    {
        var products = s_tables.Of<Product>().ToDictionary(row => row.Id);
        var price = s_tables.Of<Price>().Where(row => row.Owner.Value == 0).GroupBy(row => row.Product)
            .ToDictionary(group => group.Key, group => group.First().UnitPrice.Micros / 1e6);
        var rates = s_tables.Of<Rate>().ToDictionary(row => row.Category);
        var ratios = s_tables.Of<Offer>().Select(offer =>
        {
            var (product, cost) = (products[offer.Product], offer.UnitCost.Micros / 1e6);
            var rate = rates[product.Category];
            var held = (cost * rate.CapitalPercentPerYear / 36_500)
                + (product.VolumeCubicCentimeters / 1e6 * rate.StoragePerCubicMeterDay.Micros / 1e6);
            var lost = price[offer.Product] - cost + (rate.GoodwillPerUnit.Micros / 1e6);
            return lost / (lost + (held * offer.ReviewDays));
        }).Order().ToArray();
        Assert.InRange(ratios[ratios.Length / 10], 0.85, 0.98);
        Assert.InRange(ratios[ratios.Length / 2], 0.93, 0.99);
        Assert.InRange(s_tables.Of<Offer>().Average(offer =>
            1 - (offer.UnitCost.Micros / 1e6 / price[offer.Product])), 0.2, 0.6);
    }

    private static double Kilometers(Region region, double latitude, double longitude)
    {
        var northward = (region.Latitude - latitude) * 111.2;
        var eastward = (region.Longitude - longitude) * 111.2 * Math.Cos(latitude * Math.PI / 180);
        return Math.Sqrt((northward * northward) + (eastward * eastward));
    }
}
