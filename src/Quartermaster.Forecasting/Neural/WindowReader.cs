using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Forecasting.Features;

namespace Quartermaster.Forecasting.Neural;

/// <summary>Reads windows of products into networks. One thread uses one reader at a time.</summary>
internal sealed class WindowReader(
    DemandInputs inputs, DemandPatterns patterns, CategoryNumbers categories, ForecastPolicy forecast,
    NetworkPolicy policy)
{
    private readonly FeatureReader _reader = new(inputs, patterns, forecast);
    private readonly float[] _known = new float[WindowFeatures.Days];
    private int _row = -1;
    private (float Usual, float OnEvents) _most;

    /// <summary>The product that was read last.</summary>
    internal ProductFeatures Product { get; } = new(inputs.Days);

    /// <summary>Takes in a product.</summary>
    internal void Read(int row)
    {
        if (row != _row)
        {
            _reader.Read(row, Product);
            (_row, _most) = (row, LonePeaks.Most(Product.Demand));
        }
    }

    /// <summary>Fills a network's inputs with the window of the product that ends before a day.</summary>
    internal void Fill(QuantileNetwork network, int end)
    {
        var (shape, first) = (network.Shape, end - network.Shape.Window);
        for (var at = 0; at < shape.Window; at++)
        {
            if (first + at < 0)
            {
                network.Past.Row(at).Clear();
            }
            else
            {
                WindowFeatures.OfPast(Product, first + at, network.Past.Row(at));
            }
        }

        FillDays(network, end);
        var facts = inputs.Products.Rows[_row];
        WindowFeatures.OfProduct(Product, facts, network.Product.Row(0));
        network.Category[0] = categories.Of(facts.Category);
    }

    /// <summary>Fills what came after each fork, as multiples of what was usual; NaN where it is not known, or on a day
    /// outside of a span.</summary>
    internal void FillActuals(QuantileNetwork network, int end, (int From, int Until) span)
    {
        var (shape, price) = (network.Shape, inputs.Products.Rows[_row].UsualPrice);
        var worth = price > 0 && double.IsFinite(price)
            ? Math.Pow(price / categories.UsualPrice, policy.PricePower) : 1;
        var share = 1.0 / (shape.Forks * shape.Horizons * shape.Levels.Length);
        for (var fork = 0; fork < shape.Forks; fork++)
        {
            var origin = end - ((shape.Forks - 1 - fork) * shape.ForkEvery);
            var level = origin > Math.Max(0, Product.LaunchDay) ? Product.LevelAt(origin) : 0;
            for (var step = 0; step < shape.Horizons; step++)
            {
                var (place, day) = ((fork * shape.Horizons) + step, origin + (step * shape.StepDays));
                var (seen, units, factors) = level > 0 && day >= span.From && day + shape.StepDays <= span.Until
                    ? Came(day, shape.StepDays) : default;
                var isKnown = level > 0 && seen > 0.5 * (shape.StepDays - 1) && level * factors > 0;
                if (!isKnown)
                {
                    network.Actuals.SetUnknown(place);
                    continue;
                }

                var weight = share * worth * Math.Pow(level * factors, policy.ScalePower);
                network.Actuals.Set(place, units, level * factors, weight * seen / shape.StepDays,
                    policy.CountShare * share * worth * Math.Pow(level * factors, policy.CountPower));
            }
        }
    }

    // Of some days that are over, what was seen, wanted and usual.
    private (double Seen, double Units, double Factors) Came(int from, int days)
    {
        var (seen, units, factors) = (0.0, 0.0, 0.0);
        for (var day = from; day < from + days; day++)
        {
            seen += Product.Weight[day];
            units += Product.Weight[day] * Shared(day);
            factors += Product.Weight[day] * Product.Factors[day];
        }

        return (seen, units, factors);
    }

    // Of a day's demand, what all products may learn from.
    private float Shared(int day) =>
        Math.Min(Product.Demand[day], Product.SinceEvent(day) == 0 ? _most.OnEvents : _most.Usual);

    private void FillDays(QuantileNetwork network, int end)
    {
        var (shape, days) = (network.Shape, network.Days);
        var ratios = inputs.PriceRatios.Row(_row);
        var first = end - shape.Window;
        Span<double> ownWeek = stackalloc double[7];
        Product.OwnWeek(Math.Max(0, end - ((shape.Forks - 1) * shape.ForkEvery)), ownWeek);
        for (var at = 0; at < shape.DayRows + shape.StepDays - 1; at++)
        {
            var day = first + at;
            var known = _known.AsSpan();
            known.Clear();
            if (day >= 0 && day < Product.Factors.Length)
            {
                WindowFeatures.OfDay(Product, inputs.FirstDay.AddDays(day), day, ownWeek, ratios, known);
            }

            // A row is the mean over the days of a step that begin with it.
            for (var row = Math.Max(0, at - shape.StepDays + 1); row <= Math.Min(at, shape.DayRows - 1); row++)
            {
                Add(known, days.Row(row), at == row, 1f / shape.StepDays);
            }
        }
    }

    private static void Add(ReadOnlySpan<float> known, Span<float> row, bool isFirst, float share)
    {
        for (var i = 0; i < known.Length; i++)
        {
            row[i] = (isFirst ? 0 : row[i]) + (share * known[i]);
        }
    }
}
