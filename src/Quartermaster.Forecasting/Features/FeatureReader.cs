using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;

namespace Quartermaster.Forecasting.Features;

/// <summary>Reads products into <see cref="ProductFeatures"/>.</summary>
internal sealed class FeatureReader(DemandInputs inputs, DemandPatterns patterns, ForecastPolicy policy)
{
    private readonly DayFactors _factors = new(inputs, patterns);
    private readonly AttributeIndex _attributes = new(inputs.Attributes);
    private readonly EventCalendar _events = new(inputs);

    internal void Read(int row, ProductFeatures product)
    {
        CleanHistory.Read(inputs, row, policy, product.Demand, product.Weight);
        _factors.Fill(row, product.Factors);
        var facts = inputs.Products.Rows[row];
        product.Load(
            facts, patterns.Prior.Of(facts, _attributes.Of(facts.Product)), policy.PastUnits, _events);
    }
}
