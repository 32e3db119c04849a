using BenchmarkDotNet.Attributes;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Fulfillment.Promise;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Numerics;

namespace Quartermaster.Benchmarks;

/// <summary>Promises and orders one at a time, 8 FCs × 200 regions, on one core.</summary>
[MemoryDiagnoser]
public class FulfillmentBenchmarks
{
    private const int Calls = 4_096;

    private readonly PromiseEngine _promise = new(new());
    private readonly OrdersEngine _orders = new(new());
    private readonly GoodPractice _practice = new(new());
    private readonly PromiseRow[] _promised = new PromiseRow[PromiseInputs.SpeedCount];
    private readonly ShipmentRow[] _shipped = new ShipmentRow[OrderInputs.FacilitiesPerLine * 5];
    private readonly CartLine[] _lines = new CartLine[Calls * 5];
    private readonly CartRequest[] _requests = new CartRequest[Calls];
    private PromiseInputs _promiseInputs = null!;
    private OrderInputs _orderInputs = null!;

    /// <summary>Lines per cart.</summary>
    [Params(1, 3, 5)]
    public int Lines { get; set; }

    /// <summary>Builds the world.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var network = FulfillmentWorld.Network(8, 200);
        var routes = new RouteBuilder(network, new()).Build(FulfillmentWorld.FirstDay, 14);
        var stock = FulfillmentWorld.Stock(network.Facilities.Count);
        var live = new LiveUnits(stock, network.Facilities.Count + 1);
        _promiseInputs = new() { Routes = routes, Available = live, Terms = FulfillmentWorld.Terms() };
        _orderInputs = new()
        {
            Routes = routes, Available = live, Terms = _promiseInputs.Terms,
            StockValues = Values(),
            StockValueRows = new([.. Enumerable.Range(-1, FulfillmentWorld.Products + 1)]),
            StockValueColumns = new([.. Enumerable.Range(0, 8)]),
        };
        for (var i = 0; i < Calls; i++)
        {
            _requests[i] = new(new(1 + (int)(200 * Draw(i, 0))),
                Instant.Of(FulfillmentWorld.FirstDay, (int)(4_320 * Draw(i, 1))));
            for (var line = 0; line < Lines; line++)
            {
                _lines[(i * Lines) + line] = new(new(1 + ((i * 13 + line * 311) % FulfillmentWorld.Products)), 1);
            }
        }
    }

    /// <summary>Five speeds of a cart.</summary>
    [Benchmark(OperationsPerInvoke = Calls)]
    public void Promise()
    {
        for (var i = 0; i < Calls; i++)
        {
            _promise.DecideOne(_promiseInputs, _requests[i], _lines.AsSpan(i * Lines, Lines), _promised);
        }
    }

    /// <summary>The cheapest set of FCs for an order due in three days.</summary>
    [Benchmark(OperationsPerInvoke = Calls)]
    public void Order() => Ship(_orders);

    /// <summary>The same by good practice.</summary>
    [Benchmark(OperationsPerInvoke = Calls)]
    public void OrderByGoodPractice() => Ship(_practice);

    private static StockValues Values()
    {
        var values = new StockValues(FulfillmentWorld.Products, 8);
        double[] survival = [.. Enumerable.Range(0, StockValues.Steps).Select(step => 1 - (step / 20.0))];
        for (var cell = 0; cell < 8 * FulfillmentWorld.Products; cell++)
        {
            values.Set(cell / 8, cell % 8, cell % 7 * 0.3, unitsPerStep: 4, survival);
        }

        return values;
    }

    private void Ship(IOrdersEngine engine)
    {
        var rows = _shipped.AsSpan(0, Lines * OrderInputs.FacilitiesPerLine);
        for (var i = 0; i < Calls; i++)
        {
            var request = new OrderRequest(_requests[i].Region, _requests[i].At, _requests[i].At.PlusMinutes(4_320));
            engine.DecideOne(_orderInputs, in request, _lines.AsSpan(i * Lines, Lines), rows);
        }
    }

    private static double Draw(int index, ulong stream) => KeyedRandom.Uniform(7, stream, (ulong)index, 0);
}

/// <summary>Route tables of 14 days.</summary>
[MemoryDiagnoser]
public class FulfillmentRouteBenchmarks
{
    private RouteNetwork _network = null!;
    private RouteBuilder _built = null!;
    private int _day;

    /// <summary>Fulfillment centers; regions are 25 for each of 8, and 1,000 for 64.</summary>
    [Params(8, 64)]
    public int Centers { get; set; }

    /// <summary>Draws the network.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _network = FulfillmentWorld.Network(Centers, Centers == 8 ? 200 : 1_000);
        _built = new(_network, new());
        var table = _built.Build(FulfillmentWorld.FirstDay, 14, threads: 2);
        Console.WriteLine($"// {table.Count} options");
    }

    /// <summary>From nothing.</summary>
    [Benchmark]
    public long Build() => new RouteBuilder(_network, new()).Build(FulfillmentWorld.FirstDay, 14, 2).Count;

    /// <summary>One day on.</summary>
    [Benchmark]
    public long MoveOn() => _built.Build(FulfillmentWorld.FirstDay.AddDays(++_day), 14, 2).Count;
}
