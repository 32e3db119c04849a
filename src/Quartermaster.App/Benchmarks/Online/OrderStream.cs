using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Numerics;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>Orders of 1 to 5 lines at the size of a large retailer, due in one, two or five days, with stock that is
/// worth something to later orders.</summary>
internal sealed class OrderStream
{
    internal const int MostLines = 5;

    /// <summary>How many different orders there are.</summary>
    internal const int Count = 1 << 17;

    private const int ValuedRows = 100_000;
    private const int UnitsPerStep = 4;

    private static readonly int[] s_days = [1, 2, 2, 5];

    private readonly int[] _firsts = new int[Count + 1];
    private readonly CartLine[] _lines;
    private readonly OrderRequest[] _requests = new OrderRequest[Count];

    /// <summary>Draws the orders.</summary>
    internal OrderStream(OnlineStock stock, ulong seed, int minute)
    {
        var lines = new List<CartLine>();
        for (var order = 0; order < Count; order++)
        {
            double Draw(ulong stream) => KeyedRandom.Uniform(seed, stream, (ulong)order, 0);
            _requests[order] = new(new(1 + (int)(OnlineNetwork.Regions * Draw(1) * Draw(2))),
                Instant.OfMinutes(minute), Instant.OfMinutes(minute + (1_440 * s_days[(int)(4 * Draw(5))])));
            var wanted = new HashSet<int>();
            for (var line = 0; line < 1 + (int)(MostLines * Draw(3)); line++)
            {
                wanted.Add(stock.Ask(KeyedRandom.Uniform(seed, 4, (ulong)order, (ulong)line)));
            }

            lines.AddRange(wanted.Select(product => new CartLine(new(product), 1)));
            _firsts[order + 1] = lines.Count;
        }

        _lines = [.. lines];
    }

    /// <summary>Everything but the orders.</summary>
    internal static OrderInputs Inputs(RouteTable routes, OnlineStock stock, LiveUnits live, LiveSlots? slots) => new()
    {
        Routes = routes, Available = live, Slots = slots, Terms = stock.Terms, StockValues = Values(),
        StockValueRows = new([.. Enumerable.Range(0, stock.Products + 1).Select(product => product % ValuedRows)]),
        StockValueColumns = new([.. Enumerable.Range(0, routes.Origins.Length)]),
    };

    /// <summary>Decides one order; again from the first after the last.</summary>
    /// <param name="engine">Who decides.</param>
    /// <param name="inputs">Everything but the order.</param>
    /// <param name="number">Which; 0 or more.</param>
    /// <param name="rows">Room for the rows of <see cref="MostLines"/> lines.</param>
    /// <returns>How many rows there are.</returns>
    internal int Decide(OrdersEngine engine, OrderInputs inputs, long number, Span<ShipmentRow> rows)
    {
        var order = (int)(number % Count);
        var lines = _lines.AsSpan(_firsts[order].._firsts[order + 1]);
        var count = lines.Length * OrderInputs.FacilitiesPerLine;
        engine.DecideOne(inputs, in _requests[order], lines, rows[..count]);
        return count;
    }

    // A dollar or two while few are left, nothing from the sixtieth unit on.
    private static StockValues Values()
    {
        var values = new StockValues(ValuedRows, OnlineNetwork.Centers);
        double[] survival = [.. Enumerable.Range(0, StockValues.Steps).Select(step => 1 - (step / 15.0))];
        for (var row = 0; row < ValuedRows; row++)
        {
            for (var center = 0; center < OnlineNetwork.Centers; center++)
            {
                values.Set(row, center, 2 * KeyedRandom.Uniform(3, 1, (ulong)row, (ulong)center), UnitsPerStep,
                    survival);
            }
        }

        return values;
    }
}
