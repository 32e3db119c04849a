namespace Quartermaster.Domain.Tables;

/// <summary>An owner who sells a product.</summary>
/// <param name="Product">The product.</param>
/// <param name="Owner">Who sells: the retailer or a seller.</param>
/// <param name="IsRetailer">Whether the owner is the retailer.</param>
/// <param name="HandlingMinutes">Minutes the owner needs before an order can be picked.</param>
public readonly record struct Listing(
    ProductId Product,
    OwnerId Owner,
    bool IsRetailer,
    int HandlingMinutes) : IRow<Listing>
{
    /// <inheritdoc/>
    public static TableSchema Schema { get; } = new("listings", KeyLength: 2,
    [
        Column.Code<ProductId>("product", "the product"),
        Column.Code<OwnerId>("owner", "who sells: the retailer or a seller"),
        Column.Flag("is_retailer", "whether the owner is the retailer").Or(1),
        Column.Integer("handling_minutes", "minutes the owner needs before an order can be picked", 0, 100_000).Or(),
    ]);
}
