using System.Globalization;
using Quartermaster.Domain;

namespace Quartermaster.Evaluation.Metrics;

/// <summary>One figure by which policies are compared: the single definition that tables, reports and docs
/// share.</summary>
/// <param name="Key">Its snake_case name for machines.</param>
/// <param name="Name">Its name for people, with the unit.</param>
/// <param name="Format">A .NET format.</param>
/// <param name="LessIsBetter">Whether a fall is good; null where it depends.</param>
/// <param name="Meaning">How it is computed.</param>
/// <param name="Of">Computes it.</param>
public sealed record Measure(
    string Key, string Name, string Format, bool? LessIsBetter, string Meaning, Func<Tally, double> Of)
{
    /// <summary>Whether it is an amount in the workspace's currency.</summary>
    public bool IsMoney { get; init; }

    /// <summary>Its name with the unit.</summary>
    /// <param name="currency">The workspace's currency; empty if not known.</param>
    public string NameIn(string currency) => IsMoney && currency.Length > 0 ? $"{Name}, {currency}" : Name;

    /// <summary>A value as people read it.</summary>
    public string Written(double value) =>
        double.IsFinite(value) ? value.ToString(Format, CultureInfo.InvariantCulture) : "–";

    /// <summary>A difference of two values as people read it: of shares, in points.</summary>
    public string WrittenDifference(double value)
    {
        var isShare = Format.EndsWith('%');
        var (format, factor) = isShare ? (Format.Replace(" %", "", StringComparison.Ordinal), 100) : (Format, 1);
        var text = Math.Abs(factor * value).ToString(format, CultureInfo.InvariantCulture);
        // What rounds to nothing has no sign.
        var sign = !text.AsSpan().ContainsAnyInRange('1', '9') ? "" : value > 0 ? "+" : "-";
        return !double.IsFinite(value) ? "–" : sign + text + (isShare ? " points" : "");
    }

    /// <summary>Every measure, in the order it is shown.</summary>
    public static IReadOnlyList<Measure> All { get; } =
    [
        new("profit", "Profit", "#,0", false,
            "revenue − purchases − shipping − handling − storage − capital + change of stock, of which what "
                + "customers want in the next 91 days counts at cost and the rest at salvage",
            t => EarnedOf(t) + Amount(t.ClosingStock.Recoverable - t.OpeningStock.Recoverable)) { IsMoney = true },
        new("profit_salvage", "Profit, all stock at salvage", "#,0", false,
            "the same with all stock at salvage, as if the company closed on the last day",
            t => EarnedOf(t) + Amount(t.ClosingStock.Salvage - t.OpeningStock.Salvage)) { IsMoney = true },
        new("in_stock", "In-stock", "0.0 %", false,
            "share of views that found the product in stock somewhere", t => Share(t.InStockViews, t.Views)),
        new("whole_line", "Whole line in stock", "0.0 %", false,
            "share of views that found all the units they looked for in stock, all facilities together",
            t => Share(t.WholeLineViews, t.Views)),
        new("fill_rate", "Fill rate", "0.0 %", false,
            "units sold ÷ units customers came for", t => Share(t.SoldUnits, t.WantedUnits)),
        new("one_day", "One-day offered", "0.0 %", false,
            "share of views offered delivery by the end of the next day", t => Share(t.OneDayViews, t.Views)),
        new("lost_to_speed", "Lost to slow promise", "0.0 %", true,
            "units lost because the promise was slow ÷ units customers came for",
            t => Share(t.LostToSpeedUnits, t.WantedUnits)),
        new("stock_value", "Inventory at cost, mean", "#,0", true,
            "stock on hand at cost, mean over days",
            t => Amount(t.StockValueDays) / Math.Max(1, t.Days)) { IsMoney = true },
        new("units_held", "Units held, mean", "#,0", true,
            "units on hand, mean over days", t => (double)t.UnitDays / Math.Max(1, t.Days)),
        new("shipping_per_order", "Shipping per order", "0.00", true,
            "freight ÷ orders shipped", t => Per(Amount(t.Shipping), t.Orders)) { IsMoney = true },
        new("split_rate", "Split orders", "0.0 %", true,
            "orders shipped from more than one facility ÷ orders shipped", t => Share(t.SplitOrders, t.Orders)),
        new("parcels_per_order", "Parcels per order", "0.000", true,
            "parcels ÷ orders shipped", t => Per(t.Parcels, t.Orders)),
        new("click_to_door", "Click to door, hours", "0.0", true,
            "hours from order to door, mean over orders", t => Per(t.ClickToDoorHours, t.Orders)),
        new("late_rate", "Late against promise", "0.0 %", true,
            "orders that arrived after they were promised ÷ orders shipped", t => Share(t.LateOrders, t.Orders)),
        new("offers_honored", "Offers honored", "0.00 %", false,
            "accepted offers that were placed as they were made ÷ accepted offers",
            t => Share(t.HonoredOffers, t.AcceptedOffers)),
        new("cash", "Cash in less cash out", "#,0", false,
            "revenue − purchases − shipping − handling − storage", CashOf) { IsMoney = true },
        new("cube_used", "Storage used", "0.0 %", null,
            "volume on hand ÷ hard limit, mean over facility-days", t => Per(t.CubeUsed, t.FacilityDays)),
        new("overflow", "Facility-days over the limit", "0.00 %", true,
            "facility-days on which storage held more than its hard limit ÷ facility-days",
            t => Share(t.OverflowFacilityDays, t.FacilityDays)),
    ];

    /// <summary>The measure with a key.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Measure Named(string key) => All.FirstOrDefault(measure => measure.Key == key)
        ?? throw new ArgumentException($"No measure is called '{key}'.", nameof(key));

    private static double CashOf(Tally t) =>
        Amount(t.Revenue - t.Purchases - t.Shipping - t.Handling - t.Storage);

    private static double EarnedOf(Tally t) => CashOf(t) - Amount(t.Capital);

    private static double Amount(MoneySum sum) => (double)sum.Micros / 1e6;

    private static double Share(long part, long all) => all == 0 ? double.NaN : (double)part / all;

    private static double Per(double total, long count) => count == 0 ? double.NaN : total / count;
}
