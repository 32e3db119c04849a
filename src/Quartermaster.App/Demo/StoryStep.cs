using System.Globalization;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Orders;
using Quartermaster.Domain;
using Quartermaster.Evaluation.Reports;

namespace Quartermaster.App.Demo;

/// <summary>One step of the story, as people and machines see it.</summary>
/// <param name="Stage">A word for it.</param>
/// <param name="What">What happened, with figures that are the same in every run.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record StoryStep(string Stage, string What, double Seconds);

/// <summary>The steps and the day of orders, in tables for the terminal and for the report.</summary>
internal static class StoryTables
{
    private const string Title = "What happened, step by step";

    /// <summary>The steps.</summary>
    internal static Grid Steps(IReadOnlyList<StoryStep> steps) => new(
        "steps", Title, [new("stage", "Stage"), new("what", "What"), new("seconds", "Seconds", "0.0")],
        [.. steps.Select(step => (IReadOnlyList<object?>)[step.Stage, step.What, Math.Round(step.Seconds, 2)])]);

    /// <summary>What carts were offered.</summary>
    internal static Grid Offers(RehearsedDay day) => new(
        "offers", "What whole carts of the last day were promised",
        [
            new("speed", "Speed"), new("carts", "Carts"), new("offered", "Offered"),
            new("median_days", "Median days", "0.0"), new("why_not", "Why not to the others"),
        ],
        [
            .. day.Offers.Select(offer => (IReadOnlyList<object?>)
                [ReasonCharts.Words(offer.Speed.ToString()), offer.Carts, offer.Offered,
                    double.IsNaN(offer.MedianDays) ? null : Math.Round(offer.MedianDays, 2), WhyNot(offer)]),
        ]);

    /// <summary>What became of the orders.</summary>
    internal static Grid Orders(RehearsedOrders orders) => new(
        "fulfilled", "What became of the orders in the durable ledger",
        [
            new("asked", "Orders"), new("shipped", "Shipped"), new("partial", "In part"), new("refused", "Refused"),
            new("split", "Split"), new("parcels", "Parcels"), new("units", "Units"),
            new("free_before", "Free before"), new("free_after", "Free after"), new("cost", "Cost", "#,0.00"),
            new("broken_rules", "Broken rules"), new("orders_per_second", "Orders/s", "#,0"),
        ],
        [
            [
                orders.Asked, orders.Shipped, orders.Partial, orders.Refused, orders.Split, orders.Parcels,
                orders.Units, orders.FreeBefore, orders.FreeAfter, Math.Round(orders.Cost, 2), orders.BrokenRules,
                Math.Round(orders.Asked / Math.Max(1e-3, orders.Seconds)),
            ],
        ]);

    /// <summary>The released plan.</summary>
    internal static Grid Release(RehearsedRelease release) => new(
        "released", "Released",
        [
            new("purchase_orders", "Purchase orders"), new("lines", "Lines"), new("units", "Units"),
            new("spend", "Spend", "#,0"), new("held", "Held by the gate"),
        ],
        [[release.PurchaseOrders, release.Lines, release.Units, Math.Round(release.Spend, 2),
            string.Join("; ", release.Held)]]);

    /// <summary>The section of the report.</summary>
    internal static ReportSection Section(IReadOnlyList<StoryStep> steps, RehearsedDay day) => new(Title,
    [
        "Every step runs the code that serves a real shop. The plan is released and the last orders of the history are "
            + "placed once more on the next day, in a copy of the durable ledger that is thrown away: the demo can be "
            + "run again.",
        $"Free units before less free units after are the units that ship ({Whole(day.Orders.FreeBefore)} − "
            + $"{Whole(day.Orders.FreeAfter)} = {Whole(day.Orders.Units)}), and the ledger's own audit finds "
            + $"{Whole(day.Orders.BrokenRules)} broken rules: nothing is sold twice.",
    ])
    {
        Tables = [TableOf(Steps(steps)), TableOf(Offers(day)), TableOf(Orders(day.Orders))],
    };

    private static string WhyNot(SpeedOffers offer) => string.Join("; ", offer.WhyNot.Take(3).Select(why =>
        $"{Whole(why.Carts)} {PromiseWords.WhyNot(why.Because)}"));

    private static string Whole(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static ReportTable TableOf(Grid grid) => new(
        grid.Title, [.. grid.Columns.Select(column => column.Title)],
        [.. grid.Rows.Select(row => (IReadOnlyList<string>)[.. row.Select((value, i) =>
            Output.Written(value, grid.Columns[i].Format))])]);
}
