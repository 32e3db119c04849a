using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Orders;

namespace Quartermaster.Tests.Fulfillment.Orders;

/// <summary>One region, two FCs with one way each: a parcel costs 5, an item 1 from the first FC and 2 from the second.
/// </summary>
internal static class BacklogTown
{
    internal const int Stride = 3;
    internal const int Products = 2;
    internal const long ParcelMicros = 5_000_000;

    internal static RouteTable Routes { get; } = new(new()
    {
        FirstDay = new(1970, 1, 1),
        Days = 1,
        Origins = [new(1), new(2)],
        Pairs = RouteTableParts.Cut(
            [
                new(50, 80, 80, 0, 0, 30, 0, 1, ParcelMicros, 1e6, 0),
                new(50, 80, 80, 0, 0, 30, 0, 1, ParcelMicros, 2e6, 0),
            ],
            [0, 0, 1, 1, 2], [new(new(1), new(1), 60)]),
        Kilometers = [0, 1, 0, 2],
        Calendar = new(1, 1, [0, 1_440, 0, 1_440], new int[2], [1_440, 1_440]),
    });

    /// <summary>Stock of 0 to 2 by product × FC, and two or three orders of one or both products.</summary>
    internal static Gen<(int[] Stock, int[][] Orders)> Any { get; } =
        from stock in Gen.Int[0, 2].Array[(Products + 1) * Stride]
        from masks in Gen.Int[1, 3].Array[2, 3]
        select (stock, Array.ConvertAll(masks, mask =>
            Enumerable.Range(1, Products).Where(product => (mask >> (product - 1) & 1) != 0).ToArray()));

    internal static int Cell(int product, int facility) => (product * Stride) + facility;

    /// <summary>Orders of one unit of each product named, on live stock.</summary>
    internal static OrderInputs Orders(int[] stock, int[][] orders) => new()
    {
        Routes = Routes,
        Available = new(stock, Stride),
        Terms = new([.. Enumerable.Repeat(new ShipTerms(1, 0, 0, default, default), Products + 1)]),
        Orders = Groups.OfSizes([.. orders.Select(order => order.Length)]),
        Lines = new([.. orders.SelectMany(order => order.Select(product => new CartLine(new(product), 1)))]),
        Requests = new([.. orders.Select(_ =>
            new OrderRequest(new(1), Instant.OfMinutes(10), Instant.OfMinutes(90)))]),
    };

    /// <summary>Each order takes what it is given, and the next one sees what is left.</summary>
    internal static ShipmentRow[] DecideInTurn(OrderInputs inputs, int[] stock)
    {
        var (engine, rows) = (new OrdersEngine(new()), new ShipmentRow[inputs.FirstRow(inputs.Count)]);
        for (var order = 0; order < inputs.Count; order++)
        {
            var of = rows.AsSpan(inputs.FirstRow(order)..inputs.FirstRow(order + 1));
            engine.DecideOne(inputs, inputs.Requests.Rows[order], inputs.LinesOf(order), of);
            foreach (var row in of)
            {
                stock[Cell(row.Product.Value, row.Facility.Value)] -= row.Units;
            }
        }

        return rows;
    }

    /// <summary>Where each line ships from, in turn.</summary>
    internal static int[] FacilitiesOf(ShipmentRow[] rows) =>
        [.. rows.Where(row => row.Units > 0).Select(row => row.Facility.Value)];

    /// <summary>The least that orders from one on cost, of every assignment of lines to FCs; a great number for none.
    /// </summary>
    internal static long Least(int[] stock, int[][] orders, int order)
    {
        if (order == orders.Length)
        {
            return 0;
        }

        var least = long.MaxValue / 4;
        for (var choice = 0; choice < 1 << orders[order].Length; choice++)
        {
            int[] of = [.. orders[order].Select((_, line) => 1 + (choice >> line & 1))];
            var left = (int[])stock.Clone();
            var isPossible = true;
            for (var line = 0; line < of.Length; line++)
            {
                isPossible &= left[Cell(orders[order][line], of[line])]-- > 0;
            }

            var cost = (of.Distinct().Count() * ParcelMicros) + of.Sum(facility => facility * 1_000_000L);
            least = isPossible ? Math.Min(least, cost + Least(left, orders, order + 1)) : least;
        }

        return least;
    }
}
