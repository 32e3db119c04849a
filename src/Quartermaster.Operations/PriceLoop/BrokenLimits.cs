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
    public static IReadOnlyList<BrokenLimit> Of(DayPlan plan, DateOnly today)
    {
        if (plan.Loads is not { } loads || plan.Coordination is not { } report)
        {
            return [];
        }

        var (cover, broken) = ((double)plan.PlacementInputs.CoverDays, new List<BrokenLimit>());
        for (var i = 0; i < loads.Count; i++)
        {
            var (facility, resource, storageClass, _) = plan.Board.Resources.Rows[i];
            var (capacity, spokenFor, _) = loads.Rows[i];
            if (report.Overflow.Rows[i] <= Slack && spokenFor <= capacity * (1 + Slack))
            {
                continue;
            }

            // Room is counted halfway through the cover, receiving on the days on which the goods are due.
            var days = DueDaysOf(plan, i);
            var (day, unit) = resource == Resource.Storage ? (today.AddDays((int)cover / 2), cover)
                : days.Length == 0 ? (today, 1) : (days[0], days.Length);
            broken.Add(new(facility, resource, storageClass, day, capacity / unit, spokenFor / unit,
                report.Usage.Rows[i] / unit));
        }

        return [.. broken.OrderByDescending(limit => limit.Beyond / Math.Max(limit.Limit, Slack))];
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

/// <summary>A limit that is not kept.</summary>
/// <param name="Facility">Where.</param>
/// <param name="Resource">What is limited.</param>
/// <param name="StorageClass">For room: of which kind.</param>
/// <param name="Day">When.</param>
/// <param name="Limit">What there is: m³ of room, or units received a day.</param>
/// <param name="SpokenFor">What of it is spoken for whatever is decided now: goods there and on their way.</param>
/// <param name="Placed">What the plan adds.</param>
public readonly record struct BrokenLimit(
    FacilityId Facility, Resource Resource, StorageClass StorageClass, DateOnly Day, double Limit, double SpokenFor,
    double Placed)
{
    /// <summary>By how much the limit is passed, in its unit.</summary>
    public double Beyond => SpokenFor + Placed - Limit;
}
