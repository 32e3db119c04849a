using Quartermaster.App.CommandLine;
using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Storage.Text;

namespace Quartermaster.App.Worlds;

/// <summary>Says of a product's code that there is none of it, and which are near.</summary>
internal static class ProductCodes
{
    /// <summary>What to throw.</summary>
    /// <param name="code">As it was typed.</param>
    /// <param name="catalog">What the products are called.</param>
    /// <param name="products">Those that there are.</param>
    internal static UserException Unknown(string code, CatalogVersion catalog, IEnumerable<ProductId> products)
    {
        var near = NearNames.Of(code, products.Select(catalog.CodeOf));
        return new($"There is no product '{code}' in the table products.",
            (near.Count > 0 ? $"Did you mean {string.Join(" or ", near)}? " : "")
                + "Codes are as in your files, letter by letter: qm export products --to products.csv",
            ExitCode.WrongUse);
    }
}
