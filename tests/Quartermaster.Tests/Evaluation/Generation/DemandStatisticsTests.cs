using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Generation;
using Xunit;

namespace Quartermaster.Tests.Evaluation.Generation;

/// <summary>What a statistician finds in a sample is what its truth says was put there.</summary>
public sealed class DemandStatisticsTests
{
    private static readonly List<TrueDemand> s_truth = Samples.Truth.Of<TrueDemand>();

    private static readonly Dictionary<ProductId, Product> s_products =
        Samples.Tables.Of<Product>().ToDictionary(product => product.Id);

    [Fact]
    public void The_yearly_wave_of_a_seasonal_category_is_found_between_its_top_and_its_bottom()
    {
        var seasonal = Samples.Truth.Of<TrueCategory>()
            .Where(row => s_products.Values.Count(product => product.Category == row.Category) >= 6)
            .MaxBy(row => row.SeasonSwing);
        Assert.True(seasonal.SeasonSwing > 0.2);
        double UnitsWhere(Func<double, bool> season) => s_truth
            .Where(row => s_products[row.Product].Category == seasonal.Category && IsSteady(row.Product)
                && season(Math.Cos(2 * Math.PI * (row.Day.DayOfYear - seasonal.SeasonTopDay) / 365.25)))
            .Sum(row => (double)row.WantedUnits);
        // Within 45 degrees of the top and of the bottom the cosine is 0.9 and −0.9 on average.
        var found = Math.Log(UnitsWhere(cosine => cosine > 0.707) / UnitsWhere(cosine => cosine < -0.707)) / 1.8;
        Assert.InRange(found, seasonal.SeasonSwing - 0.25, seasonal.SeasonSwing + 0.25);
    }

    [Fact]
    public void Mondays_sell_a_fifth_more_than_Fridays()
    {
        double Of(DayOfWeek weekday) => s_truth.Where(row => row.Day.DayOfWeek == weekday)
            .Sum(row => (double)row.WantedUnits);
        // exp(0.09 + 0.09) by construction; the standard error is about 2 %.
        Assert.InRange(Of(DayOfWeek.Monday) / Of(DayOfWeek.Friday), 1.10, 1.30);
    }

    [Fact]
    public void Promotions_move_demand_as_the_elasticity_says_and_a_little_more_by_display()
    {
        var wanted = s_truth.ToDictionary(row => (row.Product, row.Day), row => row.WantedUnits);
        var elasticity = Samples.Truth.Of<TrueProduct>().ToDictionary(row => row.Product, row => row.Elasticity);
        var prices = Samples.Tables.Of<Price>().Where(row => row.Owner.Value == 0).ToList();
        var (during, expected) = (0.0, 0.0);
        for (var i = 1; i < prices.Count; i++)
        {
            var (list, promotion) = (prices[i - 1], prices[i]);
            if (promotion.Kind == PriceKind.Promotion && list.Kind == PriceKind.List
                && list.Product == promotion.Product)
            {
                var ratio = promotion.UnitPrice.Micros / (double)list.UnitPrice.Micros;
                for (var day = 0; day < 7; day++)
                {
                    during += wanted.GetValueOrDefault((list.Product, promotion.FromDay.AddDays(day)));
                    expected += wanted.GetValueOrDefault((list.Product, promotion.FromDay.AddDays(day - 7)))
                        * Math.Pow(ratio, -elasticity[list.Product]);
                }
            }
        }

        Assert.True(during > 2_000, $"only {during} units");
        Assert.InRange(during / expected, 0.95, 1.4);
    }

    [Fact]
    public void Orders_of_a_day_scatter_over_futures_as_the_negative_binomial_does()
    {
        // The first days after the history lie in a week whose means all futures share.
        const int Futures = 30;
        var shape = Samples.Truth.Of<TrueProduct>().ToDictionary(row => row.Product, row => row.Shape);
        var counts = new Dictionary<(ProductId, int Day), double[]>();
        var (demand, orders) = (new GeneratedDemand(Samples.Two, Samples.Tables.Catalog, 0), new DayOrders());
        for (var future = 1; future <= Futures; future++)
        {
            var other = demand.Replicate((ulong)future);
            for (var day = 0; day < 4; day++)
            {
                other.Load(Samples.Two.LastDay.AddDays(1 + day), orders);
                foreach (var order in orders.Orders)
                {
                    var key = (orders.LinesOf(order)[0].Product, day);
                    (counts.TryGetValue(key, out var row) ? row : counts[key] = new double[Futures])[future - 1]++;
                }
            }
        }

        var (excess, expected) = (0.0, 0.0);
        foreach (var ((product, _), row) in counts)
        {
            var mean = row.Average();
            var variance = row.Sum(count => (count - mean) * (count - mean)) / (Futures - 1);
            excess += variance - mean;
            expected += ((mean * mean) - (variance / Futures)) / shape[product];
        }

        Assert.InRange(excess / expected, 0.6, 1.5);
    }

    [Fact]
    public void There_are_fast_slow_and_lumpy_products()
    {
        var rates = s_truth.GroupBy(row => row.Product).ToDictionary(
            group => group.Key, group => (
                Mean: group.Average(row => (double)row.WantedUnits),
                Zeros: group.Count(row => row.WantedUnits == 0) / (double)group.Count()));
        Assert.InRange(rates.Values.Count(rate => rate.Zeros > 0.9), 20, 120);
        Assert.InRange(rates.Values.Count(rate => rate.Mean > 1.5), 4, 60);
        Assert.InRange(Samples.Truth.Of<TrueProduct>().Count(row => row.UnitsPerLine > 1.5), 20, 70);
    }

    [Fact]
    public void Brands_and_colors_tell_part_of_the_level()
    {
        var level = Samples.Truth.Of<TrueProduct>().ToDictionary(row => row.Product, row => Math.Log(row.OrdersPerDay));
        var band = Samples.Tables.Of<ProductAttribute>()
            .Where(row => Samples.Tables.Catalog.CodeOf(row.Attribute) == "price-band")
            .ToLookup(row => Samples.Tables.Catalog.CodeOf(row.Value), row => level[row.Product]);
        Assert.True(band["budget"].Average() > band["premium"].Average() + 0.2);
    }

    [Fact]
    public void Products_are_bought_together_far_more_often_than_by_chance()
    {
        var orders = Samples.Tables.Of<Sale>().Where(sale => !sale.IsCancelled).GroupBy(sale => sale.Order)
            .Select(group => group.Select(sale => sale.Product).Distinct().ToArray()).ToList();
        var share = orders.SelectMany(products => products).GroupBy(product => product)
            .ToDictionary(group => group.Key, group => group.Count() / (double)orders.Count);
        var pairs = orders.Where(products => products.Length > 1).SelectMany(products =>
            from one in products from other in products where one.Value < other.Value select (one, other))
            .GroupBy(pair => pair).Where(group => group.Count() > 20).ToList();
        Assert.True(pairs.Count > 50);
        // Lift: observed over expected if baskets were filled independently.
        Assert.True(pairs.Sum(pair => pair.Count()) > 5 * pairs.Sum(
            pair => orders.Count * share[pair.Key.one] * share[pair.Key.other]));
        Assert.InRange(pairs.Count(pair => pair.Count()
            > 1.5 * orders.Count * share[pair.Key.one] * share[pair.Key.other]) / (double)pairs.Count, 0.9, 1);
    }

    [Fact]
    public void Metros_buy_in_proportion_to_their_people()
    {
        var units = Samples.Tables.Of<Sale>().GroupBy(sale => sale.Region)
            .ToDictionary(group => group.Key, group => group.Count());
        var regions = Samples.Tables.Of<Region>();
        var (sold, people) = ((double)units.Values.Sum(), regions.Sum(region => (double)region.Population));
        Assert.All(regions.Where(region => region.Population > 2_000_000), region => Assert.InRange(
            units[region.Id] / sold / (region.Population / people), 0.65, 1.5));
    }

    private static bool IsSteady(ProductId product) =>
        s_products[product].LaunchDay < Samples.Two.FirstDay && s_products[product].EndDay == default;
}
