using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Forecasting.Demand;

/// <summary>What a product is likely to sell before it has sold anything: from its category, price and attributes.
/// </summary>
/// <remarks>The logarithm of the level is a category's mean, plus a common slope in the logarithm of the price, plus an
/// effect per attribute value; each drawn to 0 by its number of products. The spread of what remains says how much a
/// newcomer may differ. In gamma form (Gelman et al., 2013, section 2.6) it is the prior of the level.</remarks>
internal sealed class LaunchPrior
{
    private const double LeastDays = 28;
    private const double PriorProducts = 4;

    private double _mean = Math.Log(0.1);
    private double _variance = 1.5;
    private double _priceMean;
    private double _priceSlope;
    private readonly Dictionary<int, (double Mean, double Variance)> _byCategory = [];
    private readonly Dictionary<(int Attribute, int Value), double> _effects = [];

    /// <summary>Nothing is known: a tenth of a unit a day, give or take a factor of three.</summary>
    internal static LaunchPrior None { get; } = new();

    internal static LaunchPrior Learn(DemandPatterns patterns, LearningSet set)
    {
        var known = KnownLevels(patterns, set);
        var prior = new LaunchPrior();
        if (known.Count > 0)
        {
            prior.LearnPrice(known);
            prior.LearnAttributes(known, new(set.Inputs.Attributes));
            prior.LearnCategories(known);
        }

        return prior;
    }

    /// <summary>The likely level of a product, units a day, and how many units of its own sales that belief is worth.
    /// </summary>
    internal (double Mean, double Units) Of(ProductFacts product, ReadOnlySpan<ProductAttribute> attributes)
    {
        var (log, variance) = _byCategory.GetValueOrDefault(product.Category.Value, (_mean, _variance));
        log += PriceEffect(product.UsualPrice);
        foreach (var attribute in attributes)
        {
            log += _effects.GetValueOrDefault((attribute.Attribute.Value, attribute.Value.Value));
        }

        return (Math.Exp(Math.Clamp(log + (variance / 2), -12, 12)), 1 / (Math.Exp(variance) - 1));
    }

    private static List<KnownLevel> KnownLevels(DemandPatterns patterns, LearningSet set)
    {
        var known = new List<KnownLevel>();
        var (factors, scratch) = (new DayFactors(set.Inputs, patterns), new float[set.Days + DemandInputs.HorizonDays]);
        for (var row = 0; row < set.Count; row++)
        {
            set.Cancel.ThrowIfCancellationRequested();
            factors.Fill(row, scratch);
            var demand = set.Demand(row);
            var weight = set.Weight(row);
            var units = 0.0;
            var expected = 0.0;
            var seen = 0.0;
            for (var day = 0; day < demand.Length; day++)
            {
                units += weight[day] * demand[day];
                expected += weight[day] * scratch[day];
                seen += weight[day];
            }

            if (seen >= LeastDays)
            {
                known.Add(new(set.Inputs.Products.Rows[row], Math.Log((units + 0.5) / (expected + 0.5))));
            }
        }

        return known;
    }

    private void LearnPrice(List<KnownLevel> known)
    {
        var priced = known.Where(level => IsPrice(level.Product.UsualPrice)).ToArray();
        var categories = priced.GroupBy(level => level.Product.Category.Value)
            .ToDictionary(group => group.Key, group => (
                Price: group.Average(level => Math.Log(level.Product.UsualPrice)),
                Log: group.Average(level => level.Log)));
        var (cross, square) = (0.0, 10.0);
        foreach (var level in priced)
        {
            var (price, log) = categories[level.Product.Category.Value];
            var x = Math.Log(level.Product.UsualPrice) - price;
            cross += x * (level.Log - log);
            square += x * x;
        }

        _priceSlope = Math.Clamp(cross / square, -2, 1);
        _priceMean = priced.Length == 0 ? 0 : priced.Average(level => Math.Log(level.Product.UsualPrice));
        Subtract(known, level => PriceEffect(level.Product.UsualPrice));
    }

    private void LearnAttributes(List<KnownLevel> known, AttributeIndex index)
    {
        var means = known.GroupBy(level => level.Product.Category.Value)
            .ToDictionary(group => group.Key, group => group.Average(level => level.Log));
        var rest = known.ConvertAll(level => level.Log - means[level.Product.Category.Value]);
        var byValue = new SortedDictionary<(int Attribute, int Value), List<int>>();
        for (var i = 0; i < known.Count; i++)
        {
            foreach (var attribute in index.Of(known[i].Product.Product))
            {
                var key = (attribute.Attribute.Value, attribute.Value.Value);
                (byValue.TryGetValue(key, out var rows) ? rows : byValue[key] = []).Add(i);
            }
        }

        // One attribute after the other, each explaining what those before it left.
        foreach (var values in byValue.GroupBy(pair => pair.Key.Attribute))
        {
            foreach (var (key, rows) in values)
            {
                _effects[key] = rows.Sum(i => rest[i]) / (rows.Count + PriorProducts);
            }

            foreach (var (key, rows) in values)
            {
                rows.ForEach(i => rest[i] -= _effects[key]);
            }
        }

        Subtract(known, level =>
        {
            var effect = 0.0;
            foreach (var attribute in index.Of(level.Product.Product))
            {
                effect += _effects[(attribute.Attribute.Value, attribute.Value.Value)];
            }

            return effect;
        });
    }

    private void LearnCategories(List<KnownLevel> known)
    {
        _mean = known.Average(level => level.Log);
        _variance = Spread(known.Sum(level => Square(level.Log - _mean)) + (PriorProducts * _variance), known.Count);
        foreach (var group in known.GroupBy(level => level.Product.Category.Value))
        {
            var mean = (group.Sum(level => level.Log) + _mean) / (group.Count() + 1);
            var variance = Spread(
                group.Sum(level => Square(level.Log - mean)) + (PriorProducts * _variance), group.Count());
            _byCategory.Add(group.Key, (mean, variance));
        }
    }

    private double PriceEffect(double price) => IsPrice(price) ? _priceSlope * (Math.Log(price) - _priceMean) : 0;

    private static void Subtract(List<KnownLevel> known, Func<KnownLevel, double> effect)
    {
        for (var i = 0; i < known.Count; i++)
        {
            known[i] = known[i] with { Log = known[i].Log - effect(known[i]) };
        }
    }

    private static double Spread(double squares, int products) =>
        Math.Clamp(squares / (products + PriorProducts), 0.05, 3);

    private static bool IsPrice(double price) => price > 0 && double.IsFinite(price);

    private static double Square(double value) => value * value;

    private readonly record struct KnownLevel(ProductFacts Product, double Log);
}
