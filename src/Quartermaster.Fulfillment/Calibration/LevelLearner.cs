using Quartermaster.Domain;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Fulfillment.Calibration;

/// <summary>Learns, from what came of promises and from the levels they were planned at, at which level the next ones
/// must be planned to be late as often as the target says.</summary>
/// <remarks>
/// A promise planned at level L is allowed to be late with probability 1 − L. The share that was late, fading, is drawn
/// for each speed and region to its area's, for an area to its speed's, for a speed to that of all, and for all to the
/// target, in units of late parcels (a beta prior). What the levels in force allowed on average is multiplied by target
/// over share; down to the level that follows it goes a quarter of the way at a time, up to it the whole. Because it
/// starts from what was allowed, a correction that worked is not taken back. Parcels whose promised day is not over do
/// not count. O(parcels).
/// </remarks>
public static class LevelLearner
{
    // How much more readily a cell is told from the others than all are from what is expected: as in LateBook.
    private const double CellShare = 0.2;

    // Lanes leave a few times a day: a little more daring may be a round more, whose parcels are late far more often.
    private const double StepDown = 0.25;

    /// <summary>The levels from a day on, by speed and region of the parcels; see the remarks.</summary>
    /// <param name="parcels">What was promised, and what came of it; those that were promised nothing are left out.
    /// </param>
    /// <param name="levelOf">At which level a parcel was planned, above 0 and below 1: region, local day of the order
    /// since 1970.</param>
    /// <param name="policy">The settings.</param>
    /// <param name="target">The share of parcels that may be late; above 0, at most 0.5.</param>
    /// <param name="day">The first local day, since 1970, that is not known yet.</param>
    public static IReadOnlyList<LearnedLevel> Of(
        Table<TrackedParcel> parcels, Func<int, int, double> levelOf, CalibrationPolicy policy, double target, int day)
    {
        ArgumentNullException.ThrowIfNull(levelOf);
        ArgumentNullException.ThrowIfNull(policy);
        var (all, speeds) = (new Count(), new Dictionary<Speed, Count>());
        var areas = new Dictionary<(Speed, int), Count>();
        var cells = new SortedDictionary<(Speed Speed, int Region), (int Area, Count Count)>();
        foreach (ref readonly var parcel in parcels.Rows)
        {
            if (parcel.PromisedDay < parcel.PlacedDay || parcel.PromisedDay >= day)
            {
                continue;
            }

            var weight = Math.Pow(0.5, (day - parcel.PromisedDay) / policy.LateHalfLifeDays);
            var count = new Count(
                parcel.DaysTaken > parcel.DaysPromised ? weight : 0,
                weight * (1 - levelOf(parcel.Region, parcel.PlacedDay)), weight, 1);
            all += count;
            speeds[parcel.Speed] = speeds.GetValueOrDefault(parcel.Speed) + count;
            var area = (parcel.Speed, parcel.Area);
            areas[area] = areas.GetValueOrDefault(area) + count;
            var cell = cells.GetValueOrDefault((parcel.Speed, parcel.Region));
            cells[(parcel.Speed, parcel.Region)] = (parcel.Area, cell.Count + count);
        }

        // So many late parcels, where as many are late as should be.
        var prior = policy.LatePriorParcels / target;
        var ofAll = all.Share(target, prior);
        return
        [
            .. cells.Select(pair =>
            {
                var (speed, (area, count)) = (pair.Key.Speed, pair.Value);
                var ofSpeed = speeds[speed].Share(ofAll, prior * CellShare);
                var share = count.Share(areas[(speed, area)].Share(ofSpeed, prior * CellShare), prior * CellShare);
                var next = 1 - (count.Allowed / count.Weight * target / share);
                var now = levelOf(pair.Key.Region, day - 1);
                return new LearnedLevel(pair.Key.Region, speed, count.Parcels, Math.Clamp(
                    next >= now ? next : now - (StepDown * (now - next)), PromiseLevel.Least, PromiseLevel.Most));
            }),
        ];
    }

    private readonly record struct Count(double Late, double Allowed, double Weight, int Parcels)
    {
        internal double Share(double usual, double prior) => (Late + (prior * usual)) / (Weight + prior);

        public static Count operator +(Count one, Count other) => new(one.Late + other.Late,
            one.Allowed + other.Allowed, one.Weight + other.Weight, one.Parcels + other.Parcels);
    }
}

/// <summary>At which level promises of a speed to a region must be planned.</summary>
/// <param name="Region">The region.</param>
/// <param name="Speed">The speed.</param>
/// <param name="Parcels">Parcels it was learned from.</param>
/// <param name="Level">The level; <see cref="PromiseLevel.Least"/> to <see cref="PromiseLevel.Most"/>.</param>
public readonly record struct LearnedLevel(int Region, Speed Speed, int Parcels, double Level);
