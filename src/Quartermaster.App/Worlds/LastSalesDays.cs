using System.Globalization;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Worlds;

/// <summary>The last two days that have sales.</summary>
/// <param name="Last">The last one: plans begin on the day after it.</param>
/// <param name="Before">The one before it.</param>
internal sealed record LastSalesDays(DateOnly Last, DateOnly Before)
{
    private const int UsualGapDays = 31;

    /// <summary>Days from the one to the other.</summary>
    internal int Gap => Last.DayNumber - Before.DayNumber;

    /// <summary>Whether the last day stands so far from the others that it may be a mistake.</summary>
    internal bool IsLone => Gap > UsualGapDays;

    /// <summary>The days of a workspace; null if it has sales on fewer than two.</summary>
    internal static LastSalesDays? Of(StoredTables tables)
    {
        if (tables.Count("sales") == 0)
        {
            return null;
        }

        var row = tables.Query("""
            WITH days AS (SELECT DISTINCT CAST("at" AS DATE) AS day FROM sales)
            SELECT strftime(max(day), '%Y-%m-%d'),
                strftime(max(day) FILTER (WHERE day < (SELECT max(day) FROM days)), '%Y-%m-%d') FROM days
            """).Rows[0];
        return row is [string last, string before] ? new(Day(last), Day(before)) : null;

        static DateOnly Day(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture);
    }
}
