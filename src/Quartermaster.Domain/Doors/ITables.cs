using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Domain.Doors;

/// <summary>The workspace's tables, as the rest of the house sees them. Storage implements it.</summary>
public interface ITables
{
    /// <summary>What every number in every row stands for.</summary>
    CatalogVersion Catalog { get; }

    /// <summary>The tables there are, in ordinal order; none where an implementation does not say.</summary>
    IReadOnlyList<string> Names => [];

    /// <summary>Whether the workspace has a table.</summary>
    bool Has(string table);

    /// <summary>The content's fingerprint, 16 hexadecimal digits; empty if the workspace has no such table.</summary>
    string Fingerprint(string table);

    /// <summary>The number of rows; 0 if the workspace has no such table.</summary>
    long Count(string table);

    /// <summary>A whole table, sorted by its key; empty if the workspace has none.</summary>
    Table<TRow> Read<TRow>() where TRow : unmanaged, IRow<TRow>;

    /// <summary>A table in batches, in the order it was written.</summary>
    IEnumerable<Table<TRow>> Stream<TRow>() where TRow : unmanaged, IRow<TRow>;

    /// <summary>One text column by code, for what people read: names.</summary>
    /// <param name="table">For example products.</param>
    /// <param name="keyColumn">For example product.</param>
    /// <param name="textColumn">For example name.</param>
    IReadOnlyDictionary<string, string> Texts(string table, string keyColumn, string textColumn);

    /// <summary>What was sold, line by line, cancelled lines and sellers' left out: in parts, in no stated order, so
    /// that nobody needs to hold all of them.</summary>
    /// <param name="first">The first day, UTC.</param>
    /// <param name="last">The last day.</param>
    IEnumerable<Table<SoldLine>> SoldLines(DateOnly first, DateOnly last);

    /// <summary>The first day on which anything was sold, cancelled lines and sellers' left out; null if nothing was.
    /// </summary>
    /// <param name="first">The first day to look at, UTC.</param>
    /// <param name="last">The last.</param>
    DateOnly? FirstSale(DateOnly first, DateOnly last);

    /// <summary>Units sold by product and region, cancelled lines and sellers' left out, sorted by product, then
    /// region.</summary>
    /// <param name="first">The first day, UTC.</param>
    /// <param name="last">The last day.</param>
    Table<RegionalSales> SalesByRegion(DateOnly first, DateOnly last);

    /// <summary>Units sold by product, region and hour, cancelled lines and sellers' left out, sorted by product, then
    /// region, day and hour; none where an implementation does not say.</summary>
    /// <param name="first">The first day, UTC.</param>
    /// <param name="last">The last day.</param>
    /// <param name="products">The products wanted.</param>
    Table<HourlySale> SalesByHour(DateOnly first, DateOnly last, IReadOnlyList<ProductId> products) => new([]);

    /// <summary>Mean units of an order, cancelled lines and sellers' left out; 0 without orders.</summary>
    /// <param name="first">The first day, UTC.</param>
    /// <param name="last">The last day.</param>
    double UnitsPerOrder(DateOnly first, DateOnly last);
}

/// <summary>A line that was sold.</summary>
/// <param name="Product">The product.</param>
/// <param name="Day">The UTC day.</param>
/// <param name="Units">Units.</param>
/// <param name="UnitPrice">What the customer paid for each.</param>
public readonly record struct SoldLine(ProductId Product, DateOnly Day, int Units, Money UnitPrice);

/// <summary>What was sold of a product in a region in an hour.</summary>
/// <param name="Product">The product.</param>
/// <param name="Region">The region; none where sales do not say.</param>
/// <param name="Day">The UTC day.</param>
/// <param name="Hour">The UTC hour, 0 to 23.</param>
/// <param name="Units">Units; at most 2,147,483,647, however many were sold.</param>
public readonly record struct HourlySale(ProductId Product, RegionId Region, DateOnly Day, int Hour, int Units);

/// <summary>What was sold of a product in a region.</summary>
/// <param name="Product">The product.</param>
/// <param name="Region">The region.</param>
/// <param name="Units">Units.</param>
/// <param name="Lines">Order lines.</param>
public readonly record struct RegionalSales(ProductId Product, RegionId Region, long Units, int Lines);
