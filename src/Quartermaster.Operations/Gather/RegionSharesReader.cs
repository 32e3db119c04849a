using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Operations.Gather;

/// <summary>Reads from sales which part of each product's demand comes from which region.</summary>
/// <remarks>A region is one that the regions table has. Sales to a code that only sales name are spread by population:
/// nobody knows where it is. Sales without a region say nothing of regions and are left out.</remarks>
internal static class RegionSharesReader
{
    /// <param name="tables">The workspace's tables.</param>
    /// <param name="book">The demand history, whose products are the rows.</param>
    /// <param name="rowOf">The row by product identifier; −1 for none.</param>
    /// <param name="regions">The highest region identifier of the regions table: the columns.</param>
    /// <param name="today">Sales before it are learned from.</param>
    /// <param name="policy">What is assumed.</param>
    internal static Matrix Of(
        ITables tables, DemandBook book, int[] rowOf, int regions, DateOnly today, GatherPolicy policy)
    {
        var people = PeopleOf(tables.Read<Region>(), regions);
        var units = new float[Cells.Of(book.Products.Count, regions, "sales by product and region")];
        var elsewhere = new float[book.Products.Count];
        foreach (var sales in tables.SalesByRegion(book.FirstDay, today.AddDays(-1)).Rows)
        {
            if (rowOf[sales.Product.Value] is not (>= 0 and var row) || sales.Region == default)
            {
                continue;
            }

            if (sales.Region.Value <= regions && people[sales.Region.Value - 1] >= 0)
            {
                units[(row * regions) + sales.Region.Value - 1] += sales.Units;
            }
            else
            {
                elsewhere[row] += sales.Units;
            }
        }

        Spread(elsewhere, people, units);
        var known = people.Count(count => count >= 0);
        var even = Array.ConvertAll(people, count => count >= 0 ? 1.0 / known : 0);
        return RegionShares.Learn(book.Products, new(regions, units), policy.RegionPriorUnits, even).Shares;
    }

    // By region, from identifier 1; −1 where the table has no such region.
    private static double[] PeopleOf(Table<Region> rows, int regions)
    {
        var people = new double[regions];
        Array.Fill(people, -1);
        foreach (var region in rows.Rows)
        {
            people[region.Id.Value - 1] = region.Population;
        }

        return people;
    }

    // Where nobody counted the people, all regions weigh alike.
    private static void Spread(float[] elsewhere, double[] people, float[] units)
    {
        var isCounted = Array.Exists(people, count => count > 0);
        var weights = Array.ConvertAll(people, count => count < 0 ? 0 : isCounted ? count : 1);
        var sum = weights.Sum();
        for (var row = 0; row < elsewhere.Length && sum > 0; row++)
        {
            for (var region = 0; region < weights.Length && elsewhere[row] > 0; region++)
            {
                units[(row * weights.Length) + region] += (float)(elsewhere[row] * weights[region] / sum);
            }
        }
    }
}
