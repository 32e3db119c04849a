using Quartermaster.Domain;
using Quartermaster.Domain.Demand;

namespace Quartermaster.Forecasting.Neural;

/// <summary>The categories that a network has learned, numbered from 1; 0 stands for all others.</summary>
internal sealed class CategoryNumbers
{
    private readonly Dictionary<int, int> _numbers;

    /// <summary>Numbers categories in the order given.</summary>
    internal CategoryNumbers(IEnumerable<int> categories) => _numbers = categories.Distinct()
        .Select((category, i) => (category, i)).ToDictionary(pair => pair.category, pair => pair.i + 1);

    internal static CategoryNumbers Of(DemandInputs inputs)
    {
        var prices = inputs.Products.Rows.ToArray().Select(product => product.UsualPrice)
            .Where(price => price > 0 && double.IsFinite(price)).Order().ToArray();
        return new(inputs.Products.Rows.ToArray().Select(product => product.Category.Value).Order())
        {
            UsualPrice = prices.Length > 0 ? prices[prices.Length / 2] : 1,
        };
    }

    /// <summary>The median of the products' usual prices.</summary>
    internal double UsualPrice { get; init; } = 1;

    /// <summary>The categories, from number 1 on.</summary>
    internal IEnumerable<int> InOrder => _numbers.OrderBy(pair => pair.Value).Select(pair => pair.Key);

    /// <summary>Numbers in use, 0 among them.</summary>
    internal int Count => _numbers.Count + 1;

    internal int Of(CategoryId category) => _numbers.GetValueOrDefault(category.Value);
}
