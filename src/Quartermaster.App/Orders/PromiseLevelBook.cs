using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Calibration;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Orders;

/// <summary>The levels at which promises are planned, to learn and to write.</summary>
internal static class PromiseLevelBook
{
    private static readonly int s_epoch = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>The levels from a day on, learned from orders of before.</summary>
    /// <param name="tables">The levels so far.</param>
    /// <param name="parcels">The orders.</param>
    /// <param name="policy">The settings.</param>
    /// <param name="target">The late share aimed at.</param>
    /// <param name="usual">The level of regions without one.</param>
    /// <param name="day">The first day that is not known yet: the levels hold from it on.</param>
    internal static (PromiseLevel Row, int Parcels)[] Learn(
        StoredTables tables, Table<TrackedParcel> parcels, CalibrationPolicy policy, double target, double usual,
        DateOnly day)
    {
        var levels = new RegionLevels(tables.Read<PromiseLevel>());
        var known = new Dictionary<(int Region, int Day), double>();
        return
        [
            .. LevelLearner.Of(parcels, LevelOf, policy, target, day.DayNumber - s_epoch).Select(learned => (
                new PromiseLevel(new(learned.Region), learned.Speed, day, learned.Level), learned.Parcels)),
        ];

        // The same few days and regions, again and again.
        double LevelOf(int region, int at) => known.TryGetValue((region, at), out var level) ? level
            : known[(region, at)] = levels.Of(new(region), DateOnly.FromDayNumber(at + s_epoch)) ?? usual;
    }

    /// <summary>Writes levels beside those of other days.</summary>
    internal static void Write(Workspace workspace, IReadOnlyList<PromiseLevel> levels)
    {
        // Taken first: what others write meanwhile is not lost.
        using var change = workspace.Change();
        var rows = workspace.Tables.Read<PromiseLevel>().Rows.ToArray()
            .ToDictionary(row => (row.Region, row.Speed, row.FromDay));
        foreach (var level in levels)
        {
            rows[(level.Region, level.Speed, level.FromDay)] = level;
        }

        change.Append<PromiseLevel>(
        [
            .. rows.Values.OrderBy(row => row.Region.Value).ThenBy(row => row.Speed).ThenBy(row => row.FromDay),
        ]);
        change.Commit();
    }
}
