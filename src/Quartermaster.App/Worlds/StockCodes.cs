using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Worlds;

/// <summary>Codes of the stock table that no row of their own tables explains.</summary>
internal static class StockCodes
{
    /// <summary>Products and facilities that only the stock table names, each once, as they come. Of a table that was
    /// never imported nothing is said: tables come in any order.</summary>
    internal static IReadOnlyList<string> WithoutRow(StoredTables tables)
    {
        var stock = tables.Read<Stock>();
        var strangers = new List<string>();
        if (tables.Has("products"))
        {
            var known = tables.Read<Product>().Rows.ToArray().Select(row => row.Id).ToHashSet();
            strangers.AddRange(stock.Rows.ToArray().Select(row => row.Product).Distinct()
                .Where(product => !known.Contains(product))
                .Select(product => $"product '{tables.Catalog.CodeOf(product)}'"));
        }

        if (tables.Has("facilities"))
        {
            var known = tables.Read<Facility>().Rows.ToArray().Select(row => row.Id).ToHashSet();
            strangers.AddRange(stock.Rows.ToArray().Select(row => row.Facility).Distinct()
                .Where(facility => !known.Contains(facility))
                .Select(facility => $"facility '{tables.Catalog.CodeOf(facility)}'"));
        }

        return strangers;
    }
}
