using Quartermaster.App.CommandLine;
using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Tables;
using Quartermaster.Forecasting.Demand;

namespace Quartermaster.App.Worlds;

/// <summary>Days of the histories that a forecast passed over or doubts: which, what was found, and what was done.
/// </summary>
/// <param name="Findings">Rows are the book's; the weightiest first.</param>
internal sealed record HistoryNotes(IReadOnlyList<HistoryFinding> Findings)
{
    internal const string GridKey = "findings";

    private const int Shown = 20;

    private Table<PlannedEvent> Events { get; init; } = new([]);

    /// <summary>How many days were passed over.</summary>
    internal int PassedOver => Findings.Count(finding => finding.IsPassedOver);

    /// <summary>Looks through a plan's histories.</summary>
    internal static HistoryNotes Of(OpenedWorkspace opened)
    {
        var (book, found, events) = (opened.Book, new List<HistoryFinding>(), new Table<PlannedEvent>([]));
        var open = new bool[book.Days];
        for (var row = 0; row < book.Products.Count; row++)
        {
            for (var day = 0; day < open.Length; day++)
            {
                open[day] |= book.Sales(row, day) > 0;
            }
        }

        foreach (var (first, inputs) in BookBlocks.Of(book))
        {
            events = inputs.Events;
            found.AddRange(HistoryFindings.Of(inputs, open)
                .Select(finding => finding with { Row = first + finding.Row }));
        }

        return new([.. found.OrderByDescending(finding => finding.IsPassedOver)
            .ThenByDescending(finding => Math.Abs(finding.Found - finding.Usual) * finding.Days)])
        {
            Events = events,
        };
    }

    /// <summary>The weightiest, for people and programs.</summary>
    internal Grid ToGrid(OpenedWorkspace opened) => new(GridKey, Findings.Count <= Shown
        ? "Days of the history to look at" : $"The {Shown} weightiest of {Findings.Count} places in the history",
        [
            new("product", "Product"), new("day", "Day"), new("days", "Days"), new("rule", "Rule"),
            new("found", "Units found", "#,0.##"), new("usual", "Usual", "#,0.##"), new("done", "What was done"),
        ],
        [
            .. Findings.Take(Shown).Select(finding => (IReadOnlyList<object?>)
            [
                opened.Facts.Catalog.CodeOf(opened.Book.Products.Rows[finding.Row].Product),
                opened.Book.FirstDay.AddDays(finding.Day), finding.Days, RuleOf(finding.Fault), finding.Found,
                finding.Usual, On(finding, opened.Facts.Catalog) + DoneWith(finding.Fault),
            ]),
        ]);

    /// <summary>How many days are believed that stand far above the others of their product.</summary>
    internal int FarAbove => Findings.Count(finding => finding.Fault == HistoryFault.FarAboveUsual);

    /// <summary>How many products were sold on days that are called out of stock.</summary>
    internal int SoldWhileOut => Findings.Count(finding => finding.Fault == HistoryFault.SoldWhileOut);

    /// <summary>A line or two, for commands that do not list them.</summary>
    internal string[] Notes() =>
    [
        .. PassedOver == 0 ? Array.Empty<string>()
            : [$"{Words.Count(PassedOver, "day")} of sales passed over as mistakes. Which: qm forecast"],
        .. FarAbove == 0 ? Array.Empty<string>()
            : [$"{Words.Count(FarAbove, "day")} of sales far above what is usual, and believed. Which: qm forecast"],
        .. SoldWhileOut == 0 ? Array.Empty<string>()
            : [$"{Words.Count(SoldWhileOut, "product")} sold on days that views call out of stock all day; such sales "
                + "are taken for the least that was wanted. Which: qm forecast; all such days: qm check"],
    ];

    // What a day far above others may be due to.
    private string On(HistoryFinding finding, CatalogVersion codes)
    {
        if (finding.Event < 0)
        {
            return finding.IsCheaper ? "on a day of a lower price: " : "";
        }

        var planned = Events.Rows[finding.Event];
        var name = planned.Name.Value != 0 ? codes.CodeOf(planned.Name) : codes.CodeOf(planned.Event);
        return $"on an event day, {name}: ";
    }

    private static string RuleOf(HistoryFault fault) => fault switch
    {
        HistoryFault.BeyondBelief => "day-beyond-belief",
        HistoryFault.NoNumber => "day-without-a-number",
        HistoryFault.FarAboveUsual => "day-far-above-usual",
        HistoryFault.SoldWhileOut => "sold-while-out-of-stock",
        _ => "regular-seller-silent",
    };

    private static string DoneWith(HistoryFault fault) => fault switch
    {
        HistoryFault.BeyondBelief => "passed over; correct the lines and import them again",
        HistoryFault.NoNumber => "passed over",
        HistoryFault.FarAboveUsual => "believed; correct the lines if it is a mistake",
        HistoryFault.SoldWhileOut => "out of stock all day by views: sales are taken for the least that was wanted; "
            + "correct views, or the times of the lines (all such days: qm check)",
        _ => "taken for no demand; if it was out of stock, say so in views, or import the missing days",
    };
}
