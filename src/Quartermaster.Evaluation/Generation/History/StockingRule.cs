using System.Globalization;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Generation.Truth;
using Quartermaster.Numerics;

namespace Quartermaster.Evaluation.Generation.History;

/// <summary>How the history was bought: order up to a level, once in a review period, by product and center.</summary>
/// <remarks>Level = rate × (stated lead time + review) + 1.1 standard deviations, where the rate is a moving average of
/// what was sold (about five weeks) times the share of the center: no season, no lead-time variance, and so stock runs
/// out before peaks and at unreliable vendors. Full cases; below the vendor's minimum it adds weeks of cover, or waits.
/// </remarks>
internal sealed class StockingRule
{
    private const double SafetyDeviations = 1.1;
    private const double Smoothing = 1 / 35.0;
    private const int MostExtraWeeks = 6;

    private readonly Aisle _aisle;
    private readonly HistoryWorld _world;
    private readonly Shelves _shelves;
    private readonly AisleRows _rows;
    private readonly VendorId[] _vendors;
    private readonly ProductId[] _ids;
    private readonly double[] _rates;
    private readonly int[] _units;

    internal StockingRule(
        Aisle aisle, HistoryWorld world, Shelves shelves, AisleRows rows, ProductId[] ids, VendorId[] vendors)
    {
        (_aisle, _world, _shelves, _rows, _ids, _vendors) = (aisle, world, shelves, rows, ids, vendors);
        _rates = Array.ConvertAll(aisle.Products, product => product.Level * product.UnitsPerLine * 1.3 * Math.Exp(
            0.3 * KeyedRandom.Normal(world.Sample.Seed, Streams.Holding, product.Key, 1)));
        _units = new int[_ids.Length * world.Map.Count];
    }

    /// <summary>Fills the shelves of the first day.</summary>
    internal void Stock()
    {
        for (var product = 0; product < _ids.Length; product++)
        {
            foreach (var center in _shelves.Held[product])
            {
                if (_aisle.Products[product].IsOnSale(0))
                {
                    _shelves.Add(product, center, (int)Math.Ceiling(Level(product, center, 0)));
                }
            }
        }
    }

    /// <summary>Learns from a day on which the product could be had.</summary>
    internal void Learn(int product, int soldUnits, double inStockShare)
    {
        if (inStockShare > 0.5)
        {
            _rates[product] += Smoothing * (soldUnits - _rates[product]);
        }
    }

    /// <summary>Orders from the vendors that take orders on this weekday.</summary>
    internal void Order(int day)
    {
        for (var vendor = 0; vendor < _vendors.Length; vendor++)
        {
            if (_aisle.Vendors[vendor].TakesOrders(_world.DateOf(day)) && FillOrder(vendor, day))
            {
                PlaceOrder(vendor, day);
            }
        }
    }

    private bool FillOrder(int vendor, int day)
    {
        for (var extra = 0; extra <= MostExtraWeeks; extra++)
        {
            var value = 0m;
            for (var product = 0; product < _ids.Length; product++)
            {
                value += Need(product, vendor, day, extra);
            }

            if (value == 0 || value >= _aisle.Vendors[vendor].MinimumOrder)
            {
                return value > 0;
            }
        }

        return false;
    }

    // Fills in the units of a product by center, and returns their worth.
    private decimal Need(int product, int vendor, int day, int extraWeeks)
    {
        var (fact, offer) = (_aisle.Products[product], _aisle.Offers[product][0]);
        var ahead = _aisle.Vendors[vendor].StatedDays + _aisle.Vendors[vendor].ReviewDays + 3;
        var buys = offer.Vendor == vendor && day >= fact.LaunchDay - ahead && day <= fact.EndDay - 45L;
        var units = _units.AsSpan(product * _world.Map.Count, _world.Map.Count);
        var total = 0;
        units.Clear();
        foreach (var center in buys ? _shelves.Held[product] : [])
        {
            var need = Level(product, center, extraWeeks)
                - _shelves.OnHand(product, center) - _shelves.OnOrder(product, center);
            if (need >= 0.5)
            {
                var cases = (int)Math.Ceiling(need / fact.UnitsPerCase);
                units[center] = Math.Max(offer.MinimumUnits, cases * fact.UnitsPerCase);
                total += units[center];
            }
        }

        return total * offer.Cost;
    }

    private void PlaceOrder(int vendor, int day)
    {
        for (var center = 0; center < _world.Map.Count; center++)
        {
            var line = 0;
            var label = Label.Of(string.Create(CultureInfo.InvariantCulture,
                $"Q{_aisle.Index:00000}-{day:0000}-{vendor}-{center + 1:00}"));
            for (var product = 0; product < _ids.Length; product++)
            {
                var units = _units[(product * _world.Map.Count) + center];
                if (units > 0)
                {
                    PlaceLine(label, ++line, vendor, product, center, day, units);
                }
            }
        }
    }

    private void PlaceLine(Label label, int line, int vendor, int product, int center, int day, int units)
    {
        var (fact, offer) = (_aisle.Vendors[vendor], _aisle.Offers[product][0]);
        var (ordered, shipTo) = (_world.DateOf(day), _world.Centers[center]);
        Span<Delivery> deliveries = stackalloc Delivery[ISupplySource.MostParts];
        var count = SupplyDraw.Deliver(fact, _aisle.Products[product].Key, _world.CenterKeys[center], ordered, units,
            _world.Sample.Seed, deliveries);
        _shelves.Order(product, center, units);
        var (open, part) = (units, 0);
        for (var i = 0; i < count; i++)
        {
            var (arrives, good, damaged) = deliveries[i];
            var offOrder = i == count - 1 ? open : good + damaged;
            open -= offOrder;
            _shelves.Expect(arrives.DayNumber - _world.Sample.FirstDay.DayNumber,
                new(product, center, good, damaged, offOrder));
            AddReceipt(good, Condition.Sellable);
            AddReceipt(damaged, Condition.Damaged);

            void AddReceipt(int arrived, Condition condition)
            {
                if (arrived > 0 && arrives <= _world.Sample.LastDay)
                {
                    _rows.Receipts.Add(new(label, line, part++, _ids[product], _vendors[vendor], shipTo, ordered,
                        units, arrives, arrived, condition));
                }
            }
        }

        var isDone = deliveries[count - 1].Day <= _world.Sample.LastDay;
        var cost = offer.BreakUnits > 0 && units >= offer.BreakUnits ? offer.BreakCost : offer.Cost;
        _rows.PurchaseOrders.Add(new(
            label, line, isDone ? PurchaseOrderState.Closed : PurchaseOrderState.Acknowledged, _ids[product],
            _vendors[vendor], shipTo, units, Money.Of(cost), ordered, ordered.AddDays(fact.StatedDays), units, false));
    }

    private double Level(int product, int center, int extraWeeks)
    {
        var vendor = _aisle.Vendors[_aisle.Offers[product][0].Vendor];
        var days = vendor.StatedDays + vendor.ReviewDays + (7 * extraWeeks);
        var mean = _rates[product] * _shelves.Shares[(product * _world.Map.Count) + center] * days;
        return mean + (SafetyDeviations * Math.Sqrt((mean * 1.3) + (0.04 * mean * mean)));
    }
}
