using System.Globalization;
using System.Text.Json;
using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Numerics.Learning.Onnx;

namespace Quartermaster.Forecasting.Neural;

/// <summary>A model's networks as one ONNX file, with all that is to know to use it without this program.</summary>
/// <remarks>Inputs: <c>past</c>, <c>days</c> and <c>weeks</c> (batch × rows × features), <c>product</c> (batch × 1 ×
/// features), <c>category</c> (batch × 1). Outputs of the first member: <c>day_quantiles</c>, <c>day_counts</c>,
/// <c>week_quantiles</c>, <c>week_counts</c>; of further ones the same with _2, _3 …, to be averaged. What features
/// and levels there are stands in the file's metadata.</remarks>
public static class NetworkExport
{
    /// <summary>Writes a model.</summary>
    /// <param name="model">What was learned.</param>
    /// <param name="codeOf">What a category is called.</param>
    /// <returns>The file's bytes.</returns>
    public static byte[] Write(NetworkModel model, Func<CategoryId, string> codeOf)
    {
        var graph = new OnnxGraph();
        for (var member = 0; member < model.Days.Count; member++)
        {
            var ending = member == 0 ? "" : $"_{(member + 1).ToString(CultureInfo.InvariantCulture)}";
            Add(graph, model.Days[member], "day", ending);
            Add(graph, model.Weeks[member], "week", ending);
        }

        return graph.ToFile(Facts(model, codeOf));
    }

    private static void Add(OnnxGraph graph, TrainedNetwork trained, string step, string ending)
    {
        var network = trained.ToForecast();
        var shape = network.Shape;
        graph.Add(
            step + ending, network.Network,
            [
                new(network.Past, "past",
                    $"{shape.Window} days up to the last known one, the oldest first; past_features"),
                new(network.Days, step + "s", step == "day"
                    ? $"the same days, then {shape.Horizons} planned ones; day_features"
                    : "of each of the same days and of planned ones the mean of day_features over the 7 days that "
                    + "begin with it"),
                new(network.Product, "product", "product_features"),
                new(network.Category, "category", "the category's place in categories, from 1; 0 for any other"),
            ],
            [
                new(network.Quantiles, $"{step}_quantiles{ending}",
                    $"by {step} ahead and level, multiples of what is usual; those below 0 mean 0"),
                new(network.Counts, $"{step}_counts{ending}",
                    $"by {step} ahead a negative binomial's mean, a multiple of what is usual, and its dispersion a: "
                    + "the variance of a mean of m units is m + a m m"),
            ]);
    }

    private static SortedDictionary<string, string> Facts(NetworkModel model, Func<CategoryId, string> codeOf) =>
        new(StringComparer.Ordinal)
        {
            ["levels"] = JsonSerializer.Serialize(model.Policy.Levels),
            ["days_ahead"] = DemandForecast.DailyDays.ToString(CultureInfo.InvariantCulture),
            ["weeks_ahead"] = DemandForecast.Weeks.ToString(CultureInfo.InvariantCulture),
            ["members"] = model.Policy.Members.ToString(CultureInfo.InvariantCulture),
            ["past_features"] = JsonSerializer.Serialize(WindowFeatures.PastNames),
            ["day_features"] = JsonSerializer.Serialize(WindowFeatures.DayNames),
            ["product_features"] = JsonSerializer.Serialize(WindowFeatures.ProductNames),
            ["categories"] = JsonSerializer.Serialize(
                model.Categories.InOrder.Select(category => category == 0 ? "" : codeOf(new(category)))),
            ["usual"] = "level on the day of the forecast x the day's factor; for a week, x the sum of its days'",
            ["seen_until"] = model.SeenUntil.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
}
