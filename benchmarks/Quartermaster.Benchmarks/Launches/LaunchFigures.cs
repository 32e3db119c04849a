using System.Globalization;
using Quartermaster.Benchmarks.M5;
using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Tables;
using Quartermaster.Forecasting.Demand;

namespace Quartermaster.Benchmarks.Launches;

/// <summary>Newcomers of M5: "launches FOLDER [STORE|all] [origins=12] [days=560] [items=1]".</summary>
internal static class LaunchFigures
{
    internal static void Print(string folder, string store, IReadOnlyDictionary<string, string> settings)
    {
        var data = M5Data.Read(folder, store == "all" ? null : store);
        var runs = new Dictionary<string, LaunchRun>();
        for (var origin = Number("origins", 12); origin >= 1; origin--)
        {
            var after = data.Days - (origin * M5Data.Horizon);
            var inputs = Planned(data, data.Known(after, Number("days", 560)), Number("items", 1) > 0);
            foreach (var forecaster in StatisticalForecasters.Fit(inputs, new() { Challengers = true }, threads: 2))
            {
                if (!runs.TryGetValue(forecaster.Name, out var run))
                {
                    runs.Add(forecaster.Name, run = new());
                }

                run.Add(forecaster, inputs, (row, day) => data.Series[row].Sales[after + day]);
            }
        }

        foreach (var (name, run) in runs)
        {
            for (var i = 0; i < run.Scores.Length; i++)
            {
                var score = run.Scores[i];
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{name,-22} {LaunchRun.Groups[i],2} days known at most: {score.Days,5} days, pinball over "
                    + $"category's days {score.Ratio:f3}, over its mean {score.CountRatio:f3}; "
                    + $"in 10-90 % {score.Coverage:p1}, "
                    + $"below {score.Below:p1}, bias {score.Bias:p1}"));
            }
        }

        int Number(string name, int otherwise) => settings.TryGetValue(name, out var text)
            ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
    }

    /// <summary>The price of a launch is planned; and an item that other stores have is known from there.</summary>
    private static DemandInputs Planned(M5Data data, DemandInputs inputs, bool items)
    {
        var numbers = data.Series.Select(one => one.Item).Distinct().Select((item, i) => (item, i))
            .ToDictionary(pair => pair.item, pair => pair.i + 1);
        var products = inputs.Products.Rows.ToArray();
        var attributes = new List<ProductAttribute>();
        for (var row = 0; row < products.Length; row++)
        {
            var one = data.Series[row];
            products[row] = products[row].UsualPrice > 0 ? products[row]
                : products[row] with { UsualPrice = one.Prices[one.FirstPriced] };
            if (items)
            {
                attributes.Add(new(products[row].Product, new(1), new(numbers[one.Item])));
            }
        }

        return inputs with { Products = new(products), Attributes = new([.. attributes]) };
    }
}
