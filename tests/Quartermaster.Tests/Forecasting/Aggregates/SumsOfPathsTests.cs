using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Aggregates;
using Xunit;

namespace Quartermaster.Tests.Forecasting.Aggregates;

public sealed class SumsOfPathsTests
{
    private const int Paths = 1024;
    private static readonly float[] s_levels = [0.1f, 0.5f, 0.9f];
    private static readonly DemandWorld s_world = new() { Products = 40, Days = 200 };
    private static readonly DemandForecast s_forecast = WeekdayProfile.Fit(s_world.Inputs()).Forecast(s_world.Inputs());

    [Fact]
    public void Quantiles_are_those_of_the_sums_of_paths_whatever_blocks_and_threads()
    {
        var grouping = Grouping.Of("parity", [.. Enumerable.Range(0, 40).Select(row => row % 2 == 0 ? "even" : "odd")]);
        Assert.Equal(["even", "odd"], grouping.Codes);
        var sums = new SumsOfPaths([grouping], seed: 3, Paths);
        sums.Add(s_forecast.Slice(0, 13), threads: 3);
        sums.Add(s_forecast.Slice(13, 27));
        Assert.Equal(40, sums.Count);
        var quantiles = sums.Quantiles(0, s_levels, threads: 2);

        // Path by path, product by product.
        var (paths, drawn) = (new SamplePaths(s_forecast, 3), new int[DemandForecast.DailyDays]);
        var totals = new double[DemandForecast.DailyDays][];
        for (var day = 0; day < totals.Length; day++)
        {
            totals[day] = new double[Paths];
        }

        for (var path = 0; path < Paths; path++)
        {
            for (var row = 1; row < 40; row += 2)
            {
                paths.Draw(row, path, drawn);
                for (var day = 0; day < drawn.Length; day++)
                {
                    totals[day][path] += drawn[day];
                }
            }
        }

        for (var day = 0; day < totals.Length; day++)
        {
            Array.Sort(totals[day]);
            for (var level = 0; level < s_levels.Length; level++)
            {
                var place = (s_levels[level] * Paths) - 0.5;
                var (below, above) = (totals[day][(int)place], totals[day][(int)place + 1]);
                Assert.InRange(quantiles.Row(1)[(day * s_levels.Length) + level], below, above);
            }
        }
    }

    [Theory]
    [InlineData(10, 28, 512)]
    [InlineData(12_350, 28, 256)]
    [InlineData(10_000_000, 52, 64)]
    public void Many_groups_have_fewer_paths(long groups, int spans, int paths) =>
        Assert.Equal(paths, SumsOfPaths.PathsFor(groups, spans));

    [Fact]
    public void A_group_expects_what_its_products_do()
    {
        var all = Grouping.Of("total", [.. Enumerable.Repeat("all", 40)]);
        var sums = new SumsOfPaths([all], seed: 3, Paths);
        sums.Add(s_forecast);
        float[] levels = [.. Enumerable.Range(0, Paths).Select(i => (i + 0.5f) / Paths)];
        var quantiles = sums.Quantiles(0, levels);
        for (var day = 0; day < DemandForecast.DailyDays; day++)
        {
            var mean = quantiles.Row(0).Slice(day * Paths, Paths).ToArray().Average();
            var expected = Enumerable.Range(0, 40).Sum(row => s_forecast.MeanOfDay(row, day));
            Assert.InRange(mean, expected * 0.99, expected * 1.01);
        }
    }

    [Fact]
    public void Groups_that_share_their_errors_are_wider_than_independent_products()
    {
        Assert.True(Width(0.3f) > 1.5 * Width(0));

        static double Width(float common)
        {
            var rows = Array.ConvertAll(s_forecast.Products.Rows.ToArray(),
                row => row with { Persistence = 0.3f, CommonLoading = common });
            var sums = new SumsOfPaths([Grouping.Of("total", [.. Enumerable.Repeat("all", 40)])], seed: 3, Paths);
            sums.Add(s_forecast with { Products = new(rows) });
            var quantiles = sums.Quantiles(0, s_levels);
            return quantiles.Row(0)[2] - quantiles.Row(0)[0];
        }
    }
}
