using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Numerics;

namespace Quartermaster.Fulfillment.Calibration;

/// <summary>Judges promises by what came of them, by speed and region, whoever made them.</summary>
/// <remarks>Late is a parcel that comes on a later local day than it was promised for, or has not come. Regions with
/// few parcels are pooled with those of their area, areas with few with each other.</remarks>
public static class LateShares
{
    private const double LeastBand = 0.005, Tail = 0.025;

    /// <summary>All parcels that are judged, as one group.</summary>
    /// <param name="parcels">The parcels.</param>
    /// <param name="days">By parcel: promised days; one that was promised nothing (-1) is not judged.</param>
    /// <param name="first">Parcels before this one are not judged.</param>
    /// <param name="target">The late share aimed at; 0 to 1.</param>
    public static JudgedGroup Of(Table<TrackedParcel> parcels, IReadOnlyList<int> days, int first, double target) =>
        Judge(parcels, days, [.. Judged(parcels, days, first)], target, default, default);

    /// <summary>The groups by speed and region, fastest speed first, then the largest group first.</summary>
    /// <param name="parcels">The parcels.</param>
    /// <param name="days">By parcel: promised days; one that was promised nothing (-1) is not judged.</param>
    /// <param name="first">Parcels before this one are not judged.</param>
    /// <param name="target">The late share aimed at; 0 to 1.</param>
    /// <param name="fewest">Groups with fewer parcels are pooled; 1 or more.</param>
    public static IReadOnlyList<JudgedGroup> ByRegion(
        Table<TrackedParcel> parcels, IReadOnlyList<int> days, int first, double target, int fewest)
    {
        var groups = new List<JudgedGroup>();
        foreach (var speed in Judged(parcels, days, first).GroupBy(i => parcels.Rows[i].Speed).OrderBy(one => one.Key))
        {
            var small = new List<int>();
            foreach (var region in speed.GroupBy(i => parcels.Rows[i].Region).OrderBy(one => one.Key))
            {
                Take([.. region], small, (region.Key, parcels.Rows[region.First()].Area));
            }

            var rest = new List<int>();
            foreach (var area in small.GroupBy(i => parcels.Rows[i].Area).OrderBy(one => one.Key))
            {
                Take([.. area], rest, (0, area.Key));
            }

            if (rest.Count > 0)
            {
                groups.Add(Judge(parcels, days, [.. rest], target, speed.Key, default));
            }

            void Take(int[] members, List<int> others, (int Region, int Area) place)
            {
                if (members.Length < fewest)
                {
                    others.AddRange(members);
                }
                else
                {
                    groups.Add(Judge(parcels, days, members, target, speed.Key, place));
                }
            }
        }

        return [.. groups.OrderBy(group => group.Speed).ThenByDescending(group => group.Parcels)];
    }

    private static IEnumerable<int> Judged(Table<TrackedParcel> parcels, IReadOnlyList<int> days, int first) =>
        Enumerable.Range(first, Math.Max(0, parcels.Count - first)).Where(i => days[i] >= 0);

    private static JudgedGroup Judge(
        Table<TrackedParcel> parcels, IReadOnlyList<int> days, int[] members, double target, Speed speed,
        (int Region, int Area) place)
    {
        var (late, sum, hours, regions) = (0, 0L, 0L, new HashSet<int>());
        foreach (var i in members)
        {
            ref readonly var parcel = ref parcels.Rows[i];
            late += parcel.DaysTaken > days[i] ? 1 : 0;
            sum += days[i];
            hours += parcel.PlacedMinute % TrackedParcel.MinutesPerDay;
            regions.Add(parcel.Region);
        }

        var n = members.Length;
        var (low, high) = (
            Math.Min(Binomial.Quantile(n, target, Tail), Math.Ceiling((target - LeastBand) * n)),
            Math.Max(Binomial.Quantile(n, target, 1 - Tail), Math.Floor((target + LeastBand) * n)));
        var count = Math.Max(1, n);
        return new(speed, place.Region, place.Area, regions.Count, n, late, (double)sum / count,
            (sum - ((double)hours / TrackedParcel.MinutesPerDay)) / count, Math.Max(0, (int)low), (int)high);
    }
}

/// <summary>What came of the promises of a group of parcels.</summary>
/// <param name="Speed">The speed; none for all.</param>
/// <param name="Region">The region; 0 for several.</param>
/// <param name="Area">The area that they lie in; 0 for several.</param>
/// <param name="Regions">How many regions they go to.</param>
/// <param name="Parcels">Parcels judged.</param>
/// <param name="Late">Late parcels.</param>
/// <param name="PromisedDays">Mean days from the day of the order to the promised one.</param>
/// <param name="PromisedHoursDays">Mean days from the moment of the order to the beginning of the promised day.</param>
/// <param name="FewestLate">The fewest late parcels that agree with the target: within half a point of it or in the
/// binomial distribution's middle 95 %, whichever is wider.</param>
/// <param name="MostLate">The most that do.</param>
public sealed record JudgedGroup(
    Speed Speed, int Region, int Area, int Regions, int Parcels, int Late, double PromisedDays,
    double PromisedHoursDays, int FewestLate, int MostLate)
{
    /// <summary>The share of late parcels; 0 of none.</summary>
    public double LateShare => Parcels == 0 ? 0 : (double)Late / Parcels;

    /// <summary>Whether the late share agrees with the target.</summary>
    public bool MeetsTarget => Late >= FewestLate && Late <= MostLate;

    /// <summary>Whether these promises are sooner and late no more often, or late less often and no later.</summary>
    /// <param name="other">Other promises of the same parcels. None are better or worse than promises of no parcel.
    /// </param>
    public bool IsBetterThan(JudgedGroup other) => Parcels > 0 && other.Parcels > 0
        && LateShare <= other.LateShare && PromisedDays <= other.PromisedDays
        && (LateShare < other.LateShare || PromisedDays < other.PromisedDays);
}
