using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Operations.Orders.Backlog;

namespace Quartermaster.App.Orders;

/// <summary>What a pass over the open orders did, in tables.</summary>
internal static class BacklogAnswer
{
    internal static Answer Of(OpenedWorkspace opened, BacklogReport report, Instant at, int shown, bool isJson)
    {
        var (saved, stayed) = (report.Saved, report.Stayed.Values.Sum());
        var late = report.AtRisk - report.Rescued;
        return new(Headline(report, opened.Workspace.Settings.Currency))
        {
            Code = late > 0 ? ExitCode.DoneWithFindings : ExitCode.Done,
            Facts =
            [
                ("at", at.ToString()), ("open", report.Open), ("looked_at", report.LookedAt),
                ("left_alone", report.Left.Values.Sum()), ("moved", report.Moved.Count), ("kept", report.Kept),
                ("stayed", stayed),
                ("at_risk", report.AtRisk), ("rescued", report.Rescued), ("parcels_saved", saved.Parcels),
                ("parcels_shared", report.SharedParcels),
                ("saved", saved.SpentMicros / 1e6), ("freight_saved", saved.FreightMicros / 1e6),
                ("handling_saved", saved.HandlingMicros / 1e6), ("split_saved", saved.SplitMicros / 1e6),
                ("lane_space_freed", saved.SpaceMicros / 1e6), ("rescue_cost", report.RescueCost.SpentMicros / 1e6),
                ("plans", report.Plans), ("is_cut", report.IsCut),
            ],
            Grids = [Moved(opened, report, shown, isJson), Left(report), Stayed(report)],
            Notes = [.. Notes(report, opened.Workspace.Settings.Currency, late, shown)],
        };
    }

    private static string Headline(BacklogReport report, string currency) =>
        report.Open == 0 ? "No order waits to be picked; nothing was changed."
        : report.Moved.Count == 0
            ? FormattableString.Invariant($"Looked at {report.LookedAt:#,0} of ")
                + $"{Words.Count(report.Open, "open order")} and moved none."
        : FormattableString.Invariant($"Moved {report.Moved.Count:#,0} of {Words.Count(report.Open, "open order")}: ")
            + $"{Words.Count(report.Saved.Parcels, "parcel")} "
            + (report.Saved.SpentMicros < 0 ? $"less and {MoneyOf(-report.Saved.SpentMicros, currency)} more, "
                : $"and {MoneyOf(report.Saved.SpentMicros, currency)} less, ")
            + $"{report.Rescued:#,0} rescued.";

    private static string MoneyOf(long micros, string currency) =>
        FormattableString.Invariant($"{micros / 1e6:#,0.00} {currency}");

    private static Grid Moved(OpenedWorkspace opened, BacklogReport report, int shown, bool isJson)
    {
        var (catalog, clocks) = (opened.Facts.Catalog, new RegionClocks(opened, isJson));
        return new(
            "moved_orders", "Orders that leave from elsewhere, or otherwise",
            [
                new("order", "Order"), new("from", "From"), new("to", "To"), new("parcels", "Parcels"),
                new("parcels_before", "Before"), new("promised", "Promised by"), new("delivery", "Delivery"),
                new("freight_saved", "Freight less", "#,0.00"), new("handling_saved", "Handling less", "#,0.00"),
                new("split_saved", "Split less", "#,0.00"), new("saved", "Together", "#,0.00"),
                new("lane_space_freed", "Lane space freed", "#,0.00"), new("is_rescued", "Rescued"),
            ],
            [
                .. report.Moved.Take(shown).Select(order => (IReadOnlyList<object?>)
                [
                    CodeOf(order), Places(order, order.Held), Places(order, order.Move.Lines), order.After.Parcels,
                    order.IsRescued ? null : order.Before.Parcels, clocks.Write(order.Ask.GoesTo, order.Ask.Promised),
                    clocks.Write(order.Ask.GoesTo, order.Delivery), Saved(order, order.Saved.FreightMicros),
                    Saved(order, order.Saved.HandlingMicros), Saved(order, order.Saved.SplitMicros),
                    Saved(order, order.Saved.SpentMicros), Saved(order, order.Saved.SpaceMicros), order.IsRescued,
                ]),
            ]);

        // Where the centers are the same ones, what each ships is what has changed, or by which way it does.
        string Places(MovedOrder order, IReadOnlyList<StockClaim> claims) => string.Join(" + ", claims
            .GroupBy(claim => claim.Facility).OrderBy(of => order.HasSameCenters ? of.Key.Value : 0).Select(of =>
                catalog.CodeOf(of.Key) + (!order.HasSameCenters ? "" : order.HasSameGoods ? " (other way)"
                    : $" ({string.Join(", ", of.OrderBy(claim => claim.Product.Value).Select(claim =>
                        FormattableString.Invariant($"{claim.Units} {catalog.CodeOf(claim.Product)}")))})")));

        static object? Saved(MovedOrder order, long micros) => order.IsRescued ? null : micros / 1e6;
    }

    /// <summary>The order's code; its key where nobody said its code.</summary>
    internal static string CodeOf(MovedOrder order) => order.Ask.Code.Length > 0 ? order.Ask.Code
        : FormattableString.Invariant($"{order.Order.High:x16}{order.Order.Low:x16}");

    private static Grid Left(BacklogReport report) => new(
        "left", "Open orders that could not be looked at",
        [new("because", "Because"), new("orders", "Orders"), new("why", "In words")],
        [
            .. report.Left.OrderBy(pair => pair.Key).Select(pair => (IReadOnlyList<object?>)
                [NameOf(pair.Key), pair.Value, WordsOf(pair.Key)]),
        ]);

    private static Grid Stayed(BacklogReport report) => new(
        "stayed_orders", "Orders that were to move and could not: what the ledger had by then",
        [new("because", "Because"), new("orders", "Orders"), new("why", "In words")],
        [
            .. report.Stayed.OrderBy(pair => pair.Key).Select(pair => (IReadOnlyList<object?>)
                [NameOf(pair.Key), pair.Value, WordsOf(pair.Key)]),
        ]);

    /// <summary>The name of a cause for machines.</summary>
    internal static string NameOf<TCause>(TCause cause)
        where TCause : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName($"{cause}");

    /// <summary>Why an order was left alone.</summary>
    internal static string WordsOf(LeftAlone because) => because switch
    {
        LeftAlone.BeingPicked =>
            "the cut-off of its day is near or past, or its day has come and no way is left on it: it may be in a box",
        LeftAlone.NoPromise => "nobody wrote down by when it was promised",
        LeftAlone.PastPromise => "its promise is past",
        LeftAlone.NotOurs => "it holds other owners' goods or other slots, or no routes go there",
        LeftAlone.BeyondLimit => "others are promised earlier, and mostOrders are looked at in one pass",
        LeftAlone.WaitsForGoods => "goods of it are still on their way",
        _ => because.ToString(),
    };

    /// <summary>Why an order that was to move stayed.</summary>
    internal static string WordsOf(MoveOutcome outcome) => outcome switch
    {
        MoveOutcome.Changed => "an order had changed meanwhile, or deciding took too long",
        MoveOutcome.NotEnoughStock => "the goods had gone meanwhile",
        MoveOutcome.SlotFull => "the center can pick, or the departure take, no more",
        MoveOutcome.TooOld => "the ledger no longer remembers that day",
        MoveOutcome.Refused => "the ledger refused the step",
        _ => outcome.ToString(),
    };

    private static IEnumerable<string> Notes(BacklogReport report, string currency, int late, int shown)
    {
        if (report.Moved.Count > shown)
        {
            yield return FormattableString.Invariant($"The first {shown:#,0} of ")
                + $"{Words.Count(report.Moved.Count, "order")} are shown: --show N shows more, --json all.";
        }

        if (report.SharedParcels > 0)
        {
            yield return "Orders of one customer leave together: "
                + $"{Words.Count(report.SharedParcels, "parcel")} fewer than if each had its own.";
        }

        if (report.Saved.SpaceMicros is not 0 and var freed)
        {
            yield return "Lane space is not in what is saved, because nobody pays its price: "
                + $"{MoneyOf(Math.Abs(freed), currency)} worth of it is "
                + (freed > 0 ? "left to other orders." : "taken besides.");
        }

        if (report.Kept > 0)
        {
            yield return $"{Words.Count(report.Kept, "order")} looked at and kept: nothing better was found.";
        }

        if (report.Rescued > 0)
        {
            yield return "Rescued: no way that is left kept its promise, and one does now. What that costs is not in "
                + "what is saved.";
        }

        if (late > 0)
        {
            yield return $"The promise of {Words.Count(late, "order")} cannot be kept by any way that is left: tell "
                + "the customer. They stay as they are.";
        }

        if (report.IsCut)
        {
            yield return "The work limit ended it: mostPlansPerOrder of the settings backlog.";
        }
    }
}
