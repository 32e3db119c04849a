using Quartermaster.Domain.Doors;
using Quartermaster.Operations.PriceLoop;

namespace Quartermaster.Operations.Runs;

/// <summary>The names of what a planning run holds, and its documents.</summary>
public static class PlanParts
{
    /// <summary>Levels, with reasons.</summary>
    public const string Targets = "targets";

    /// <summary>Purchase lines by offer, with reasons.</summary>
    public const string Buy = "buy";

    /// <summary>Units by product and center, with reasons.</summary>
    public const string Place = "place";

    /// <summary>Purchase lines by destination: what is released.</summary>
    public const string Lines = "lines";

    /// <summary>Settled prices of shared resources.</summary>
    public const string Prices = "prices";

    /// <summary>What picking and shipping is worth, by center and ship day.</summary>
    public const string Outbound = "outbound";

    /// <summary>What placed orders will take of what centers can ship.</summary>
    public const string ClaimedHands = "claimed_hands";

    /// <summary>What room on lanes is worth, by lane and day.</summary>
    public const string LaneSpace = "lane_space";

    /// <summary>What placed orders will take of limited lanes.</summary>
    public const string ClaimedRoom = "claimed_room";

    /// <summary>The forecast by period.</summary>
    public const string Forecast = "forecast";

    /// <summary>The forecast's shapes by product.</summary>
    public const string Shapes = "forecast_shapes";

    /// <summary>Goods as the run saw them.</summary>
    public const string Goods = "goods";

    /// <summary>What was on its way.</summary>
    public const string OpenLines = "open_lines";

    /// <summary>Names breaches of the budget; no part of a run.</summary>
    public const string Budget = "budget";

    internal const string Question = "question";
    internal const string Totals = "totals";
    internal const string Coordination = "coordination";
    internal const string Breaches = "breaches";

    /// <summary>Whether a run holds a part.</summary>
    public static bool Has(IRun run, string part) => run.Parts.Any(other => other.Name == part);

    /// <summary>What was asked.</summary>
    public static PlanQuestion QuestionOf(IRun run) => RunJson.Read<PlanQuestion>(run.Document(Question));

    /// <summary>What it adds up to.</summary>
    public static PlanTotals TotalsOf(IRun run) => RunJson.Read<PlanTotals>(run.Document(Totals));

    /// <summary>Rules that the plan broke.</summary>
    public static IReadOnlyList<PlanBreach> BreachesOf(IRun run) =>
        Has(run, Breaches) ? RunJson.Read<PlanBreach[]>(run.Document(Breaches)) : [];

    /// <summary>How well limits were kept; null for a run without placement.</summary>
    public static CoordinationSummary? CoordinationOf(IRun run) =>
        Has(run, Coordination) ? RunJson.Read<CoordinationSummary>(run.Document(Coordination)) : null;
}

/// <summary>How well the limits were kept, in figures. Currency; see <see cref="CoordinationReport"/>.</summary>
/// <param name="Bound">No plan within the limits is worth more.</param>
/// <param name="Value">What the plan is worth.</param>
/// <param name="CoordinationGap">Bound less the best mixture of proposals.</param>
/// <param name="RoundingCost">What picking one proposal per product lost.</param>
/// <param name="RepairCost">What ending overflow lost.</param>
/// <param name="Overflowing">How many resources are still used beyond their limit.</param>
/// <param name="Rounds">How many times all products were asked.</param>
/// <param name="IsSettled">Whether the bound settled before the work limit.</param>
public sealed record CoordinationSummary(
    double Bound, double Value, double CoordinationGap, double RoundingCost, double RepairCost, int Overflowing,
    int Rounds, bool IsSettled)
{
    internal static CoordinationSummary Of(CoordinationReport report) => new(
        report.Bound, report.Value, report.CoordinationGap, report.RoundingCost, report.RepairCost,
        report.Overflow.Rows.ToArray().Count(units => units > 0), report.Rounds, report.IsSettled);
}

/// <summary>A rule that a plan breaks.</summary>
/// <param name="Part">In which decisions: targets, buy, place; or budget.</param>
/// <param name="Row">The offending row; −1 for all.</param>
/// <param name="Product">The code of its product; empty for all.</param>
/// <param name="Rule">The rule.</param>
public sealed record PlanBreach(string Part, int Row, string Product, string Rule);
