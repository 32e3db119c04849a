using Quartermaster.Domain;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Operations.PriceLoop;

/// <summary>Finds the limits of a day's plan that are not kept, in the units people know.</summary>
public static class BrokenLimits
{
    private const double Slack = 1e-6;

    /// <summary>The limits that are not kept: by what is placed, or by what is there and on its way already; the
    /// furthest beyond first, as a share.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="today">The day it is made on.</param>
    public static IReadOnlyList<LimitUse> Of(DayPlan plan, DateOnly today) =>
        [.. Binding(plan, today).Where(use => use.IsBroken)
            .OrderByDescending(use => use.Beyond / Math.Max(use.Limit, Slack))];

    /// <summary>The limits that have a price or are not kept, in the order of the plan's board.</summary>
    /// <inheritdoc cref="Of"/>
    public static IReadOnlyList<LimitUse> Binding(DayPlan plan, DateOnly today)
    {
        if (plan.Loads is not { } loads || plan.Coordination is not { } report)
        {
            return [];
        }

        var (cover, found) = ((double)plan.PlacementInputs.CoverDays, new List<LimitUse>());
        for (var i = 0; i < loads.Count; i++)
        {
            var (facility, resource, storageClass, _) = plan.Board.Resources.Rows[i];
            var (capacity, spokenFor, _) = loads.Rows[i];
            var isBroken = report.Overflow.Rows[i] > Slack || spokenFor > capacity * (1 + Slack);
            if (!isBroken && plan.Board.Prices.Rows[i] <= 0)
            {
                continue;
            }

            // Room is counted halfway through the cover, receiving on the days on which the goods are due.
            var days = DueDaysOf(plan, i);
            var (first, last, unit) = resource == Resource.Storage
                ? (today.AddDays((int)cover / 2), today.AddDays((int)cover / 2), cover)
                : days.Length == 0 ? (today, today, 1) : (days[0], days[^1], days.Length);
            found.Add(new(facility, resource, storageClass, first, last, plan.Board.Prices.Rows[i], capacity / unit,
                spokenFor / unit, report.Usage.Rows[i] / unit, report.Overflow.Rows[i] / unit, isBroken));
        }

        return found;
    }

    /// <summary>The days on which goods of the plan are due that share one price of receiving, ascending; none for
    /// room.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="resource">The place of the resource on the plan's board.</param>
    public static DateOnly[] DueDaysOf(DayPlan plan, int resource)
    {
        var (facility, kind, storageClass, _) = plan.Board.Resources.Rows[resource];
        return kind == Resource.Storage ? []
            : [.. plan.PlacementInputs.Inbound.Rows.ToArray().Select(goods => goods.DueDay).Distinct()
                .Where(day => plan.Board.IndexOf(facility, kind, storageClass, day) == resource).Order()];
    }
}

/// <summary>A limit with what is used of it on a day: m³ of room, or units received.</summary>
/// <param name="Facility">Where.</param>
/// <param name="Resource">What is limited.</param>
/// <param name="StorageClass">For room: of which kind.</param>
/// <param name="Day">When; the first day of several that share a price.</param>
/// <param name="LastDay">The last of them.</param>
/// <param name="Price">Of a m³ for a day, or of receiving a unit, currency; 0 or more.</param>
/// <param name="Limit">What there is.</param>
/// <param name="SpokenFor">What of it is expected to be taken whatever is decided now: by goods there and on their way.
/// </param>
/// <param name="Placed">What the plan adds.</param>
/// <param name="Overflow">What of that is more than was left, where a margin is left for goods that stay longer than
/// expected.</param>
/// <param name="IsBroken">Whether the limit is not kept.</param>
public readonly record struct LimitUse(
    FacilityId Facility, Resource Resource, StorageClass StorageClass, DateOnly Day, DateOnly LastDay, double Price,
    double Limit, double SpokenFor, double Placed, double Overflow, bool IsBroken)
{
    /// <summary>By how much the limit is passed, in its unit; 0 where it is kept.</summary>
    public double Beyond => IsBroken ? Math.Max(SpokenFor + Placed - Limit, Overflow) : 0;

    /// <summary>Whether it is passed only because a margin is left for goods that stay longer than expected.</summary>
    public bool IsOfMargin => IsBroken && Overflow > SpokenFor + Placed - Limit;
}
