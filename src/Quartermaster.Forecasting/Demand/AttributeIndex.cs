using Quartermaster.Domain;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Forecasting.Demand;

/// <summary>The attributes of each product.</summary>
internal sealed class AttributeIndex
{
    private readonly Table<ProductAttribute> _attributes;
    private readonly Dictionary<int, (int Start, int Count)> _ranges = [];

    internal AttributeIndex(Table<ProductAttribute> attributes)
    {
        _attributes = attributes;
        for (var start = 0; start < attributes.Count;)
        {
            var (product, end) = (attributes.Rows[start].Product.Value, start + 1);
            while (end < attributes.Count && attributes.Rows[end].Product.Value == product)
            {
                end++;
            }

            _ranges[product] = (start, end - start);
            start = end;
        }
    }

    internal ReadOnlySpan<ProductAttribute> Of(ProductId product)
    {
        var (start, count) = _ranges.GetValueOrDefault(product.Value);
        return _attributes.Rows.Slice(start, count);
    }
}
