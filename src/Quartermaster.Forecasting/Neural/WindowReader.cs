using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Forecasting.Features;

namespace Quartermaster.Forecasting.Neural;

/// <summary>Reads windows of products into networks. One thread uses one reader at a time.</summary>
internal sealed class WindowReader(
    DemandInputs inputs, DemandPatterns patterns, CategoryNumbers categories, ForecastPolicy policy, double scalePower,
    double pricePower)
{
    private const float MostMultiple = 50;

    private readonly FeatureReader _reader = new(inputs, patterns, policy);
    private int _row = -1;

    /// <summary>The product that was read last.</summary>
    internal ProductFeatures Product { get; } = new(inputs.Days);

    /// <summary>Takes in a product.</summary>
    internal void Read(int row)
    {
        if (row != _row)
        {
            _reader.Read(row, Product);
            _row = row;
        }
    }

    /// <summary>Fills a network's inputs with the window of the product that ends before a day.</summary>
    internal void Fill(QuantileNetwork network, int end)
    {
        var shape = network.Shape;
        var ratios = inputs.PriceRatios.Row(_row);
        var first = end - shape.Window;
        Span<double> ownWeek = stackalloc double[7];
        Product.OwnWeek(Math.Max(0, end - ((shape.Forks - 1) * shape.ForkEvery)), ownWeek);
        for (var at = 0; at < shape.Window + shape.Horizons; at++)
        {
            var day = first + at;
            var known = network.Days.Row(at);
            if (day < 0 || day >= Product.Factors.Length)
            {
                known.Clear();
            }
            else
            {
                WindowFeatures.OfDay(Product, inputs.FirstDay.AddDays(day), day, ownWeek, ratios, known);
            }

            if (at < shape.Window && day < 0)
            {
                network.Past.Row(at).Clear();
            }
            else if (at < shape.Window)
            {
                WindowFeatures.OfPast(Product, day, network.Past.Row(at));
            }
        }

        var facts = inputs.Products.Rows[_row];
        WindowFeatures.OfProduct(Product, facts, network.Product.Row(0));
        network.Category[0] = categories.Of(facts.Category);
    }

    /// <summary>Fills what came after each fork, as multiples of what was usual; NaN where it is not known.</summary>
    internal void FillActuals(QuantileNetwork network, int end)
    {
        var shape = network.Shape;
        var price = inputs.Products.Rows[_row].UsualPrice;
        var worth = (float)(price > 0 && double.IsFinite(price) ? Math.Pow(price / categories.UsualPrice, pricePower) : 1);
        for (var fork = 0; fork < shape.Forks; fork++)
        {
            var origin = end - ((shape.Forks - 1 - fork) * shape.ForkEvery);
            var level = origin > Math.Max(0, Product.LaunchDay) ? Product.LevelAt(origin) : 0;
            for (var ahead = 0; ahead < shape.Horizons; ahead++)
            {
                var (place, day) = ((fork * shape.Horizons) + ahead, origin + ahead);
                var weight = level > 0 && day < inputs.Days ? Product.Weight[day] : 0;
                var scale = weight > 0 ? level * Product.Factors[day] : 0;
                network.Actuals[place] = weight > 0
                    ? Math.Min(MostMultiple, (float)(Product.Demand[day] / scale)) : float.NaN;
                network.Weights[place] = weight > 0 ? weight * worth * (float)Math.Pow(scale, scalePower) : 0;
            }
        }
    }
}
