namespace Quartermaster.Domain.Tables;

/// <summary>How often a product was looked at, and whether it could be had: what tells demand from sales.</summary>
/// <param name="Product">The product.</param>
/// <param name="Region">Where; empty for everywhere.</param>
/// <param name="Day">The day.</param>
/// <param name="Speed">The speed shown most.</param>
/// <param name="InStockShare">Share of views that saw the product in stock.</param>
/// <param name="Views">Views.</param>
/// <param name="Orders">Order lines.</param>
/// <param name="StockOutHours">Which hours of the UTC day were without stock: the sum of 2^h for each hour from h to
/// h + 1; −1 if not known.</param>
public readonly record struct View(
    ProductId Product,
    RegionId Region,
    DateOnly Day,
    Speed Speed,
    double InStockShare,
    int Views,
    int Orders,
    int StockOutHours) : IRow<View>
{
    /// <inheritdoc/>
    public static TableSchema Schema { get; } = new("views", KeyLength: 3,
    [
        Column.Code<ProductId>("product", "the product"),
        Column.Code<RegionId>("region", "where; empty for everywhere").Or(),
        Column.Day("day", "the day"),
        Column.Choice<Speed>("speed", "the speed shown most").Or(5),
        Column.Number("in_stock_share", "share of views that saw the product in stock", 0, 1).Or(1),
        Column.Integer("views", "views", 0, 1_000_000_000).Or(),
        Column.Integer("orders", "order lines", 0, 1_000_000_000).Or(),
        Column.Integer("stock_out_hours",
            "hours of the UTC day without stock: the sum of 2^h for each hour from h to h + 1; -1 for not known",
            -1, (1 << 24) - 1).Or(-1),
    ]);
}
