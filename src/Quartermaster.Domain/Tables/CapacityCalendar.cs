namespace Quartermaster.Domain.Tables;

/// <summary>Says which limits hold on a day.</summary>
public static class CapacityCalendar
{
    /// <summary>The limits in force on a day: of each facility's resources the latest row that has begun.</summary>
    /// <param name="capacities">All rows, in any order.</param>
    /// <param name="day">The day.</param>
    /// <returns>One row per facility, resource and, for storage, class; by facility, resource and class. What has no
    /// row yet is not limited.</returns>
    public static Capacity[] InForce(this Table<Capacity> capacities, DateOnly day)
    {
        var latest = new Dictionary<(int Facility, Resource Resource, StorageClass Class), Capacity>();
        foreach (ref readonly var row in capacities.Rows)
        {
            var key = (row.Facility.Value, row.Resource,
                row.Resource == Resource.Storage ? row.StorageClass : default);
            if (row.FromDay <= day && (!latest.TryGetValue(key, out var other) || other.FromDay <= row.FromDay))
            {
                latest[key] = row;
            }
        }

        return [.. latest.OrderBy(pair => pair.Key).Select(pair => pair.Value)];
    }
}
