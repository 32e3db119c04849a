using System.Globalization;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Demo;

/// <summary>How long a policy must run before it is measured: until what is sold was bought by itself.</summary>
internal static class WarmUp
{
    private const int DaysPerWeek = 7;
    private const double MostUnits = 0.9;

    /// <summary>Lead time plus review period, in whole weeks, that nine tenths of all units sold do not
    /// exceed.</summary>
    /// <param name="workspace">The workspace, whose offers state both.</param>
    /// <returns>0 or more; 0 where nothing that is sold has an offer.</returns>
    internal static int DaysOf(Workspace workspace)
    {
        var rows = !workspace.Tables.Has("offers") || !workspace.Tables.Has("sales") ? [] : workspace.Tables.Query("""
            WITH sold AS (SELECT product, sum(units) AS units FROM sales WHERE NOT is_cancelled GROUP BY product),
                 cover AS (SELECT product, min(lead_time_days + review_days) AS days FROM offers GROUP BY product)
            SELECT days, sum(units) AS units FROM sold JOIN cover USING (product) GROUP BY days ORDER BY days
            """).Rows;
        var (all, sold) = (rows.Sum(row => Number(row[1])), 0.0);
        foreach (var row in rows)
        {
            sold += Number(row[1]);
            if (sold >= MostUnits * all)
            {
                return (int)Math.Ceiling(Number(row[0]) / DaysPerWeek) * DaysPerWeek;
            }
        }

        return 0;
    }

    private static double Number(object? value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);
}
