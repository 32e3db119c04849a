using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Orders;

namespace Quartermaster.Evaluation.MultiItem;

/// <summary>Runs the order engines through sequences of an instance, and pays for what they ship.</summary>
/// <remarks>An item left out is shipped from a sixth place with no limit of stock, as the benchmark's program has it,
/// so that leaving out is a choice at a cost; unless the reading says that stock in hand must be shipped.</remarks>
public sealed class SequenceRun
{
    private const int Plenty = 1_000_000_000;

    private readonly MultiItemInstance _instance;
    private readonly int _origins;
    private readonly RouteTable _routes;
    private readonly CartLine[][] _carts;
    private readonly int[] _cells;

    /// <summary>Prepares to run sequences of an instance.</summary>
    public SequenceRun(MultiItemInstance instance)
    {
        _instance = instance;
        _origins = World.Centers + (instance.Reading.MustShip ? 0 : 1);
        _routes = Routes();
        _carts = [.. instance.Types.Select(type =>
            type.Select(item => new CartLine(new(item + 1), 1)).ToArray())];
        _cells = new int[Products * (_origins + 1)];
    }

    private MultiItemWorld World => _instance.World;

    private int Products => _instance.Items + 1;

    /// <summary>What a policy pays for the orders of a sequence.</summary>
    /// <param name="engine">The policy.</param>
    /// <param name="sequence">The orders.</param>
    /// <param name="prices">Worth of a unit by item × FC; null for none.</param>
    /// <param name="solves">How often in the horizon the prices are worked out, from the stock left and the mean demand
    /// to come; 1 for the given ones only.</param>
    /// <param name="again">Prices from demand to come by type × metro and stock left by item × FC; null if solved once.
    /// </param>
    public double CostOf(
        IOrdersEngine engine, (int Type, int Metro)[] sequence, double[,]? prices = null, int solves = 1,
        Func<double[,], int[,], double[,]>? again = null)
    {
        Restock();
        var inputs = new OrderInputs
        {
            Routes = _routes,
            Available = new(_cells, _origins + 1),
            Terms = new([.. Enumerable.Repeat(new ShipTerms(1, 0, 0, default, default), Products)]),
            StockValues = prices is null ? null : ValuesOf(prices),
            StockValueRows = new([.. Enumerable.Range(-1, Products)]),
            StockValueColumns = new([.. Enumerable.Range(0, World.Centers)]),
        };
        var rows = new ShipmentRow[OrderInputs.FacilitiesPerLine * _instance.Size.MostItems];
        var (cost, every) = (0.0, Math.Max(1, sequence.Length / solves));
        for (var order = 0; order < sequence.Length; order++)
        {
            if (again is not null && order > 0 && order % every == 0)
            {
                var left = 1 - ((double)order / sequence.Length);
                inputs = inputs with { StockValues = ValuesOf(PricesAt(left, again)) };
            }

            var (type, metro) = sequence[order];
            if (_carts[type].Length > 0)
            {
                var shipped = rows.AsSpan(0, _carts[type].Length * OrderInputs.FacilitiesPerLine);
                engine.DecideOne(inputs, new(new(metro + 1), Instant.OfMinutes(10), Instant.OfMinutes(90)),
                    _carts[type], shipped);
                cost += Pay(shipped, metro, _carts[type].Length);
            }
        }

        return cost;
    }

    private void Restock()
    {
        for (var item = 0; item < _instance.Items; item++)
        {
            for (var origin = 0; origin < _origins; origin++)
            {
                _cells[((item + 1) * (_origins + 1)) + origin + 1] =
                    origin < World.Centers ? _instance.Stock[item, origin] : Plenty;
            }
        }
    }

    private double[,] PricesAt(double left, Func<double[,], int[,], double[,]> again)
    {
        var stock = new int[_instance.Items, World.Centers];
        for (var item = 0; item < _instance.Items; item++)
        {
            for (var center = 0; center < World.Centers; center++)
            {
                stock[item, center] = _cells[((item + 1) * (_origins + 1)) + center + 1];
            }
        }

        var demand = (double[,])_instance.Demand.Clone();
        for (var type = 0; type < demand.GetLength(0); type++)
        {
            for (var metro = 0; metro < demand.GetLength(1); metro++)
            {
                demand[type, metro] *= left;
            }
        }

        return again(demand, stock);
    }

    private double Pay(ReadOnlySpan<ShipmentRow> rows, int metro, int items)
    {
        var (costs, cost, opened) = (World.ItemCosts(_instance.Reading), 0.0, 0);
        foreach (ref readonly var row in rows)
        {
            if (row.Units > 0)
            {
                _cells[(row.Product.Value * (_origins + 1)) + row.Facility.Value] -= row.Units;
                cost += costs[row.Facility.Value - 1, metro];
                opened |= 1 << (row.Facility.Value - 1);
                items--;
            }
        }

        cost += items * costs[World.Nowhere, metro];
        opened |= items > 0 ? 1 << World.Nowhere : 0;
        for (var place = 0; place <= World.Nowhere; place++)
        {
            cost += (opened >> place & 1) * World.FixedCost(place, _instance.Reading);
        }

        return cost;
    }

    // One way from every place to every metro, always open: a package, and each item by its weight of one gram.
    private RouteTable Routes()
    {
        var (options, starts, kilometers) = (new List<RouteOption>(), new List<int>(), new List<float>());
        for (var origin = 0; origin < _origins; origin++)
        {
            for (var region = 0; region <= World.Metros; region++)
            {
                starts.Add(options.Count);
                kilometers.Add(region == 0 ? 0 : origin == World.Nowhere ? 100_000
                    : (float)(1.609344 * World.Miles(origin, region - 1)));
                if (region > 0)
                {
                    options.Add(new(50, 80, 80, 0, 0, 30, 0, 1,
                        (long)Math.Round(World.FixedCost(origin, _instance.Reading) * 1e6),
                        World.ItemCosts(_instance.Reading)[origin, region - 1] * 1e6, 0));
                }
            }
        }

        starts.Add(options.Count);
        var regions = World.Metros + 1;
        return new(new()
        {
            FirstDay = new(1970, 1, 1),
            Days = 1,
            Origins = [.. Enumerable.Range(1, _origins).Select(id => new FacilityId(id))],
            Pairs = RouteTableParts.Cut([.. options], [.. starts], [new(new(1), new(1), 60)]),
            Kilometers = [.. kilometers],
            Calendar = new(World.Metros, 1,
                [.. Enumerable.Range(0, 2 * regions).Select(bound => bound % 2 * 1_440)],
                new int[regions], [.. Enumerable.Repeat(1_440, regions)]),
        });
    }

    // A price holds however many units are left.
    private StockValues ValuesOf(double[,] prices)
    {
        double[] always = [.. Enumerable.Repeat(1.0, StockValues.Steps)];
        var values = new StockValues(_instance.Items, World.Centers);
        for (var item = 0; item < _instance.Items; item++)
        {
            for (var center = 0; center < World.Centers; center++)
            {
                values.Set(item, center, prices[item, center], unitsPerStep: 1e9, always);
            }
        }

        return values;
    }
}
