using Quartermaster.Domain;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Evaluation.Generation;

/// <summary>The true parameters of a product's demand.</summary>
/// <param name="Product">The product.</param>
/// <param name="OrdersPerDay">Orders a day that start with it, at usual price in a usual week.</param>
/// <param name="Shape">k of the negative binomial of those orders: variance = mean + mean²/k.</param>
/// <param name="UnitsPerLine">Mean units of a line.</param>
/// <param name="Elasticity">Demand moves with price to the power of minus this.</param>
/// <param name="TrendPerYear">Growth of log demand a year.</param>
/// <param name="DecayPerDay">Share of customers lost per day of waiting after the first.</param>
public readonly record struct TrueProduct(
    ProductId Product,
    double OrdersPerDay,
    double Shape,
    double UnitsPerLine,
    double Elasticity,
    double TrendPerYear,
    double DecayPerDay) : IRow<TrueProduct>
{
    /// <inheritdoc/>
    public static TableSchema Schema { get; } = new("true_products", KeyLength: 1,
    [
        Column.Code<ProductId>("product", "the product"),
        Column.Number("orders_per_day", "orders a day that start with it, at usual price in a usual week"),
        Column.Number("shape", "k of the negative binomial of those orders"),
        Column.Number("units_per_line", "mean units of a line", 1),
        Column.Number("elasticity", "demand moves with price to the power of minus this"),
        Column.Number("trend_per_year", "growth of log demand a year", -10, 10),
        Column.Number("decay_per_day", "share of customers lost per day of waiting after the first", 0, 1),
    ]);
}

/// <summary>The true parameters of a category's demand.</summary>
/// <param name="Category">The category.</param>
/// <param name="Elasticity">Around which its products scatter.</param>
/// <param name="SeasonSwing">Half the swing of the yearly wave, in log demand.</param>
/// <param name="SeasonTopDay">Day of the year at which the wave is highest.</param>
/// <param name="GiftRise">Rise in log demand at the height of the gift season.</param>
/// <param name="Weekend">Log demand of the week-end above the rest of the week.</param>
public readonly record struct TrueCategory(
    CategoryId Category,
    double Elasticity,
    double SeasonSwing,
    int SeasonTopDay,
    double GiftRise,
    double Weekend) : IRow<TrueCategory>
{
    /// <inheritdoc/>
    public static TableSchema Schema { get; } = new("true_categories", KeyLength: 1,
    [
        Column.Code<CategoryId>("category", "the category"),
        Column.Number("elasticity", "around which its products scatter"),
        Column.Number("season_swing", "half the swing of the yearly wave, in log demand", 0, 10),
        Column.Integer("season_top_day", "day of the year at which the wave is highest", 1, 366),
        Column.Number("gift_rise", "rise in log demand at the height of the gift season", -10, 10),
        Column.Number("weekend", "log demand of the week-end above the rest of the week", -10, 10),
    ]);
}
