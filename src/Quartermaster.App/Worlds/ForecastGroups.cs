using Quartermaster.App.CommandLine;
using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Tables;
using Quartermaster.Forecasting.Aggregates;
using Quartermaster.Operations.Gather;

namespace Quartermaster.App.Worlds;

/// <summary>How products are put together, as <c>--by</c> says: groupings between commas, what each goes by between
/// plus signs.</summary>
internal sealed class ForecastGroups
{
    /// <summary>All products together.</summary>
    internal const string All = "total";

    /// <summary>Each product alone.</summary>
    internal const string Single = "product";

    /// <summary>Products, each alone.</summary>
    internal static ForecastGroups Each { get; } = new([[Single]]);

    private const string Category = "category";
    private const string NoValue = "(none)";

    private readonly IReadOnlyList<string[]> _parts;

    private ForecastGroups(IReadOnlyList<string[]> parts) => _parts = parts;

    /// <summary>Reads what was asked for.</summary>
    /// <param name="text">Such as "total,category,state+department,product".</param>
    /// <param name="codes">What the workspace knows.</param>
    /// <exception cref="UserException">It goes by something that products do not have.</exception>
    internal static ForecastGroups Of(string text, CatalogVersion codes)
    {
        string[][] parts = [.. text.Split(',').Select(grouping => grouping.Split('+', StringSplitOptions.TrimEntries))];
        string[] known = [All, Category, Single, .. codes.Of<AttributeId>().Codes];
        foreach (var part in parts.SelectMany(part => part).Where(part => !known.Contains(part)))
        {
            throw new UserException(
                $"--by goes by '{part}', which products do not have; they have {string.Join(", ", known.Distinct())}.",
                "For example: qm forecast --by total,category --out sums.csv", ExitCode.WrongUse);
        }

        return new([.. parts.DistinctBy(grouping => string.Join('+', grouping))]);
    }

    /// <summary>The groupings of a book's products, in the order asked for.</summary>
    internal IReadOnlyList<Grouping> Make(DemandBook book, CatalogVersion codes)
    {
        var products = book.Products.Rows.ToArray();
        var attributes = book.Inputs([]).Attributes.Rows.ToArray().ToLookup(row => row.Product.Value);
        return [.. _parts.Select(parts => Grouping.Of(
            string.Join('+', parts),
            [.. products.Select(product => string.Join('+', parts.Select(part => CodeOf(part, product))))]))];

        // An attribute named like a part of the house goes before it: whoever made it meant it. But a product is one.
        string CodeOf(string part, Domain.Demand.ProductFacts product) =>
            part != Single && codes.Find<AttributeId>(part) is { Value: > 0 } attribute
                ? attributes[product.Product.Value].FirstOrDefault(row => row.Attribute == attribute) is
                    { Value.Value: > 0 } found ? codes.CodeOf(found.Value) : NoValue
            : part switch
            {
                All => All,
                Category => codes.CodeOf(product.Category),
                _ => codes.CodeOf(product.Product),
            };
    }
}
