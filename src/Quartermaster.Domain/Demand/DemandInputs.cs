using Quartermaster.Domain.Tables;

namespace Quartermaster.Domain.Demand;

/// <summary>Everything a forecaster may look at: one aligned table per cause of change. A group is a product.</summary>
/// <remarks>Days are counted from <see cref="FirstDay"/>; the forecast starts on day <see cref="Days"/>.</remarks>
public sealed record DemandInputs : IGrouped<DemandInputs>
{
    /// <summary>How far ahead prices are known and demand is forecast: 26 weeks.</summary>
    public const int HorizonDays = 182;

    /// <summary>The first day of the history.</summary>
    public required DateOnly FirstDay { get; init; }

    /// <summary>The number of days of history; the forecast starts on the day after them.</summary>
    public required int Days { get; init; }

    /// <summary>What each product is.</summary>
    public required Table<ProductFacts> Products { get; init; }

    /// <summary>Units sold, product × <see cref="Days"/>: what customers got, not what they wanted.</summary>
    public required Matrix Sales { get; init; }

    /// <summary>Share of the day's views that saw the product in stock, 0 to 1, product × <see cref="Days"/>.</summary>
    public required Matrix InStock { get; init; }

    /// <summary>Views, product × <see cref="Days"/>; negative where not known.</summary>
    public required Matrix Views { get; init; }

    /// <summary>Price as a multiple of the usual price, product × (<see cref="Days"/> + <see cref="HorizonDays"/>).
    /// </summary>
    public required Matrix PriceRatios { get; init; }

    /// <summary>What is planned, past and future, for all products.</summary>
    public required Table<PlannedEvent> Events { get; init; }

    /// <summary>Attribute values, sorted by product, for cold starts.</summary>
    public required Table<ProductAttribute> Attributes { get; init; }

    /// <inheritdoc/>
    public int Count => Products.Count;

    /// <inheritdoc/>
    public int FirstRow(int group) => group;

    /// <summary>What was known on an earlier day: the same products with a shorter history, for back-tests.</summary>
    /// <param name="days">How many days of history to keep, 0 to <see cref="Days"/>.</param>
    /// <remarks>Prices and events planned for later days stay known. Shares the memory of the tables by day.</remarks>
    public DemandInputs Until(int days) => this with
    {
        Days = days,
        Sales = Sales.FirstColumns(Math.Min(days, Sales.Columns)),
        InStock = InStock.FirstColumns(Math.Min(days, InStock.Columns)),
        Views = Views.FirstColumns(Math.Min(days, Views.Columns)),
        PriceRatios = PriceRatios.FirstColumns(Math.Min(days + HorizonDays, PriceRatios.Columns)),
    };

    /// <summary>The same where nobody yet knew of launches after the history: such products are not on sale.</summary>
    public DemandInputs WithoutLaterLaunches()
    {
        var products = Products.Rows.ToArray();
        foreach (ref var product in products.AsSpan())
        {
            product = product.LaunchDay >= Days ? product with { LaunchDay = ProductFacts.NotLaunched } : product;
        }

        return this with { Products = new(products) };
    }

    /// <summary>The rows of at most so many products, in row order: those with the smallest keys, the same whatever
    /// order products stand in. What is learned of all is learned from them.</summary>
    public static int[] SampleRows(Table<ProductFacts> products, int most)
    {
        var facts = products.Rows.ToArray();
        var rows = Enumerable.Range(0, facts.Length);
        return [.. facts.Length <= most ? rows : rows.OrderBy(row => facts[row].Key).Take(most).Order()];
    }

    /// <inheritdoc/>
    public DemandInputs Slice(int start, int count) => this with
    {
        Products = Products.Slice(start, count),
        Sales = Sales.Slice(start, count),
        InStock = InStock.Slice(start, count),
        Views = Views.Slice(start, count),
        PriceRatios = PriceRatios.Slice(start, count),
    };

    /// <inheritdoc/>
    public DemandInputs Pick(ReadOnlySpan<int> groups) => this with
    {
        Products = Products.Pick(groups),
        Sales = Sales.Pick(groups),
        InStock = InStock.Pick(groups),
        Views = Views.Pick(groups),
        PriceRatios = PriceRatios.Pick(groups),
    };
}

/// <summary>What a forecaster knows of a product itself.</summary>
/// <param name="Product">The product.</param>
/// <param name="Key">The hash of its code, for keyed draws.</param>
/// <param name="Category">Its category.</param>
/// <param name="LaunchDay">The first day on sale, counted from the first day of history; negative if before it.</param>
/// <param name="EndDay">The last day on sale, counted likewise; <see cref="int.MaxValue"/> if open.</param>
/// <param name="UsualPrice">The usual price, currency; above 0, or 0 where not known.</param>
public readonly record struct ProductFacts(
    ProductId Product, ulong Key, CategoryId Category, int LaunchDay, int EndDay, double UsualPrice)
{
    /// <summary>The launch day of a product whose launch is not known: later than any horizon, and far from where days
    /// overflow.</summary>
    public const int NotLaunched = 1_000_000;
}
