using System.Globalization;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Generation.Truth;

namespace Quartermaster.Evaluation.Generation.History;

/// <summary>One day at the counter of an aisle: who buys what, from which center, and who leaves.</summary>
internal sealed class Selling
{
    private readonly Aisle _aisle;
    private readonly AisleDemand _demand;
    private readonly HistoryWorld _world;
    private readonly Shelves _shelves;
    private readonly AisleRows _rows;
    private readonly FacilityLoads _loads;
    private readonly Aftermath _aftermath;
    private readonly Dictionary<int, int> _placeOf;

    internal Selling(
        Aisle aisle, AisleDemand demand, HistoryWorld world, Shelves shelves, AisleRows rows, FacilityLoads loads)
    {
        (_aisle, _demand, _world, _shelves, _rows, _loads) = (aisle, demand, world, shelves, rows, loads);
        var ids = demand.Ids;
        _aftermath = new(aisle, world, shelves, rows, ids);
        _placeOf = Enumerable.Range(0, ids.Length).ToDictionary(place => ids[place].Value);
        Tallies = new Tally[ids.Length];
    }

    /// <summary>What happened to each product on the day.</summary>
    internal Tally[] Tallies { get; }

    /// <summary>Serves the orders of a day in the order of time.</summary>
    internal void Sell(int day, DayOrders orders)
    {
        for (var product = 0; product < Tallies.Length; product++)
        {
            Tallies[product] = new() { OutMinute = _shelves.Total(product) == 0 ? -1 : double.PositiveInfinity };
        }

        var number = 0;
        foreach (ref readonly var order in orders.Orders)
        {
            var firstRow = _rows.Sales.Count;
            var label = LabelOf(day, number);
            foreach (ref readonly var line in orders.LinesOf(order))
            {
                Serve(day, order, line, label, _rows.Sales.Count - firstRow + 1);
            }

            if (_rows.Sales.Count > firstRow)
            {
                number++;
                number += _aftermath.Close(firstRow, order.Key, LabelOf(day, number)) ? 1 : 0;
            }
        }
    }

    private Label LabelOf(int day, int number) => Label.Of(string.Create(
        CultureInfo.InvariantCulture, $"S{_aisle.Index:00000}-{day:0000}-{number:00000}"));

    private void Serve(int day, in WantedOrder order, in WantedLine line, Label label, int number)
    {
        var (product, metro) = (_placeOf[line.Product.Value], _world.MetroOf(order.Region));
        ref var tally = ref Tallies[product];
        tally.WantedLines++;
        var nearest = _world.Map.NearestTo(metro);
        var home = Home(product, nearest);
        var accepts = order.Accepts(_world.Map.PromiseDays(metro, home));
        if (_demand.IsSellers(day, order.Key, product))
        {
            if (accepts)
            {
                var seller = _world.Sellers[_aisle.Products[product].Seller - 1];
                _loads.Ship(day, home, line.Units);
                _aftermath.Add(day, order, label, number, product, line.Units, metro, home, seller);
            }

            return;
        }

        tally.Wanted += line.Units;
        if (!accepts)
        {
            return;
        }

        tally.Demand += line.Units;
        if (_shelves.Total(product) > 0)
        {
            var lost = line.Units - Supply(day, order, product, line.Units, label, number, metro, out var isTooSlow);
            tally.LostToSpeed += isTooSlow ? lost : 0;
            tally.LostToStock += isTooSlow ? 0 : lost;
        }
        else
        {
            tally.LostToStock += line.Units;
            if (line.Substitute.Value != 0 && _placeOf[line.Substitute.Value] is var other
                && _aisle.Products[other].IsOnSale(day) && _shelves.Total(other) > 0)
            {
                Tallies[other].Substituted += Supply(day, order, other, line.Units, label, number, metro, out _);
            }
        }
    }

    // Ships from the nearest stock, if the customer waits that long.
    private int Supply(
        int day, in WantedOrder order, int product, int units, Label label, int number, int metro, out bool isTooSlow)
    {
        var nearest = _world.Map.NearestTo(metro);
        var center = _shelves.Nearest(product, nearest);
        isTooSlow = !order.Accepts(_world.Map.PromiseDays(metro, center));
        if (isTooSlow)
        {
            return 0;
        }

        var sold = _shelves.Take(product, units, nearest, day, _loads);
        if (_shelves.Total(product) == 0)
        {
            Tallies[product].OutMinute = (order.At.UnixMilliseconds
                - Instant.Of(_world.DateOf(day)).UnixMilliseconds) / 60_000.0;
        }

        Tallies[product].Sold += sold;
        Tallies[product].SoldLines++;
        _aftermath.Add(day, order, label, number, product, sold, metro, center, default);
        return sold;
    }

    private int Home(int product, ReadOnlySpan<byte> nearest)
    {
        foreach (var center in nearest)
        {
            if (_shelves.Held[product].AsSpan().Contains(center))
            {
                return center;
            }
        }

        return nearest[0];
    }
}

/// <summary>What happened to the retailer's listing of a product on a day.</summary>
internal struct Tally
{
    internal int Wanted;

    /// <summary>Those of sellers' customers too: they looked at the same page.</summary>
    internal int WantedLines;

    internal int Demand;
    internal int Sold;
    internal int SoldLines;
    internal int Substituted;
    internal int LostToStock;
    internal int LostToSpeed;

    /// <summary>When the last unit went, minutes into the UTC day; −1 if there was none in the morning.</summary>
    internal double OutMinute;
}
