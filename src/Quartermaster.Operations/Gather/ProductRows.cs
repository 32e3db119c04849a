using Quartermaster.Domain;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Operations.Gather;

/// <summary>Where each product stands in the products table.</summary>
internal static class ProductRows
{
    /// <summary>The row by product identifier; −1 where the table has none.</summary>
    /// <param name="products">The table.</param>
    /// <param name="count">How many products the catalog has.</param>
    internal static int[] ById(Table<Product> products, int count)
    {
        var rows = new int[count + 1];
        Array.Fill(rows, -1);
        for (var row = 0; row < products.Count; row++)
        {
            rows[products.Rows[row].Id.Value] = row;
        }

        return rows;
    }
}
