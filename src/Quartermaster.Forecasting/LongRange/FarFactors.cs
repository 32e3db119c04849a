using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Tables;
using Quartermaster.Forecasting.Demand;

namespace Quartermaster.Forecasting.LongRange;

/// <summary>For each category and day beyond the usual horizon, the multiple of the level: weekday, season, and events
/// of the category or of all products that are planned by then.</summary>
internal sealed class FarFactors
{
    private readonly DemandPatterns _patterns;
    private readonly DateOnly _first;
    private readonly int _days;
    private readonly PlannedEvent[] _events;
    private readonly Dictionary<int, double[]> _byCategory = [];

    /// <param name="inputs">What is planned.</param>
    /// <param name="patterns">Weekdays, seasons and effects.</param>
    /// <param name="days">Days from the first forecast day on.</param>
    internal FarFactors(DemandInputs inputs, DemandPatterns patterns, int days)
    {
        (_patterns, _days, _first) = (patterns, days, inputs.FirstDay.AddDays(inputs.Days));
        _events = [.. inputs.Events.Rows.ToArray().Where(planned => planned.Product.Value == 0)];
        foreach (var product in inputs.Products.Rows)
        {
            if (!_byCategory.ContainsKey(product.Category.Value))
            {
                _byCategory.Add(product.Category.Value, Days(product.Category.Value));
            }
        }
    }

    /// <summary>The multiples of a category, from the first forecast day on.</summary>
    internal ReadOnlySpan<double> Of(int category) => _byCategory[category];

    private double[] Days(int category)
    {
        var pattern = _patterns.Of(new(category));
        var factors = Enumerable.Range(0, _days).Select(day => pattern.On(_first.AddDays(day))).ToArray();
        pattern.Apply(
            _events.Where(planned => planned.Category.Value == 0 || planned.Category.Value == category)
                .Select(planned => EventSpan.Of(planned, _first)).Where(span => span.IsSound),
            factors);
        return factors;
    }
}
