using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Generation.Truth;
using Quartermaster.Numerics;

namespace Quartermaster.Evaluation.Generation.History;

/// <summary>Plays the history of one aisle, day by day: goods arrive, customers buy or leave, the rule
/// orders.</summary>
internal sealed class AisleHistory
{
    private readonly Aisle _aisle;
    private readonly HistoryWorld _world;
    private readonly AisleDemand _demand;
    private readonly AisleRows _rows = new();
    private readonly Shelves _shelves;
    private readonly StockingRule _rule;
    private readonly Selling _selling;
    private readonly FacilityLoads _loads;
    private readonly View[] _views;
    private readonly TrueDemand[] _truth;
    private readonly double[] _means = new double[SampleRetail.ProductsPerAisle];

    private AisleHistory(Aisle aisle, HistoryWorld world, ProductId[] ids, VendorId[] vendors)
    {
        (_aisle, _world) = (aisle, world);
        _demand = new(aisle, ids, world.Demand);
        _loads = new(world.Sample.Days, world.Map.Count);
        _shelves = new(aisle, world);
        _rule = new(aisle, world, _shelves, _rows, ids, vendors);
        _selling = new(aisle, _demand, world, _shelves, _rows, _loads);
        _views = new View[aisle.Products.Length * world.Sample.Days];
        _truth = new TrueDemand[_views.Length];
    }

    /// <summary>Plays all days and returns the rows, and the loads of the centers.</summary>
    internal static (AisleRows Rows, FacilityLoads Loads) Play(
        Aisle aisle, HistoryWorld world, ProductId[] ids, VendorId[] vendors)
    {
        var history = new AisleHistory(aisle, world, ids, vendors);
        history._rule.Stock();
        var orders = new DayOrders();
        for (var day = 0; day < world.Sample.Days; day++)
        {
            history._shelves.Open(day, history._loads);
            orders.Clear();
            history._demand.Append(day, world.DateOf(day), world.Hours[day], orders, ofRetailer: false);
            orders.Sort();
            history._selling.Sell(day, orders);
            history.Close(day);
            history._rule.Order(day);
        }

        history.Finish();
        return (history._rows, history._loads);
    }

    private void Close(int day)
    {
        _demand.MeanUnits(day, _means);
        for (var product = 0; product < _means.Length; product++)
        {
            var (fact, tally, id) = (_aisle.Products[product], _selling.Tallies[product], _demand.Ids[product]);
            foreach (var center in _shelves.Held[product])
            {
                _loads.Store(day, center, (int)fact.Category.StorageClass,
                    (long)_shelves.OnHand(product, center) * fact.VolumeCubicCentimeters);
            }

            if (!fact.IsOnSale(day))
            {
                continue;
            }

            var share = tally.OutMinute < 0 ? 0
                : tally.OutMinute > 1_440 ? 1 : _world.Hours[day].ViewsBefore(tally.OutMinute);
            var lookers = _means[product] / fact.UnitsPerLine * ((1 / fact.Category.Conversion) - 1);
            var views = Math.Max(tally.WantedLines, tally.SoldLines) + Chance.Poisson(lookers, KeyedRandom.Uniform(
                _world.Sample.Seed, Streams.Views, fact.Key, (ulong)day));
            _views[(product * _world.Sample.Days) + day] = new(
                id, default, _world.DateOf(day), SpeedOf(product), share, views, tally.SoldLines, -1);
            _truth[(product * _world.Sample.Days) + day] = new(
                id, _world.DateOf(day), _means[product], tally.Wanted, tally.Demand, tally.Sold, tally.Substituted,
                tally.LostToStock, tally.LostToSpeed);
            _rule.Learn(product, tally.Sold, share);
        }
    }

    private Speed SpeedOf(int product) => _shelves.Held[product].Length switch
    {
        < 3 => Speed.Standard,
        < 6 => Speed.TwoDay,
        _ => Speed.OneDay,
    };

    // Days on which a product was not on sale have no rows.
    private void Finish()
    {
        _rows.Views.AddRange(_views.Where(view => view.Product.Value != 0));
        _rows.Truth.AddRange(_truth.Where(row => row.Product.Value != 0));
        for (var product = 0; product < _aisle.Products.Length; product++)
        {
            foreach (var center in _shelves.Held[product])
            {
                AddStock(product, default, center, StockState.OnHand, _shelves.OnHand(product, center));
                AddStock(product, default, center, StockState.OnOrder, _shelves.OnOrder(product, center));
                AddStock(product, default, center, StockState.Unfulfillable, _shelves.Damaged(product, center));
            }

            var fact = _aisle.Products[product];
            if (fact.SellerShare > 0 && fact.IsOnSale(_world.Sample.Days - 1))
            {
                AddStock(product, _world.Sellers[fact.Seller - 1], _shelves.Held[product][0], StockState.OnHand,
                    1 + (int)(21 * fact.SellerShare * fact.Level * fact.UnitsPerLine));
            }
        }
    }

    private void AddStock(int product, OwnerId owner, int center, StockState state, int units)
    {
        if (units > 0)
        {
            _rows.Stock.Add(new(_demand.Ids[product], owner, _world.Centers[center], state, units));
        }
    }
}
