using System.CommandLine;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Explanation;

namespace Quartermaster.App.Commands;

/// <summary>What <c>qm forecast --explain</c> shows: the parts of a product's expected units, which add up to them.
/// </summary>
internal static class ForecastWhy
{
    // Units from which on a table shows them.
    private const double Shown = 0.005;

    internal static Option<string?> Explain { get; } = new("--explain")
    {
        Description = "Show why the expected units of one product are what they are: reasons that add up to them.",
        HelpName = "CODE",
    };

    /// <summary>The reasons, in units over three horizons.</summary>
    /// <param name="plan">The forecast; its product is explained.</param>
    /// <param name="forecaster">Who forecasts it.</param>
    internal static Grid GridOf(SavedPlan plan, out string forecaster)
    {
        var (book, product) = (plan.Opened.Book, plan.Product);
        var row = Array.FindIndex(book.Products.Rows.ToArray(), one => one.Product == product);
        var reasons = ForecastReasons.Of(plan.Forecasters.Chosen, book.Inputs([row]));
        forecaster = reasons.Forecaster;
        return new("reasons", $"Why {plan.Opened.Facts.Catalog.CodeOf(product)} is expected to sell what it is, units",
            [
                new("reason", "Reason"), .. ForecastReasons.Horizons.Select(days => new GridColumn(
                    FormattableString.Invariant($"days_{days}"),
                    days % 7 == 0 && days > 7 ? FormattableString.Invariant($"{days / 7} weeks") : "Next 7 days",
                    "#,0.00")),
                new("means", "Means"),
            ],
            [
                Row("likely", reasons.Likely, "what products of its category, price and attributes sell once launched"),
                .. Enum.GetValues<ForecastPart>().Select(part => Row(NameOf(part), reasons.Of(part),
                    MeaningOf(part, reasons.Of(part), plan, row))),
                .. reasons.PastBias.All(units => units == 0) ? Array.Empty<IReadOnlyList<object?>>()
                    : [Row("past bias", reasons.PastBias, "what all products like it sold beyond their forecasts")],
                Row("expected", reasons.Expected, "the sum of all"),
            ]);

        static IReadOnlyList<object?> Row(string name, IReadOnlyList<double> units, string meaning) =>
            [name, .. units.Cast<object?>(), meaning];
    }

    private static string NameOf(ForecastPart part) => part switch
    {
        ForecastPart.OwnSales => "own sales",
        ForecastPart.StockOuts => "stock-outs",
        ForecastPart.Season => "season",
        ForecastPart.Events => "events",
        _ => "price",
    };

    private static string MeaningOf(
        ForecastPart part, IReadOnlyList<double> units, SavedPlan plan, int row) => part switch
    {
        ForecastPart.Price => PriceMeaning(plan, row),
        ForecastPart.StockOuts => StockOutMeaning(units),
        _ => MeaningOf(part),
    };

    /// <summary>What the part of days out of stock means: most often that they do not count as low demand. Where a
    /// product sold well on days that were mostly out of stock, and count for little or nothing, they take away.
    /// </summary>
    /// <param name="units">Units by horizon.</param>
    internal static string StockOutMeaning(IReadOnlyList<double> units) => (units.Min(), units.Max()) switch
    {
        ( < -Shown, > Shown) => "days out of stock count for less; below 0 where as full days they would say more",
        ( < -Shown, _) => "days out of stock count for less; as full days they would say more",
        _ => MeaningOf(ForecastPart.StockOuts),
    };

    private static string MeaningOf(ForecastPart part) => part switch
    {
        ForecastPart.OwnSales => "what it sold itself",
        ForecastPart.StockOuts => "days out of stock do not count as low demand",
        ForecastPart.Season => "weekdays and the time of year",
        ForecastPart.Events => "promotions and holidays planned, at the usual price",
        _ => "planned prices other than the usual",
    };

    // Which price is meant: without it a dearer list price and a promotion cannot be told apart.
    private static string PriceMeaning(SavedPlan plan, int row)
    {
        var (book, today) = (plan.Opened.Book, plan.Opened.Today);
        var (usual, meaning) = (book.Products.Rows[row].UsualPrice, MeaningOf(ForecastPart.Price));
        var days = Enumerable.Range(0, DemandInputs.HorizonDays).Select(day => today.AddDays(day)).ToArray();
        var other = Array.FindIndex(days, day => Math.Abs(book.PriceRatio(row, day) - 1) > 0.0005);
        return other < 0 || usual <= 0 ? meaning : FormattableString.Invariant(
            $"{meaning} {usual:0.00}: {usual * book.PriceRatio(row, days[other]):0.00} from {days[other]:yyyy-MM-dd}");
    }
}
