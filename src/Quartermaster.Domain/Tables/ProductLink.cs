namespace Quartermaster.Domain.Tables;

/// <summary>A relation between two products.</summary>
/// <param name="Product">The product.</param>
/// <param name="Other">The related product.</param>
/// <param name="Kind">What the other is to the product.</param>
/// <param name="Quantity">For a bundle: units of the other in it.</param>
/// <param name="Strength">Share of demand that moves, 0 to 1.</param>
public readonly record struct ProductLink(
    ProductId Product,
    ProductId Other,
    LinkKind Kind,
    int Quantity,
    double Strength) : IRow<ProductLink>
{
    /// <inheritdoc/>
    public static TableSchema Schema { get; } = new("links", KeyLength: 3,
    [
        Column.Code<ProductId>("product", "the product"),
        Column.Code<ProductId>("other", "the related product"),
        Column.Choice<LinkKind>("kind", "what the other is to the product"),
        Column.Integer("quantity", "for a bundle: units of the other in it", 1, 1_000_000).Or(1),
        Column.Number("strength", "share of demand that moves, 0 to 1", 0, 1).Or(0),
    ]);
}
