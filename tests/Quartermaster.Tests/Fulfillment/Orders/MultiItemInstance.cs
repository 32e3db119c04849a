using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Numerics;

namespace Quartermaster.Tests.Fulfillment.Orders;

/// <summary>An instance of the multi-item benchmark of Jasin and Sinha (2015), parameters by Ma (2023).</summary>
/// <remarks>10 metros, 5 FCs, 20 items, 5 order types of each size 1 to 5, 10,000 orders. Metros are the ten largest of
/// the US with their populations of 2020 in millions; FCs are five towns with large warehouses.</remarks>
internal sealed class MultiItemInstance
{
    internal const int Centers = 5;
    internal const int Items = 20;
    internal const int Orders = 10_000;
    private const double Package = 8.759;
    private const double PerItem = 0.423;
    private const double PerMile = 0.000541;

    private static readonly (double North, double East, double Millions)[] s_metros =
    [
        (40.71, -74.01, 20.1), (34.05, -118.24, 13.2), (41.88, -87.63, 9.6), (32.78, -96.80, 7.6), (29.76, -95.37, 7.1),
        (38.91, -77.04, 6.4), (39.95, -75.17, 6.2), (25.76, -80.19, 6.1), (33.75, -84.39, 6.1), (42.36, -71.06, 4.9),
    ];

    private static readonly (double North, double East)[] s_centers =
        [(34.11, -117.29), (40.54, -75.63), (32.75, -96.80), (41.53, -88.08), (33.59, -84.54)];

    private readonly ulong _seed;
    private readonly double[] _metroShares =
        [.. s_metros.Select(metro => metro.Millions / s_metros.Sum(other => other.Millions))];
    private readonly double[] _typeShares;
    private readonly int[][] _types;
    private readonly double[] _unfilled;
    private readonly double[,] _itemCosts = new double[Centers, s_metros.Length];

    internal MultiItemInstance(ulong seed, double carryProbability)
    {
        _seed = seed;
        _types = [.. Enumerable.Range(0, 25).Select(type => TypeOf(type, 1 + (type / 5)))];
        var weights = Enumerable.Range(0, 25).Select(type => Draw(1, (ulong)type, 0)).ToArray();
        _typeShares = [.. weights.Select(weight => weight / weights.Sum())];
        for (var center = 0; center < Centers; center++)
        {
            for (var metro = 0; metro < s_metros.Length; metro++)
            {
                _itemCosts[center, metro] = PerItem + (PerMile * Miles(center, metro));
            }
        }

        _unfilled = [.. Enumerable.Range(0, s_metros.Length).Select(metro =>
            2 * (Package + Enumerable.Range(0, Centers).Max(center => _itemCosts[center, metro])))];
        Stock = StockOf(carryProbability);
        Routes = RoutesOf();
    }

    /// <summary>Units by item × FC at the start.</summary>
    internal int[,] Stock { get; }

    internal RouteTable Routes { get; }

    /// <summary>What a policy pays for the orders of a sequence.</summary>
    internal double CostOf(IOrdersEngine engine, double[,]? duals, ulong sequence)
    {
        var cells = new int[(Items + 1) * (Centers + 1)];
        for (var item = 0; item < Items; item++)
        {
            for (var center = 0; center < Centers; center++)
            {
                cells[((item + 1) * (Centers + 1)) + center + 1] = Stock[item, center];
            }
        }

        var inputs = new OrderInputs
        {
            Routes = Routes,
            Available = new(cells, Centers + 1),
            Terms = new([.. Enumerable.Repeat(new ShipTerms(1, 0, 0, default, default), Items + 1)]),
            StockValues = duals is null ? null : ValuesOf(duals),
        };
        var (rows, cost) = (new ShipmentRow[OrderInputs.FacilitiesPerOrder * 5], 0.0);
        for (var order = 0UL; order < Orders; order++)
        {
            var metro = Pick(_metroShares, Draw(100 + sequence, order, 0));
            var cart = _types[Pick(_typeShares, Draw(100 + sequence, order, 1))]
                .Select(item => new CartLine(new(item + 1), 1)).ToArray();
            var shipped = rows.AsSpan(0, cart.Length * OrderInputs.FacilitiesPerOrder);
            engine.DecideOne(inputs, new(new(metro + 1), Instant.OfMinutes(10), Instant.OfMinutes(90)), cart, shipped);
            cost += Pay(shipped, cells, metro, cart.Length);
        }

        return cost;
    }

    /// <summary>Prices of stock, and the bound that they prove: the dual of the linear program over mean demand in
    /// which
    /// every order may be divided among ways to fill it.</summary>
    internal (double[,] Duals, double Bound) Solve(int iterations)
    {
        var (duals, average, best) = (new double[Items, Centers], new double[Items, Centers], 0.0);
        for (var step = 1; step <= iterations; step++)
        {
            var (value, usage) = Relax(duals);
            best = Math.Max(best, value);
            for (var item = 0; item < Items; item++)
            {
                for (var center = 0; center < Centers; center++)
                {
                    var gradient = (usage[item, center] - Stock[item, center]) / (1 + Stock[item, center]);
                    var change = 2 / Math.Sqrt(step) * Math.Clamp(gradient, -1, 1);
                    duals[item, center] = Math.Max(0, duals[item, center] + change);
                    average[item, center] += step > iterations / 2
                        ? duals[item, center] / (iterations - (iterations / 2)) : 0;
                }
            }
        }

        return (average, Math.Max(best, Relax(average).Value));
    }

    // The least cost at given prices, by every set of FCs for every type and metro.
    private (double Value, double[,] Usage) Relax(double[,] duals)
    {
        var (value, usage) = (0.0, new double[Items, Centers]);
        for (var type = 0; type < _types.Length; type++)
        {
            for (var metro = 0; metro < s_metros.Length; metro++)
            {
                var (least, bestSet) = (double.PositiveInfinity, 0);
                for (var set = 0; set < 1 << Centers; set++)
                {
                    var cost = int.PopCount(set) * Package;
                    foreach (var item in _types[type])
                    {
                        cost += CheapestIn(set, item, metro, duals).Cost;
                    }

                    (least, bestSet) = cost < least ? (cost, set) : (least, bestSet);
                }

                var orders = Orders * _typeShares[type] * _metroShares[metro];
                value += orders * least;
                foreach (var item in _types[type])
                {
                    if (CheapestIn(bestSet, item, metro, duals).Center is >= 0 and var center)
                    {
                        usage[item, center] += orders;
                    }
                }
            }
        }

        for (var item = 0; item < Items; item++)
        {
            for (var center = 0; center < Centers; center++)
            {
                value -= duals[item, center] * Stock[item, center];
            }
        }

        return (value, usage);
    }

    private (double Cost, int Center) CheapestIn(int set, int item, int metro, double[,] duals)
    {
        var (least, best) = (_unfilled[metro], -1);
        for (var center = 0; center < Centers; center++)
        {
            if ((set >> center & 1) != 0 && Stock[item, center] > 0)
            {
                var cost = _itemCosts[center, metro] + duals[item, center];
                (least, best) = cost < least ? (cost, center) : (least, best);
            }
        }

        return (least, best);
    }

    private double Pay(ReadOnlySpan<ShipmentRow> rows, int[] cells, int metro, int items)
    {
        var (cost, parcels) = (0.0, 0);
        foreach (ref readonly var row in rows)
        {
            if (row.Units > 0)
            {
                cells[(row.Product.Value * (Centers + 1)) + row.Facility.Value] -= row.Units;
                cost += _itemCosts[row.Facility.Value - 1, metro];
                parcels |= 1 << row.Facility.Value;
                items--;
            }
        }

        return cost + (int.PopCount(parcels) * Package) + (items * _unfilled[metro]);
    }

    // Mean and half a standard deviation of the demand of the metros for which the FC is the nearest that carries it.
    private int[,] StockOf(double carryProbability)
    {
        var stock = new int[Items, Centers];
        for (var item = 0; item < Items; item++)
        {
            var perOrder = Enumerable.Range(0, 25).Sum(type => _types[type].Contains(item) ? _typeShares[type] : 0);
            var carriers = Enumerable.Range(0, Centers)
                .Where(center => Draw(2, (ulong)item, (ulong)center) < carryProbability).ToArray();
            carriers = carriers.Length > 0 ? carriers : [(int)(Centers * Draw(3, (ulong)item, 0))];
            foreach (var center in carriers)
            {
                var share = perOrder * Enumerable.Range(0, s_metros.Length).Sum(metro =>
                    carriers.MinBy(one => Miles(one, metro)) == center ? _metroShares[metro] : 0);
                stock[item, center] = (int)Math.Round(
                    (Orders * share) + (0.5 * Math.Sqrt(Orders * share * (1 - share))));
            }
        }

        return stock;
    }

    // One way from every FC to every metro, always open: a package, and each item by its weight of one gram.
    private RouteTable RoutesOf()
    {
        var (options, starts, kilometers) = (new List<RouteOption>(), new List<int>(), new List<float>());
        for (var center = 0; center < Centers; center++)
        {
            for (var region = 0; region <= s_metros.Length; region++)
            {
                starts.Add(options.Count);
                kilometers.Add(region == 0 ? 0 : (float)(1.609344 * Miles(center, region - 1)));
                if (region > 0)
                {
                    options.Add(new(50, 80, 80, 0, 0, 30, 0, 1, (long)(Package * 1e6),
                        _itemCosts[center, region - 1] * 1e6, 0));
                }
            }
        }

        starts.Add(options.Count);
        var regions = s_metros.Length + 1;
        return new(new()
        {
            FirstDay = new(1970, 1, 1),
            Days = 1,
            Origins = [.. Enumerable.Range(1, Centers).Select(id => new FacilityId(id))],
            Starts = [.. starts],
            Options = [.. options],
            Departures = [new(new(1), new(1), 60, 1)],
            Kilometers = [.. kilometers],
            Calendar = new(s_metros.Length, 1, [.. Enumerable.Repeat(new[] { 0, 1_440 }, regions).SelectMany(x => x)],
                new int[regions], [.. Enumerable.Repeat(1_440, regions)]),
        });
    }

    private static Matrix ValuesOf(double[,] duals) => new(Centers,
        [.. Enumerable.Range(0, (Items + 1) * Centers).Select(i =>
            i < Centers ? 0 : (float)duals[(i / Centers) - 1, i % Centers])]);

    private int[] TypeOf(int type, int size) => [.. Enumerable.Range(0, Items)
        .OrderBy(item => Draw(4, (ulong)type, (ulong)item)).Take(size)];

    private static int Pick(double[] shares, double draw)
    {
        var at = 0;
        while (at < shares.Length - 1 && draw >= shares[at])
        {
            draw -= shares[at++];
        }

        return at;
    }

    private double Draw(ulong stream, ulong key, ulong index) => KeyedRandom.Uniform(_seed, stream, key, index);

    private static double Miles(int center, int metro)
    {
        var (a, b) = (s_centers[center], s_metros[metro]);
        var (north, east) = ((b.North - a.North) * Math.PI / 360, (b.East - a.East) * Math.PI / 360);
        var chord = Math.Pow(Math.Sin(north), 2) + (Math.Cos(a.North * Math.PI / 180)
            * Math.Cos(b.North * Math.PI / 180) * Math.Pow(Math.Sin(east), 2));
        return 2 * 3_958.8 * Math.Asin(Math.Sqrt(chord));
    }
}
