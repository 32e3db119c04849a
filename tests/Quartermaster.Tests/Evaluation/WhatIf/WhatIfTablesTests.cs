using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.WhatIf;
using Xunit;

namespace Quartermaster.Tests.Evaluation.WhatIf;

public sealed class WhatIfTablesTests
{
    private static readonly DateOnly s_day = new(2026, 3, 2);

    private static readonly StatedTables s_stated = new(
        new Offer(new(1), new(1), default, Money.Of(4), 6, 12, 999, LeadTimeDays: 21, ReviewDays: 7),
        new OfferBreak(new(1), new(1), default, 100, Money.Of(3)),
        new Rate(default, 12, Money.Of(0.35m), Money.Of(0.02m), Money.Of(0.05m), Money.Of(0.6m), Money.Of(0.2m), 40,
            Money.Of(1.5m)),
        new Lane(new(1), new(1), default, new(1), LaneMode.Truck, 600, 900, Money.Of(40), Money.Of(3.2m),
            Money.Of(0.15m), Money.Of(2), 0),
        new Receipt(Label.Of("P"), 1, 1, new(1), new(1), new(1), s_day, 12, s_day.AddDays(20), 12, default),
        new Price(new(1), default, default, s_day, default, Money.Of(9), PriceKind.List));

    [Fact]
    public void As_stated_nothing_changes()
    {
        var same = new WhatIfTables(s_stated, Assumptions.AsStated);
        Assert.Equal(s_stated.Read<Offer>(), same.Read<Offer>());
        Assert.Equal(s_stated.Read<OfferBreak>(), same.Read<OfferBreak>());
        Assert.Equal(s_stated.Read<Rate>(), same.Read<Rate>());
        Assert.Equal(s_stated.Read<Lane>(), same.Read<Lane>());
        Assert.Equal(s_stated.Read<Receipt>(), same.Read<Receipt>());
    }

    [Fact]
    public void Each_assumption_changes_what_it_names_and_nothing_else()
    {
        var costs = new WhatIfTables(s_stated, new() { PurchaseCosts = 1.5 });
        Assert.Equal(Money.Of(6), Only<Offer>(costs).UnitCost);
        Assert.Equal(Money.Of(4.5m), Only<OfferBreak>(costs).UnitCost);
        Assert.Equal(21, Only<Offer>(costs).LeadTimeDays);
        Assert.Equal(s_stated.Read<Rate>(), costs.Read<Rate>());
        Assert.Equal(s_stated.Read<Price>(), costs.Read<Price>());

        var rates = new WhatIfTables(s_stated, new() { Rates = 0.5 });
        Assert.Equal(
            new Rate(default, 6, Money.Of(0.175m), Money.Of(0.01m), Money.Of(0.025m), Money.Of(0.3m), Money.Of(0.1m),
                40, Money.Of(0.75m)),
            Only<Rate>(rates));
        Assert.Equal(s_stated.Read<Offer>(), rates.Read<Offer>());

        var freight = Only<Lane>(new WhatIfTables(s_stated, new() { Freight = 0.5 }));
        Assert.Equal((Money.Of(20), Money.Of(1.6m), Money.Of(0.075m), Money.Of(1)),
            (freight.CostPerDeparture, freight.CostPerParcel, freight.CostPerKilogram, freight.CostPerCubicMeter));
        Assert.Equal((600, 900), (freight.TransitMinutesMedian, freight.TransitMinutesLate));
    }

    [Fact]
    public void Past_receipts_teach_the_lead_times_that_are_assumed()
    {
        var longer = new WhatIfTables(s_stated, new() { LeadTimes = 1.5 });
        Assert.Equal(32, Only<Offer>(longer).LeadTimeDays);
        Assert.Equal(s_day.AddDays(30), Only<Receipt>(longer).Day);
        Assert.Equal(s_day, Only<Receipt>(longer).OrderedDay);
    }

    [Fact]
    public void Streams_change_as_tables_do() => Assert.Equal(
        new WhatIfTables(s_stated, new() { PurchaseCosts = 2 }).Read<Offer>(),
        Assert.Single(new WhatIfTables(s_stated, new() { PurchaseCosts = 2 }).Stream<Offer>()));

    [Fact]
    public void Each_assumption_is_a_half_lower_and_a_half_higher_once()
    {
        Assert.Equal(10, Assumptions.OneAtATime.Count);
        Assert.Equal(10, Assumptions.OneAtATime.Select(one => one.Assumptions).Distinct().Count());
        Assert.All(Assumptions.OneAtATime, one => Assert.NotEqual(Assumptions.AsStated, one.Assumptions));
    }

    private static TRow Only<TRow>(WhatIfTables tables) where TRow : unmanaged, IRow<TRow> =>
        Assert.Single(tables.Read<TRow>().Rows.ToArray());

    /// <summary>Tables of one row each.</summary>
    private sealed class StatedTables(params object[] rows) : ITables
    {
        public CatalogVersion Catalog => throw new NotSupportedException();

        public bool Has(string table) => true;

        public string Fingerprint(string table) => "";

        public long Count(string table) => 1;

        public Table<TRow> Read<TRow>() where TRow : unmanaged, IRow<TRow> => new([.. rows.OfType<TRow>()]);

        public IEnumerable<Table<TRow>> Stream<TRow>() where TRow : unmanaged, IRow<TRow> => [Read<TRow>()];

        public IReadOnlyDictionary<string, string> Texts(string table, string keyColumn, string textColumn) =>
            new Dictionary<string, string>();

        public IEnumerable<Table<SoldLine>> SoldLines(DateOnly first, DateOnly last) => [];

        public DateOnly? FirstSale(DateOnly first, DateOnly last) => null;

        public Table<RegionalSales> SalesByRegion(DateOnly first, DateOnly last) => new([]);

        public double UnitsPerOrder(DateOnly first, DateOnly last) => 0;
    }
}
