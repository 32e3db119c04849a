using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Worlds;

/// <summary>Codes of stock that no row of their own tables explains.</summary>
internal static class StockCodes
{
    /// <summary>Products and facilities that only the stock names, each once, as they come. Of a table that was never
    /// imported nothing is said: tables come in any order.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="products">The products that the stock names.</param>
    /// <param name="facilities">The facilities that it names.</param>
    internal static IReadOnlyList<string> WithoutRow(
        StoredTables tables, IEnumerable<string> products, IEnumerable<string> facilities)
    {
        var strangers = new List<string>();
        if (tables.Has("products"))
        {
            var known = tables.Read<Product>().Rows.ToArray().Select(row => tables.Catalog.CodeOf(row.Id)).ToHashSet();
            strangers.AddRange(products.Where(code => !known.Contains(code)).Select(code => $"product '{code}'"));
        }

        if (tables.Has("facilities"))
        {
            var known = tables.Read<Facility>().Rows.ToArray().Select(row => tables.Catalog.CodeOf(row.Id)).ToHashSet();
            strangers.AddRange(facilities.Where(code => !known.Contains(code)).Select(code => $"facility '{code}'"));
        }

        return strangers;
    }
}
