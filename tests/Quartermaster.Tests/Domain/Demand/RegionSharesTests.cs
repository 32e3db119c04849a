using CsCheck;
using Quartermaster.Domain.Demand;
using Quartermaster.Numerics;
using Xunit;

namespace Quartermaster.Tests.Domain.Demand;

public sealed class RegionSharesTests
{
    private static readonly RegionShares s_shares = RegionShares.Learn(
        new([Product(1, 1), Product(2, 1), Product(3, 1), Product(4, 2)]),
        new(4, [1000, 0, 0, 1000, 10, 0, 0, 0, 0, 0, 0, 0, float.NaN, -5, 0, 0]));

    [Fact]
    public void Shares_add_up_to_one_and_rule_nothing_out() =>
        Assert.All(Enumerable.Range(0, 4), row =>
        {
            Assert.Equal(1, s_shares.Of(row).ToArray().Sum(), 1e-5);
            Assert.All(s_shares.Of(row).ToArray(), share => Assert.True(share > 0));
        });

    [Fact]
    public void A_product_with_little_history_is_drawn_to_its_category()
    {
        // Ten own units in the first region beside fifty of a category that is half and half.
        var category = s_shares.Of(2)[0];
        Assert.Equal(((50 * category) + 10) / 60, s_shares.Of(1)[0], 1e-4);
        Assert.InRange(s_shares.Of(0)[3], 0.48f, 0.5f);
    }

    [Fact]
    public void A_split_gives_every_unit_to_some_region() =>
        Gen.Select(Gen.Int[0, 5000], Gen.Int[0, 99], Gen.Int[0, 3]).Sample((units, path, row) =>
        {
            var regions = new int[4];
            s_shares.Split(row, units, new(1, 2, path, 3), regions);
            Assert.Equal(units, regions.Sum());
            Assert.DoesNotContain(regions, region => region < 0);
        });

    [Fact]
    public void A_part_is_what_a_split_gives_the_region()
    {
        var regions = new int[s_shares.Regions];
        for (var path = 0; path < 200; path++)
        {
            s_shares.Split(1, path, new(1, 2, path, 3), regions);
            Assert.Equal(regions, Enumerable.Range(0, regions.Length).Select(
                region => s_shares.Part(1, path, new(1, 2, path, 3), region)));
        }
    }

    [Fact]
    public void Splits_have_the_shares_as_means_and_are_the_same_for_the_same_key()
    {
        var (sums, regions, again) = (new double[4], new int[4], new int[4]);
        for (var path = 0; path < 4000; path++)
        {
            s_shares.Split(1, 3, new(1, 2, path, 3), regions);
            s_shares.Split(1, 3, new(1, 2, path, 3), again);
            Assert.Equal(regions, again);
            for (var region = 0; region < 4; region++)
            {
                sums[region] += regions[region] / (3.0 * 4000);
            }
        }

        Assert.All(Enumerable.Range(0, 4), region => Assert.Equal(s_shares.Of(1)[region], sums[region], 0.015));
    }

    [Fact]
    public void A_regions_quantiles_lie_below_the_products()
    {
        var quantiles = new float[DemandForecast.Levels.Length];
        s_shares.RegionQuantiles(0, 0, mean: 20, variance: 60, quantiles);
        Assert.Equal(quantiles.Order(), quantiles);
        Assert.InRange(quantiles[6], 8, 11);
        Assert.InRange(quantiles[^1], 15, 30);
    }

    /// <summary>What the quantiles of a week say of its mean and variance is enough to find them again.</summary>
    [Theory]
    [InlineData(3, 0)]
    [InlineData(20, 0.1)]
    [InlineData(150, 0.05)]
    public void A_region_with_all_demand_has_the_products_own_quantiles(double mean, double dispersion)
    {
        var (levels, weeks) = (DemandForecast.Levels.Length, DemandForecast.Weeks);
        var (week, found) = (new float[levels], new float[levels]);
        NegativeBinomial.Quantiles(mean, dispersion, DemandForecast.Levels, week);
        var forecast = new DemandForecast
        {
            FirstDay = new(2025, 3, 3),
            Products = new([new ForecastRow(new(1), 1, 0, 0)]),
            Daily = new(DemandForecast.DailyDays * levels, new float[DemandForecast.DailyDays * levels]),
            Weekly = new(weeks * levels, [.. new float[(weeks - 1) * levels], .. week]),
            WeekShape = new(7, new float[7]),
        };
        Assert.Equal(0, forecast.VarianceOfWeek(0, 0));
        var variance = forecast.VarianceOfWeek(0, weeks - 1);
        Assert.InRange(variance / (mean + (dispersion * mean * mean)), 0.85, 1.1);
        new RegionShares { Shares = new(1, [1]) }.RegionQuantiles(0, 0, mean, variance, found);
        Assert.All(week.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 0.05 * mean + 1));
    }

    private static ProductFacts Product(int id, int category) =>
        new(new(id), (ulong)id, new(category), -1, int.MaxValue, 10);
}
