using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Evaluation.WhatIf;

/// <summary>A workspace's tables as they would be under other assumptions; nothing is written.</summary>
/// <remarks>Whoever reads through this door plans and simulates the other world with the code that plans this one.
/// Opening stock is not in the tables of a simulation: see <see cref="Assumptions.OpeningStock"/>'s readers.</remarks>
/// <param name="tables">The tables as they are.</param>
/// <param name="assumptions">What is different.</param>
public sealed class WhatIfTables(ITables tables, Assumptions assumptions) : ITables
{
    /// <inheritdoc/>
    public CatalogVersion Catalog => tables.Catalog;

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => tables.Names;

    /// <inheritdoc/>
    public bool Has(string table) => tables.Has(table);

    /// <inheritdoc/>
    public string Fingerprint(string table) => tables.Fingerprint(table);

    /// <inheritdoc/>
    public long Count(string table) => tables.Count(table);

    /// <inheritdoc/>
    public Table<TRow> Read<TRow>() where TRow : unmanaged, IRow<TRow> => Changed(tables.Read<TRow>());

    /// <inheritdoc/>
    public IEnumerable<Table<TRow>> Stream<TRow>() where TRow : unmanaged, IRow<TRow> =>
        tables.Stream<TRow>().Select(Changed);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Texts(string table, string keyColumn, string textColumn) =>
        tables.Texts(table, keyColumn, textColumn);

    /// <inheritdoc/>
    public IEnumerable<Table<SoldLine>> SoldLines(DateOnly first, DateOnly last) => tables.SoldLines(first, last);

    /// <inheritdoc/>
    public DateOnly? FirstSale(DateOnly first, DateOnly last) => tables.FirstSale(first, last);

    /// <inheritdoc/>
    public Table<RegionalSales> SalesByRegion(DateOnly first, DateOnly last) => tables.SalesByRegion(first, last);

    /// <inheritdoc/>
    public Table<HourlySale> SalesByHour(DateOnly first, DateOnly last, IReadOnlyList<ProductId> products) =>
        tables.SalesByHour(first, last, products);

    /// <inheritdoc/>
    public double UnitsPerOrder(DateOnly first, DateOnly last) => tables.UnitsPerOrder(first, last);

    private Table<TRow> Changed<TRow>(Table<TRow> table) where TRow : unmanaged
    {
        object changed = table switch
        {
            Table<Offer> offers => Each(offers, Of),
            Table<OfferBreak> breaks => Each(breaks, row => row with { UnitCost = Buy(row.UnitCost) }),
            Table<Rate> rates => Each(rates, Of),
            Table<Lane> lanes => Each(lanes, Of),
            Table<Receipt> receipts => Each(receipts, Of),
            _ => table,
        };
        return (Table<TRow>)changed;
    }

    private Offer Of(Offer row) => row with
    {
        UnitCost = Buy(row.UnitCost), LeadTimeDays = (int)Math.Round(row.LeadTimeDays * assumptions.LeadTimes),
    };

    private Rate Of(Rate row) => row with
    {
        CapitalPercentPerYear = row.CapitalPercentPerYear * assumptions.Rates,
        StoragePerCubicMeterDay = Times(row.StoragePerCubicMeterDay, assumptions.Rates),
        ReceivePerUnit = Times(row.ReceivePerUnit, assumptions.Rates),
        PickPerUnit = Times(row.PickPerUnit, assumptions.Rates),
        PackPerParcel = Times(row.PackPerParcel, assumptions.Rates),
        GoodwillPerUnit = Times(row.GoodwillPerUnit, assumptions.Rates),
        OrderPerLine = Times(row.OrderPerLine, assumptions.Rates),
    };

    private Lane Of(Lane row) => row with
    {
        CostPerDeparture = Times(row.CostPerDeparture, assumptions.Freight),
        CostPerParcel = Times(row.CostPerParcel, assumptions.Freight),
        CostPerKilogram = Times(row.CostPerKilogram, assumptions.Freight),
        CostPerCubicMeter = Times(row.CostPerCubicMeter, assumptions.Freight),
    };

    // What took long takes longer still: the past teaches the lead times that are assumed.
    private Receipt Of(Receipt row) => row with
    {
        Day = row.OrderedDay.AddDays(
            (int)Math.Round((row.Day.DayNumber - row.OrderedDay.DayNumber) * assumptions.LeadTimes)),
    };

    private Money Buy(Money cost) => Times(cost, assumptions.PurchaseCosts);

    private static Money Times(Money money, double factor) => new((long)Math.Round(money.Micros * factor));

    private static Table<T> Each<T>(Table<T> table, Func<T, T> change) where T : unmanaged
    {
        var rows = table.Rows.ToArray();
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = change(rows[row]);
        }

        return new(rows);
    }
}
