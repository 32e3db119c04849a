using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;

namespace Quartermaster.Forecasting.Features;

/// <summary>Reads products into <see cref="ProductFeatures"/>.</summary>
internal sealed class FeatureReader
{
    private readonly DemandInputs _inputs;
    private readonly ForecastPolicy _policy;
    private readonly DemandPatterns _patterns;
    private readonly DayFactors _factors;
    private readonly AttributeIndex _attributes;
    private readonly EventCalendar _events;

    // By category and day, the kinds of events: a category may have a thousand, and is read once per window.
    private readonly Dictionary<int, byte[]> _kinds = [];

    internal FeatureReader(DemandInputs inputs, DemandPatterns patterns, ForecastPolicy policy)
    {
        (_inputs, _patterns, _policy) = (inputs, patterns, policy);
        (_factors, _attributes, _events) = (new(inputs, patterns), new(inputs.Attributes), new(inputs));
        foreach (var product in inputs.Products.Rows)
        {
            var category = product.Category.Value;
            if (!_kinds.ContainsKey(category))
            {
                _kinds.Add(category, new byte[inputs.Days + DemandInputs.HorizonDays]);
                ProductFeatures.AddKinds(_events.OfCategory(category), _kinds[category]);
            }
        }
    }

    internal void Read(int row, ProductFeatures product)
    {
        CleanHistory.Read(_inputs, row, _policy, product.Demand, product.Weight);
        _factors.Fill(row, product.Factors);
        var facts = _inputs.Products.Rows[row];
        product.Load(
            facts, _patterns.Prior.Of(facts, _attributes.Of(facts.Product)), _policy.PastUnits,
            _kinds[facts.Category.Value], _events.OfProduct(facts.Product.Value));
    }
}
