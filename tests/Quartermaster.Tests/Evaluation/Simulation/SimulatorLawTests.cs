using System.Reflection;
using CsCheck;
using Quartermaster.Evaluation.Generation;
using Quartermaster.Evaluation.Metrics;
using Quartermaster.Evaluation.Simulation;
using Xunit;

namespace Quartermaster.Tests.Evaluation.Simulation;

/// <summary>What holds in every simulated world.</summary>
public sealed class SimulatorLawTests
{
    private const int Days = 12;

    private static Gen<WantedList> AnyDemand { get; } =
        (from day in Gen.Int[0, Days - 1]
            from units in Gen.Int[1, 4]
            from product in Gen.Int[1, 2]
            from substitute in Gen.Int[0, 2]
            from isPatient in Gen.Frequency((4, Gen.Const(true)), (1, Gen.Const(false)))
            select new Wanted(day, units, product, substitute == product ? 0 : substitute, isPatient))
        .Array[0, 40].Select(wanted => new WantedList(wanted));

    private static Gen<WantedList> SingleUnits { get; } =
        Gen.Int[0, Days - 1].Array[0, 60].Select(days => new WantedList([.. days.Select(day => new Wanted(day, 1))]));

    private static Gen<TinyShop> AnyShop { get; } =
        Gen.Select(Gen.Int[0, 20], Gen.Int[0, 9], Gen.Int[1, 4], (opening, other, stated) => new TinyShop
        {
            Opening = opening, OtherOpening = other, StatedDays = stated, BelievedDays = stated, MeasuredDays = Days,
        });

    [Fact]
    public void What_is_wanted_is_sold_or_lost_to_stock_or_lost_to_speed() =>
        Gen.Select(AnyShop, AnyDemand, Gen.Int[0, 15]).Sample((shop, demand, level) =>
        {
            var tally = shop.Run(TinyShop.UpTo(level), demand);
            Assert.Equal(tally.WantedUnits, tally.SoldUnits + tally.LostToStockUnits + tally.LostToSpeedUnits);
        }, iter: 50);

    [Fact]
    public void Opening_stock_and_what_arrives_less_what_is_sold_is_closing_stock() =>
        Gen.Select(AnyShop, SingleUnits, Gen.Int[0, 15]).Sample((shop, demand, level) =>
        {
            var tally = (shop with { OtherOpening = 0 }).Run(TinyShop.UpTo(level), demand);
            var (opening, arrived, closing) = (tally.OpeningStock.Salvage.Micros / 2_000_000,
                tally.Purchases.Micros / 4_000_000, tally.ClosingStock.Salvage.Micros / 2_000_000);
            Assert.Equal(shop.Opening, opening);
            Assert.Equal(closing, opening + arrived - tally.SoldUnits);
        }, iter: 50);

    /// <summary>With customers of one unit, all sold by a day is the least of what was wanted and what there was, and
    /// that rises with the opening stock, day by day.</summary>
    [Fact]
    public void More_opening_stock_never_sells_less() =>
        Gen.Select(AnyShop, SingleUnits, Gen.Int[0, 15], Gen.Int[1, 10]).Sample((shop, demand, level, more) =>
        {
            var fewer = shop.Run(TinyShop.UpTo(level), demand).SoldUnits;
            var sold = (shop with { Opening = shop.Opening + more }).Run(TinyShop.UpTo(level), demand).SoldUnits;
            Assert.InRange(sold, fewer, fewer + more);
        }, iter: 50);

    [Fact]
    public void The_same_company_twice_in_the_same_world_differs_by_nothing()
    {
        var (shop, demand) = (new TinyShop { MeasuredDays = Days }, Demands(3));
        var comparison = new PolicyComparison(shop.Facts, shop.Routes, shop.Settings, shop.OpeningState,
            TinyShop.History, replication => new(demand(replication), Vendors(replication), (ulong)replication));
        var tallies = comparison.Run([TinyShop.UpTo(9), TinyShop.UpTo(9)], [1, 2, 3], threads: 2);

        Assert.All(tallies[0].Zip(tallies[1]), pair => AssertSame(pair.First, pair.Second));
        var result = new ComparisonResult(["one", "the same"], [[tallies[0]], [tallies[1]]]);
        Assert.All(Measure.All.Where(measure => tallies[0].All(tally => double.IsFinite(measure.Of(tally)))), measure =>
        {
            Assert.Equal(0, result.Against(1, measure).Mean);
            Assert.Equal(0, result.Against(1, measure).HalfWidth);
        });
        // The worlds are different, or the law would say nothing.
        Assert.NotEqual(tallies[0][0].SoldUnits, tallies[0][1].SoldUnits);
    }

    [Fact]
    public void Runs_give_the_same_at_any_number_of_threads()
    {
        var (shop, demand) = (new TinyShop { MeasuredDays = Days }, Demands(4));
        var comparison = new PolicyComparison(shop.Facts, shop.Routes, shop.Settings, shop.OpeningState,
            TinyShop.History, replication => new(demand(replication), Vendors(replication), (ulong)replication));
        var (one, three) = (comparison.Run([TinyShop.UpTo(4), TinyShop.UpTo(12)], [5, 6], threads: 1),
            comparison.Run([TinyShop.UpTo(4), TinyShop.UpTo(12)], [5, 6], threads: 3));

        Assert.All(one.SelectMany(runs => runs).Zip(three.SelectMany(runs => runs)),
            pair => AssertSame(pair.First, pair.Second));
    }

    [Fact]
    public void Companies_meet_the_same_customers_whatever_they_do()
    {
        var shop = new TinyShop { MeasuredDays = Days };
        var (well, badly) = (Demands(9)(1), Demands(9)(1));
        var rich = shop.Run(TinyShop.UpTo(30), well);
        var poor = shop.Run(TinyShop.UpTo(1), badly);

        Assert.Equal(well.Met, badly.Met);
        Assert.Equal((rich.WantedOrders, rich.WantedUnits, rich.Views),
            (poor.WantedOrders, poor.WantedUnits, poor.Views));
        Assert.True(rich.SoldUnits > poor.SoldUnits);
    }

    private static Func<int, WantedList> Demands(int seed) => replication => new(
        [.. Enumerable.Range(0, 40 + (7 * replication)).Select(i => new Wanted(
            (i * (seed + replication)) % Days, 1 + (i % 3), 1 + (i % 5 / 4), i % 4 == 0 ? 2 : 0, i % 6 != 5))
            .Select(wanted => wanted.Substitute == wanted.Product ? wanted with { Substitute = 0 } : wanted)]);

    private static VendorByRule Vendors(int replication) => new(line =>
        [new Delivery(line.Ordered.AddDays(1 + ((line.Ordered.DayNumber + replication) % 3)), line.Units, 0)]);

    /// <summary>Asserts that two runs have counted the same, all of it.</summary>
    internal static void AssertSame(Tally one, Tally other) =>
        Assert.All(typeof(Tally).GetProperties(BindingFlags.Public | BindingFlags.Instance),
            property => Assert.Equal(property.GetValue(one), property.GetValue(other)));
}
