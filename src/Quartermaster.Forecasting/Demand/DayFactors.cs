using Quartermaster.Domain.Demand;

namespace Quartermaster.Forecasting.Demand;

/// <summary>For each product and day, past and planned, the multiple of its level: weekday, season, events, price,
/// age.
/// </summary>
internal sealed class DayFactors
{
    private const double Least = 0.01;
    private const double Most = 100;

    private readonly DemandInputs _inputs;
    private readonly DemandPatterns _patterns;
    private readonly EventCalendar _events;
    private readonly Dictionary<int, (float[] Factors, EventsOn[] On)> _byCategory = [];

    internal DayFactors(DemandInputs inputs, DemandPatterns patterns)
    {
        (_inputs, _patterns, _events) = (inputs, patterns, new(inputs));
        foreach (var product in inputs.Products.Rows)
        {
            if (!_byCategory.ContainsKey(product.Category.Value))
            {
                _byCategory.Add(product.Category.Value, CategoryDays(product.Category.Value));
            }
        }
    }

    /// <summary>Days with a factor: the history and the horizon.</summary>
    internal int Days => _inputs.Days + DemandInputs.HorizonDays;

    /// <summary>Fills one product's factors; 0 on later days on which it is not sold.</summary>
    internal void Fill(int row, Span<float> factors)
    {
        var product = _inputs.Products.Rows[row];
        var pattern = _patterns.Of(product.Category);
        var (ofCategory, on) = _byCategory[product.Category.Value];
        ofCategory.CopyTo(factors);
        if (_events.OfProduct(product.Product.Value) is { } happenings)
        {
            AddEvents(pattern, happenings, on, factors);
        }

        _patterns.Curve.Apply(product.LaunchDay, factors);
        var ratios = _inputs.PriceRatios.Row(row);
        var elasticity = pattern.Effects[0];
        for (var day = 0; day < factors.Length; day++)
        {
            var ratio = CleanHistory.PriceRatio(ratios, day);
            var price = ratio == 1 ? 1 : Math.Pow(ratio, elasticity);
            factors[day] = (float)Math.Clamp(factors[day] * price, Least, Most);
        }

        for (var day = _inputs.Days; day < factors.Length; day++)
        {
            factors[day] = day < product.LaunchDay || day > product.EndDay ? 0 : factors[day];
        }
    }

    private static void AddEvents(
        CategoryPattern pattern, IEnumerable<EventSpan> happenings, ReadOnlySpan<EventsOn> on, Span<float> factors)
    {
        var own = on.ToArray();
        foreach (var happening in happenings)
        {
            for (var day = happening.First; day <= happening.Last; day++)
            {
                var before = own[day].Multiple(pattern.Effects);
                own[day].Add(happening);
                factors[day] *= (float)(own[day].Multiple(pattern.Effects) / before);
            }
        }
    }

    private (float[] Factors, EventsOn[] On) CategoryDays(int category)
    {
        var pattern = _patterns.Of(new(category));
        var factors = new double[Days];
        for (var day = 0; day < factors.Length; day++)
        {
            factors[day] = pattern.On(_inputs.FirstDay.AddDays(day));
        }

        var on = pattern.Apply(_events.OfCategory(category), factors);
        return (Array.ConvertAll(factors, factor => (float)factor), on);
    }
}
