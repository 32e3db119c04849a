using System.Globalization;
using Quartermaster.Evaluation.Charts;
using Quartermaster.Evaluation.Metrics;
using Quartermaster.Evaluation.Simulation;

namespace Quartermaster.Evaluation.Reports;

/// <summary>The part of a report that compares policies: the claim, the table, the intervals, the frontier.</summary>
public static class ComparisonSection
{
    private static readonly string[] s_intervalKeys =
        ["profit", "fill_rate", "stock_value", "shipping_per_order", "split_rate", "click_to_door", "late_rate"];

    /// <summary>One sentence: does ours earn more at equal service, and is it sure?</summary>
    /// <param name="result">What the policies did; ours first, good practice second.</param>
    /// <param name="company">Against whom.</param>
    public static string Claim(ComparisonResult result, int company)
    {
        var profit = Measure.Named("profit");
        // A share of a loss says nothing: then the difference is an amount. Either has the same verdict.
        var theirs = result.Of(company, profit).Mean;
        var found = theirs > 0 ? result.ShareAgainst(company, profit) : result.Against(company, profit);
        var service = result.Against(company, result.Service);
        var named = char.ToLowerInvariant(result.Service.Name[0]) + result.Service.Name[1..];
        var verdict = double.IsNaN(found.HalfWidth) ? "One replication proves nothing."
            : found.Low > 0 ? "The interval leaves zero out."
            : found.High < 0 ? "Ours is worse, and the interval leaves zero out: see what falls short below."
            : "The interval includes zero: not proven.";
        var at = Math.Abs(service.Mean) < 0.0005 ? $"at equal {named}"
            : string.Create(CultureInfo.InvariantCulture,
                $"at {named} {service.Mean * 100:+0.0;-0.0} points from it");
        var outside = result.IsOutside(company)
            ? $" Our {named} lies outside both of its settings, and the line through them was followed beyond."
            : "";
        var interval = double.IsNaN(found.HalfWidth) ? ""
            : $" ({Amount(found.Low)} to {Amount(found.High)}{(theirs > 0 ? " of its mean" : "")}, paired 95 % "
                + $"interval over {result.Replications} replications)";
        var loss = theirs > 0 ? ""
            : string.Create(CultureInfo.InvariantCulture, $" against a loss of {-theirs:#,0}");
        return $"Against {result.Names[company]}, {at}, profit is {Amount(found.Mean)}{interval}{loss}. "
            + $"{verdict}{outside}";

        string Amount(double value) => theirs > 0
            ? value.ToString("+0.0 %;-0.0 %", CultureInfo.InvariantCulture)
            : $"{value.ToString("+#,0;-#,0", CultureInfo.InvariantCulture)} {result.Currency}".TrimEnd();
    }

    /// <summary>The section.</summary>
    /// <param name="result">What the policies did.</param>
    /// <param name="frontier">Settings that were tried in tuning: company, in-stock, inventory at cost, cost.</param>
    /// <param name="notes">What a reader must know of the comparison.</param>
    public static ReportSection Of(
        ComparisonResult result, IReadOnlyList<FrontierPoint> frontier, IReadOnlyList<string> notes) =>
        new("Simulated against practice",
            [.. Enumerable.Range(1, result.Names.Count - 1).Select(company => Claim(result, company)), .. notes])
        {
            Tables = [TableOf(result)],
            Charts = [IntervalsOf(result), .. FrontiersOf(frontier, result.Currency)],
        };

    private static ReportTable TableOf(ComparisonResult result) => new(
        "Mean over replications, ± half the 95 % interval",
        ["measure", .. result.Names],
        [.. Measure.All.Select(measure => (IReadOnlyList<string>)
            [measure.NameIn(result.Currency), .. Enumerable.Range(0, result.Names.Count)
                .Select(i => Written(result.Of(i, measure), measure))])]);

    private static string Written(Interval interval, Measure measure)
    {
        var mean = measure.Written(interval.Mean);
        return double.IsNaN(interval.HalfWidth) ? mean : $"{mean} ± {measure.Written(interval.HalfWidth)}";
    }

    private static IntervalChart IntervalsOf(ComparisonResult result) => new(
        "Ours against practice, paired",
        "Difference as a share of the other's mean, with its 95 % interval; an arrow goes on beyond the picture. "
            + "Green: better and sure; red: worse and sure; gray: not proven.",
        [.. from company in Enumerable.Range(1, result.Names.Count - 1)
            from key in s_intervalKeys
            let measure = Measure.Named(key)
            let share = result.ShareAgainst(company, measure)
            where double.IsFinite(share.Mean)
            select new IntervalRow($"{measure.Name}, against {result.Names[company]}", share.Mean,
                double.IsNaN(share.HalfWidth) ? share.Mean : share.Low,
                double.IsNaN(share.HalfWidth) ? share.Mean : share.High, measure.LessIsBetter == true)]);

    private static IEnumerable<Chart> FrontiersOf(IReadOnlyList<FrontierPoint> frontier, string currency)
    {
        if (frontier.Count == 0)
        {
            yield break;
        }

        yield return new PlaneChart(
            "Inventory against in-stock",
            "Each point is one setting: ours times the cost of a shortage, good practice times its safety stock, "
                + "common practice with days of cover. Means over the first weeks of the tuning worlds, which are "
                + "fewer days than the table's and end in another season: who holds less over the whole is said "
                + "by the table. Left of another line at the same height: the same service with less stock in those "
                + "weeks.",
            new($"inventory at cost, mean, {currency}", "#,0"), new("in-stock", "P1"), SeriesOf(frontier,
                point => point.StockValue));
        yield return new PlaneChart(
            "Cost against in-stock",
            "Shipping, handling, storage and capital per order, in the same runs. Left is cheaper at the same service.",
            new($"cost per order, {currency}", "0.00"), new("in-stock", "P1"),
            SeriesOf(frontier, point => point.CostPerOrder));
    }

    private static List<PlaneSeries> SeriesOf(IReadOnlyList<FrontierPoint> frontier, Func<FrontierPoint,
        double> across) =>
        [.. frontier.GroupBy(point => point.Company).Select(group => new PlaneSeries(group.Key,
            [.. group.OrderBy(point => point.InStock).Select(point =>
                new PlanePoint(across(point), point.InStock, point.Setting))], Joined: true))];
}

/// <summary>What one setting of a policy gave in the tuning worlds.</summary>
/// <param name="Company">Whose setting.</param>
/// <param name="Setting">Which, in words.</param>
/// <param name="InStock">Share of views in stock.</param>
/// <param name="StockValue">Mean inventory at cost.</param>
/// <param name="CostPerOrder">Shipping, handling, storage and capital per order.</param>
public sealed record FrontierPoint(
    string Company, string Setting, double InStock, double StockValue, double CostPerOrder)
{
    /// <summary>The point of a setting, the mean over worlds.</summary>
    public static FrontierPoint Of(string company, string setting, IReadOnlyList<Tally> tallies) =>
        new(company, setting, tallies.Average(Measure.Named("in_stock").Of),
            tallies.Average(Measure.Named("stock_value").Of), tallies.Average(CostPerOrderOf));

    private static double CostPerOrderOf(Tally tally)
    {
        var cost = tally.Shipping + tally.Handling + tally.Storage + tally.Capital;
        return (double)cost.Micros / 1e6 / Math.Max(1, tally.Orders);
    }
}
