using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Forecasting.LightGbm;
using Quartermaster.Numerics;
using Quartermaster.Operations.Gather;

namespace Quartermaster.App.Benchmarks;

/// <summary>Products that the baselines are fitted to and forecast for, a second; no back-test: the five statistical
/// ones, and boosted trees.</summary>
internal static class ForecastBench
{
    private const int Days = 730;

    // Thirty seconds for 2,000 products; fewer do not pay for what is learned once, so nothing is asked of them.
    private const int LeastProducts = 2_000;
    private const double LeastPerSecond = LeastProducts / 30.0;
    private static readonly DateOnly s_firstDay = new(2023, 7, 3);

    internal static IEnumerable<Figure> Run(BenchContext context)
    {
        (int, int)[] sizes = context.IsFull ? [(200, 3), (2_000, 1), (20_000, 1)] : [(200, 3), (2_000, 1)];
        foreach (var (products, runs) in sizes)
        {
            context.Cancel.ThrowIfCancellationRequested();
            var (inputs, floor) = (Book(products).Inputs(), products < LeastProducts ? 0 : LeastPerSecond);
            yield return Figure.Of(
                "forecast", $"{products:N0} products, {Days} days, 5 baselines", "products/s", floor, runs, () =>
                {
                    foreach (var forecaster in StatisticalForecasters.Fit(inputs, null, context.Threads))
                    {
                        forecaster.Forecast(inputs, context.Threads, context.Cancel);
                    }

                    return (products, 0);
                });
            yield return Figure.Of(
                "forecast", $"{products:N0} products, {Days} days, boosted trees", "products/s", floor, 1, () =>
                {
                    var trees = LightGbmTrees.Fit(inputs, threads: context.Threads);
                    _ = (trees.Forecaster ?? throw new InvalidOperationException(trees.AbsentBecause))
                        .Forecast(inputs, context.Threads, context.Cancel);
                    return (products, 0);
                });
        }
    }

    private static DemandBook Book(int products)
    {
        var facts = Enumerable.Range(1, products).Select(id => new ProductFacts(
            new(id), KeyedRandom.KeyOf($"P{id}"), new(1 + (id % 20)), -1, int.MaxValue, 10)).ToArray();
        var book = new DemandBook(s_firstDay, Days, new(facts), new([]), new([]));
        book.AdvanceTo(s_firstDay.AddDays(Days));
        for (var row = 0; row < products; row++)
        {
            // From a unit a fortnight to 20 a day, with a week's and a year's shape.
            var rate = 0.07 * Math.Pow(300, KeyedRandom.Uniform(3, 0, (ulong)row, 0));
            for (var day = 0; day < Days; day++)
            {
                var mean = rate * (1 + (0.3 * Math.Sin(day * 0.8976))) * (1 + (0.3 * Math.Sin(day * 0.01721)));
                var units = Math.Floor((-Math.Log(1 - KeyedRandom.Uniform(3, 1, (ulong)row, (ulong)day)) * mean) + 0.5);
                book.AddSales(row, s_firstDay.AddDays(day), (int)units);
            }
        }

        return book;
    }
}
