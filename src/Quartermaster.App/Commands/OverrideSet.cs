using System.CommandLine;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Text;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Commands;

/// <summary><c>qm override set</c>: checks every code and says at once what the world will not allow.</summary>
internal static class OverrideSet
{
    private static readonly Argument<OverrideTarget> s_engine = new("WHAT")
    {
        Description = "What it replaces: target (the level), buy (units ordered, on each order day until the last "
            + "day), place (units sent to a center).",
    };

    private static readonly Argument<string> s_product = new("PRODUCT") { Description = "The product's code." };

    private static readonly Argument<int> s_units = new("UNITS") { Description = "What you decide, 0 or more." };

    private static readonly Option<OverrideReason> s_reason = new("--reason")
    {
        Description = "Why: demand, vendor, commitment, quality, data, operations, cash, range, other (with --note).",
        Required = true,
    };

    private static readonly Option<DateOnly> s_until =
        DayOption.Required("--until", "The last day it holds: every override ends.");

    private static readonly Option<DateOnly?> s_from =
        DayOption.Create("--from", "The first day it holds; default: the day of the next plan.");

    private static readonly Option<string?> s_facility = new("--facility")
    {
        Description = "Where; needed for place; otherwise the network.",
        HelpName = "CODE",
    };

    private static readonly Option<string?> s_vendor = new("--vendor")
    {
        Description = "For buy: from whom; otherwise whoever is best.",
        HelpName = "CODE",
    };

    private static readonly Option<string?> s_note = new("--note") { Description = "Why, in words." };

    private static readonly Option<string?> s_who = new("--who") { Description = "Who decides; default: you." };

    internal static Command Create() => CommandFactory.Create(
        "set",
        "Decides in an engine's place, from a day to a day, with a reason. A buy is ordered again on each order day "
            + "between them; the answer says on how many.",
        ["qm override set buy P0000012 240 --reason demand --until 2026-03-31",
            "qm override set place P0000012 60 --facility FC02 --reason other --note \"shop window\" "
                + "--until 2026-03-31"],
        [s_engine, s_product, s_units, s_reason, s_until, s_from, s_facility, s_vendor, s_note, s_who],
        Run);

    private static Answer Run(Invocation invocation)
    {
        var workspace = Workspaces.Open(invocation);
        using var held = workspace.LockForWriting();
        var today = Workspaces.Today(workspace, invocation.Clock);
        var book = OverrideBook.Read(workspace);
        var decision = new Override(
            book.NextId, invocation.Get(s_engine),
            Find<Product, ProductId>(workspace, invocation.Get(s_product), "product", row => row.Id),
            Find<Facility, FacilityId>(workspace, invocation.Get(s_facility), "facility", row => row.Id,
                row => row.Kind == FacilityKind.Fulfillment),
            Find<Vendor, VendorId>(workspace, invocation.Get(s_vendor), "vendor", row => row.Id),
            invocation.Get(s_from) ?? today, invocation.Get(s_until), invocation.Get(s_units),
            (int)invocation.Get(s_reason));
        var note = invocation.Get(s_note) ?? "";
        Check(decision, note, today);
        book.Rows.Add(new(decision, invocation.Get(s_who) ?? Environment.UserName, note));
        book.Save(workspace);
        var days = OrderDays.Of(workspace.Tables, decision, today);
        return new($"Override {decision.Id} holds from {OverrideCommand.Written(decision.FromDay)} until "
            + $"{OverrideCommand.Written(decision.ExpiryDay)}.")
        {
            Facts = [("override", decision.Id.ToString()), .. OrderFacts(decision, days)],
            Grids = [book.GridOf([book.Rows[^1]], today)],
            Notes =
            [
                .. Orders(decision, days),
                .. Trims(workspace, decision),
                "Next: qm plan, which follows it exactly, as far as room and vendors allow.",
            ],
        };
    }

    private static void Check(Override decision, string note, DateOnly today)
    {
        Require(decision.Units is >= 0 and <= 1_000_000_000, $"UNITS is {decision.Units}.", "Give 0 to 1,000,000,000.");
        Require(decision.ExpiryDay >= decision.FromDay && decision.ExpiryDay >= today,
            $"--until is {OverrideCommand.Written(decision.ExpiryDay)}, before it begins or before the next plan.",
            $"Give a day from {OverrideCommand.Written(today > decision.FromDay ? today : decision.FromDay)} on.");
        Require(decision.Engine != OverrideTarget.Place || decision.Facility != default,
            "place needs to know where.", "Add --facility CODE.");
        Require(decision.Engine == OverrideTarget.Buy || decision.Vendor == default,
            "--vendor is for buy only.", "Leave --vendor out.");
        Require(decision.ReasonCode != (int)OverrideReason.Other || note.Length > 0,
            "The reason 'other' needs words.", "Add --note \"why\".");
    }

    private static void Require(bool isGood, string what, string next)
    {
        if (!isGood)
        {
            throw new UserException(what, next, ExitCode.WrongUse);
        }
    }

    // A code that only other tables name is no product: the catalog would know it, the plan would not.
    private static TId Find<TRow, TId>(
        Workspace workspace, string? code, string kind, Func<TRow, TId> idOf, Func<TRow, bool>? isFit = null)
        where TRow : unmanaged, IRow<TRow>
        where TId : unmanaged, IIdentifier<TId>
    {
        if (code is null)
        {
            return default;
        }

        var (tables, id) = (workspace.Tables, workspace.Tables.Catalog.Find<TId>(code));
        var known = tables.Read<TRow>().Rows.ToArray().Where(row => isFit?.Invoke(row) ?? true).Select(idOf)
            .ToHashSet();
        if (id.Value != 0 && known.Contains(id))
        {
            return id;
        }

        var near = NearNames.Of(code, known.Select(tables.Catalog.CodeOf));
        throw new UserException($"There is no {kind} '{code}' in the table {TRow.Schema.Name}.",
            near.Count > 0 ? $"Did you mean {string.Join(" or ", near)}?"
                : $"See: qm query \"SELECT {kind} FROM {TRow.Schema.Name}\"",
            ExitCode.WrongUse);
    }

    private static IEnumerable<(string, object)> OrderFacts(Override decision, IReadOnlyList<DateOnly> days) =>
        decision.Engine != OverrideTarget.Buy ? []
            : [("order_days", days.Count), ("units_in_all", (long)decision.Units * days.Count)];

    private static IEnumerable<string> Orders(Override decision, IReadOnlyList<DateOnly> days)
    {
        if (decision.Engine != OverrideTarget.Buy)
        {
            return [];
        }

        string UnitsOn(long count) => Words.Count(count * decision.Units, "unit");
        return days switch
        {
            [] => ["No order day of an offer lies between its days, so only a plan with --all follows it."],
            [var once] => [$"{UnitsOn(1)} once, on {OverrideCommand.Written(once)}, the only order day until then."],
            [var first, ..] =>
            [
                $"{UnitsOn(1)} on each of {days.Count:#,0} order days, the first {OverrideCommand.Written(first)}: "
                    + $"{UnitsOn(days.Count)} in all.",
                .. decision.Units == 0 ? Array.Empty<string>()
                    : [$"To order once only: the same with --until {OverrideCommand.Written(first)}, after qm override "
                        + $"expire {decision.Id}"],
            ],
        };
    }

    private static IEnumerable<string> Trims(Workspace workspace, Override decision)
    {
        if (decision.Engine != OverrideTarget.Buy || decision.Units == 0)
        {
            yield break;
        }

        var offers = workspace.Tables.Read<Offer>().Rows.ToArray().Where(offer => offer.Product == decision.Product
            && (decision.Vendor == default || offer.Vendor == decision.Vendor)).ToArray();
        if (offers.Length == 0)
        {
            yield return "No vendor offers it, so nothing can be ordered until there is an offer.";
        }
        else if (offers.Max(offer => offer.AvailableUnits) is var most && most < decision.Units)
        {
            yield return $"The most a vendor can ship at a time is {most} units: the order will be cut to it.";
        }
        else if (offers.All(offer => decision.Units % Math.Max(1, offer.UnitsPerCase) != 0))
        {
            yield return $"Cases hold {string.Join(" or ", offers.Select(offer => offer.UnitsPerCase).Distinct())} "
                + "units: the order will be in full cases.";
        }
    }
}
