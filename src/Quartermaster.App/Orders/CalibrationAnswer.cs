using System.Globalization;
using Quartermaster.App.CommandLine;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Charts;
using Quartermaster.Fulfillment.Calibration;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Orders;

/// <summary>What <c>qm calibrate</c> says and draws.</summary>
/// <param name="tables">For the codes of regions.</param>
/// <param name="parcels">All orders.</param>
/// <param name="first">Orders before this one are only learned from.</param>
/// <param name="target">The late share aimed at.</param>
/// <param name="policyRule">The rule whose regions are shown.</param>
/// <param name="rules">What would have been promised.</param>
/// <param name="pool">Regions with fewer orders are pooled.</param>
internal sealed class CalibrationAnswer(
    StoredTables tables, Table<TrackedParcel> parcels, int first, double target, CalibrationRule policyRule,
    IReadOnlyList<ReplayedRule> rules, int pool)
{
    private const int Bins = 10;

    private readonly IReadOnlyList<int> _shown = [.. parcels.Rows.ToArray().Select(parcel => parcel.DaysPromised)];

    private readonly IReadOnlyList<(double Target, JudgedGroup Judged)> _bins =
    [
        .. rules.Select(rule => rule.Target).Distinct().Order().Select(share => (share, LateShares.Of(
            parcels, DistanceBins.Promise(parcels, first, Bins, share), first, share))),
    ];

    /// <summary>The answer.</summary>
    /// <param name="chart">Where the picture went; null for nowhere.</param>
    /// <param name="levels">At which levels promises must be planned, and how many orders say so.</param>
    /// <param name="isWritten">Whether they were written.</param>
    internal Answer Show(
        string? chart, IReadOnlyList<(PromiseLevel Row, int Parcels)> levels, bool isWritten)
    {
        var chosen = rules.First(rule => rule.Rule == policyRule && rule.Target == target);
        var all = LateShares.Of(parcels, chosen.Days, first, target);
        var groups = LateShares.ByRegion(parcels, chosen.Days, first, target, pool);
        var missed = groups.Count(group => !group.MeetsTarget);
        return new(string.Create(CultureInfo.InvariantCulture,
            $"Promised {all.PromisedDays:0.0} days, {100 * all.LateShare:0.00} % of {all.Parcels:#,0} orders would "
            + $"have been late; the target is {100 * target:0.##} %.") + AsPromised(all))
        {
            Facts =
            [
                ("orders_learned_from", first), ("orders_judged", all.Parcels), ("target", target),
                ("rule", RuleName(policyRule)), ("late_share", all.LateShare), ("promised_days", all.PromisedDays),
                ("groups", groups.Count), ("groups_off_target", missed),
                ("levels_written", isWritten ? levels.Count : 0),
            ],
            Grids = [Curve(), Groups(groups), Levels(levels)],
            Notes =
            [
                .. Definitions(),
                missed == 0 ? "All groups agree with the target."
                    : string.Create(CultureInfo.InvariantCulture,
                        $"{missed} of {groups.Count} groups off target; of honest ones chance puts 1 in 20 off."),
                .. chart is null ? Array.Empty<string>() : [$"The curve: {chart}"],
                isWritten ? "Promises are planned at these levels from the day they hold on; of a region's speeds the "
                    + "most careful decides." : "Next, to plan promises at these levels: qm calibrate --write",
            ],
        };
    }

    // Said at the top: whoever reads no table would write levels that make promises worse. The shop's promises seldom
    // are late as often as the one target says, so those of every target are compared.
    private string AsPromised(JudgedGroup all)
    {
        var shown = LateShares.Of(parcels, _shown, first, target);
        var beaten = rules.Where(rule => rule.Rule == policyRule).OrderBy(rule => rule.Target).Select(Judge)
            .Prepend(all).FirstOrDefault(shown.IsBetterThan);
        return beaten is null ? "" : string.Create(CultureInfo.InvariantCulture,
            $" Careful: the shop's own promises were better: {100 * shown.LateShare:0.00} % late at "
            + $"{shown.PromisedDays:0.00} days, where calibrated ones are {100 * beaten.LateShare:0.00} % late at "
            + $"{beaten.PromisedDays:0.00}.");
    }

    /// <summary>Late share against promised days.</summary>
    internal PlaneChart Chart()
    {
        var series = new List<PlaneSeries>
        {
            Line(RuleName(CalibrationRule.ByGroup), Of(CalibrationRule.ByGroup)),
            Line(RuleName(CalibrationRule.Together), Of(CalibrationRule.Together)),
            Line(RuleName(CalibrationRule.Quantile), Of(CalibrationRule.Quantile)),
            Line("distance bins", _bins.Select(bin => bin.Judged)),
        };
        if (LateShares.Of(parcels, _shown, first, target) is { Parcels: > 0 } shown)
        {
            series.Add(new("as promised", [Point(shown)], false));
        }

        return new("Late share against promised days", "Lower and further left is better: fewer late parcels at "
            + "shorter promises.", new("promised days", "0.0"), new("late share", "P1", FromZero: true), series);

        IEnumerable<JudgedGroup> Of(CalibrationRule kind) => rules.Where(rule => rule.Rule == kind)
            .OrderBy(rule => rule.Target).Select(Judge);

        static PlaneSeries Line(string name, IEnumerable<JudgedGroup> points) =>
            new(name, [.. points.Select(Point)], true);

        static PlanePoint Point(JudgedGroup group) => new(group.PromisedDays, group.LateShare);
    }

    private JudgedGroup Judge(ReplayedRule rule) => LateShares.Of(parcels, rule.Days, first, rule.Target);

    private Grid Curve() => new(
        "curve", "Late share against promised days",
        [
            new("rule", "Promised by"), new("target", "Target %", "0.0#"), new("late", "Late"),
            new("late_percent", "Late %", "0.00"), new("promised_days", "Days", "0.00"),
            new("promised_days_from_the_hour", "From the hour", "0.00"), new("meets_target", "On target"),
        ],
        [
            .. LateShares.Of(parcels, _shown, first, target) is { Parcels: > 0 } shown
                ? new[] { Row("as promised", null, shown) } : [],
            .. _bins.Select(bin => Row("distance bins", bin.Target, bin.Judged)),
            .. rules.OrderBy(rule => rule.Rule).ThenBy(rule => rule.Target)
                .Select(rule => Row(RuleName(rule.Rule), rule.Target, Judge(rule))),
        ]);

    private static IReadOnlyList<object?> Row(string name, double? target, JudgedGroup group) =>
    [
        name, 100 * target, group.Late, 100 * group.LateShare, group.PromisedDays, group.PromisedHoursDays,
        target is null ? null : group.MeetsTarget,
    ];

    private Grid Groups(IReadOnlyList<JudgedGroup> groups) => new(
        "groups_by_speed_and_region", $"By speed and region, {RuleName(policyRule)}",
        [
            new("speed", "Speed"), new("region", "Region"), new("regions", "Regions"), new("orders", "Orders"),
            new("late", "Late"), new("fewest", "From"), new("most", "To"), new("late_percent", "Late %", "0.00"),
            new("promised_days", "Days", "0.00"), new("meets_target", "On target"),
        ],
        [
            .. groups.Select(group => (IReadOnlyList<object?>)
            [
                group.Speed.ToString(), NameOf(group), group.Regions, group.Parcels, group.Late, group.FewestLate,
                group.MostLate, 100 * group.LateShare, group.PromisedDays, group.MeetsTarget,
            ]),
        ]);

    private Grid Levels(IReadOnlyList<(PromiseLevel Row, int Parcels)> levels) => new(
        "promise_levels", "Levels at which promises must be planned",
        [
            new("region", "Region"), new("speed", "Speed"), new("from_day", "From"), new("level", "Level", "0.000"),
            new("orders", "Orders"),
        ],
        [
            .. levels.OrderByDescending(level => level.Parcels).ThenBy(level => level.Row.Region.Value)
                .Select(level => (IReadOnlyList<object?>)
                [
                    CodeOf(level.Row.Region.Value), level.Row.Speed.ToString(), level.Row.FromDay, level.Row.Level,
                    level.Parcels,
                ]),
        ]);

    // Pooled regions go by the one with the most orders.
    private string NameOf(JudgedGroup group) => group.Region > 0 ? CodeOf(group.Region)
        : group.Area == 0 ? "others"
        : "around " + CodeOf(parcels.Rows[first..].ToArray()
            .Where(parcel => parcel.Area == group.Area && parcel.Speed == group.Speed)
            .CountBy(parcel => parcel.Region).MaxBy(pair => (pair.Value, -pair.Key)).Key);

    private string CodeOf(int region) => tables.Catalog.CodeOf(new RegionId(region));

    private static string RuleName(CalibrationRule rule) => rule switch
    {
        CalibrationRule.Quantile => "own quantile",
        CalibrationRule.ByGroup => "by group",
        _ => "together",
    };

    private static string[] Definitions() =>
    [
        "Late: on a later local day than promised, or not yet there. Days: from the day of the order to the promised "
            + "day; from the hour: from the moment of the order to the beginning of that day.",
        "Each order is promised from what was known when its day began: deliveries by then, and how long others had "
            + "been under way. By group: the fewest days at which each speed and area is on target; together: at which "
            + "all orders are; own quantile: each order is. Distance bins: the quantile of ten equal bins of the "
            + "orders learned from. From and To: half a point around the target or the binomial 95 %, the wider.",
    ];
}
