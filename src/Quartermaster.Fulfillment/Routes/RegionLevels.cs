using Quartermaster.Domain;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>At which level the last lane to each region is planned on a day.</summary>
/// <remarks>A way has one time of delivery, whoever takes it: so of a region's speeds the most careful one decides.
/// </remarks>
/// <param name="rows">The levels and from when they hold, in any order.</param>
public sealed class RegionLevels(Table<PromiseLevel> rows)
{
    private readonly Dictionary<(RegionId Region, Speed Speed), PromiseLevel[]> _rows = rows.Rows.ToArray()
        .Where(row => row.Level is >= PromiseLevel.Least and <= PromiseLevel.Most)
        .GroupBy(row => (row.Region, row.Speed))
        .ToDictionary(of => of.Key, of => of.OrderBy(row => row.FromDay).ToArray());

    /// <summary>The level of a region on a day; none where no row holds yet.</summary>
    public double? Of(RegionId region, DateOnly day)
    {
        double? most = null;
        for (var speed = Speed.TwoHour; speed <= Speed.Standard; speed++)
        {
            var of = _rows.GetValueOrDefault((region, speed), []);
            var at = Array.FindLastIndex(of, row => row.FromDay <= day);
            most = at >= 0 && !(of[at].Level <= most) ? of[at].Level : most;
        }

        return most;
    }

    /// <summary>The levels of all regions that have one on a day.</summary>
    internal Dictionary<int, double> On(DateOnly day) => _rows.Keys.Select(key => key.Region).Distinct()
        .Select(region => (region, level: Of(region, day))).Where(pair => pair.level is not null)
        .ToDictionary(pair => pair.region.Value, pair => pair.level!.Value);
}
