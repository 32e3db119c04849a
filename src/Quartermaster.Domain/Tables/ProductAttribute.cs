namespace Quartermaster.Domain.Tables;

/// <summary>One property of a product, for cold start and substitution.</summary>
/// <param name="Product">The product.</param>
/// <param name="Attribute">Which property, for example color.</param>
/// <param name="Value">Its value, for example red.</param>
public readonly record struct ProductAttribute(
    ProductId Product,
    AttributeId Attribute,
    AttributeValueId Value) : IRow<ProductAttribute>
{
    /// <inheritdoc/>
    public static TableSchema Schema { get; } = new("attributes", KeyLength: 2,
    [
        Column.Code<ProductId>("product", "the product"),
        Column.Code<AttributeId>("attribute", "which property, for example color"),
        Column.Code<AttributeValueId>("value", "its value, for example red"),
    ]);
}
