using Quartermaster.Domain.Demand;
using Quartermaster.Numerics;

namespace Quartermaster.Benchmarks.Launches;

/// <summary>What is said of a newcomer that is taken for any product of its category: the days of the others.</summary>
internal sealed class CategoryDays
{
    private const int Days = 91;

    private readonly Dictionary<int, float[]> _quantiles = [];
    private readonly Dictionary<int, float[]> _counts = [];

    /// <summary>Reads the last 91 days of products that are on sale for longer.</summary>
    internal CategoryDays(DemandInputs inputs, float[] levels)
    {
        var first = Math.Max(0, inputs.Days - Days);
        var rows = Enumerable.Range(0, inputs.Count).Where(row => inputs.Products.Rows[row].LaunchDay < first);
        foreach (var category in rows.GroupBy(row => inputs.Products.Rows[row].Category.Value))
        {
            float[] units = [.. category.SelectMany(row => inputs.Sales.Row(row)[first..].ToArray()).Order()];
            _quantiles[category.Key] = Array.ConvertAll(levels, level => units[(int)(level * units.Length)]);
            var counts = new float[levels.Length];
            NegativeBinomial.Quantiles(units.Average(one => (double)one), 0, levels, counts);
            _counts[category.Key] = counts;
        }
    }

    /// <summary>Quantiles of all days of all products of a category.</summary>
    internal float[]? Of(int category) => _quantiles.GetValueOrDefault(category);

    /// <summary>Quantiles of a Poisson count whose mean is the category's.</summary>
    internal float[] Counts(int category) => _counts[category];
}
