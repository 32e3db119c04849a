using System.Text.Json;
using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Neural;
using Quartermaster.Numerics;
using Quartermaster.Tests.Numerics.Learning.Onnx;
using Xunit;

namespace Quartermaster.Tests.Forecasting.Neural;

public sealed class NetworkExportTests
{
    private static readonly DemandWorld s_world = new() { Products = 60, Days = 300 };

    public static TheoryData<NetworkEncoder, int> Trained => new()
    {
        { NetworkEncoder.Convolutions, 1 },
        { NetworkEncoder.Convolutions, 2 },
        { NetworkEncoder.Memory, 1 },
    };

    [Theory]
    [MemberData(nameof(Trained))]
    public void Another_runtime_forecasts_the_same(NetworkEncoder encoder, int members)
    {
        var model = QuantileNetworks.Fit(s_world.Inputs(), QuantileNetworksTests.Quick with
        {
            Steps = 40, Encoder = encoder, Members = members,
        }).Model!;
        using var run = new OnnxRun(NetworkExport.Write(model, category => $"C{category.Value}"));
        Assert.Equal(["category", "days", "past", "product", "weeks"], run.Inputs.Order());
        Assert.Equal(4 * members, run.Outputs.Count());

        // Windows of random numbers, and batches of any size.
        var networks = Networks(model);
        var ours = networks.Keys.ToDictionary(name => name, _ => new List<float>());
        var inputs = new Dictionary<string, List<Array>>();
        for (var sample = 0; sample < 5; sample++)
        {
            foreach (var (name, network) in networks)
            {
                Fill(network, sample);
                network.Network.Forward();
                var isCounts = name.Contains("counts", StringComparison.Ordinal);
                ours[name].AddRange(OnnxGraphTests.All(isCounts ? network.Counts : network.Quantiles));
                Put("past", OnnxGraphTests.All(network.Past));
                Put(name.StartsWith("day", StringComparison.Ordinal) ? "days" : "weeks",
                    OnnxGraphTests.All(network.Days));
                Put("product", OnnxGraphTests.All(network.Product));
                Put("category", network.Category.ToArray());
            }

            void Put(string name, Array values)
            {
                var of = inputs.TryGetValue(name, out var known) ? known : inputs[name] = [];
                if (of.Count <= sample)
                {
                    of.Add(values);
                }
            }
        }

        var theirs = run.Run(inputs.ToDictionary(input => input.Key, input => input.Value.ToArray()));
        Assert.All(networks.Keys, name => OnnxRun.AssertSame(ours[name], theirs[name], name));
    }

    [Fact]
    public void The_file_says_what_its_numbers_are()
    {
        var model = QuantileNetworks.Fit(s_world.Inputs(), QuantileNetworksTests.Quick).Model!;
        using var run = new OnnxRun(NetworkExport.Write(model, category => $"C{category.Value}"));
        Assert.Equal(model.Policy.Levels, JsonSerializer.Deserialize<float[]>(run.Facts["levels"]));
        Assert.Equal(WindowFeatures.Past, Names("past_features"));
        Assert.Equal(WindowFeatures.Days, Names("day_features"));
        Assert.Equal(WindowFeatures.Product, Names("product_features"));
        Assert.Equal(model.Categories.Count - 1, Names("categories"));
        Assert.Equal($"{DemandForecast.DailyDays}", run.Facts["days_ahead"]);

        int Names(string fact) => JsonSerializer.Deserialize<string[]>(run.Facts[fact])!.Distinct().Count();
    }

    // By output.
    private static Dictionary<string, QuantileNetwork> Networks(NetworkModel model)
    {
        var networks = new Dictionary<string, QuantileNetwork>();
        for (var member = 0; member < model.Days.Count; member++)
        {
            var ending = member == 0 ? "" : $"_{member + 1}";
            networks[$"day_quantiles{ending}"] = networks[$"day_counts{ending}"] = model.Days[member].ToForecast();
            networks[$"week_quantiles{ending}"] = networks[$"week_counts{ending}"] = model.Weeks[member].ToForecast();
        }

        return networks;
    }

    private static void Fill(QuantileNetwork network, int sample)
    {
        network.Category[0] = sample % network.Shape.Categories;
        foreach (var (signal, stream) in new[] { (network.Past, 1UL), (network.Days, 2UL), (network.Product, 3UL) })
        {
            for (var i = 0; i < signal.Rows * signal.Columns; i++)
            {
                signal.Row(i / signal.Columns)[i % signal.Columns] =
                    (float)KeyedRandom.Normal(1, stream, (ulong)sample, (ulong)i);
            }
        }
    }
}
