using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Fulfillment.Orders.Backlog;

namespace Quartermaster.Tests.Fulfillment.Orders;

/// <summary>Open orders on small networks, decided one after the other before the world changed.</summary>
internal static class BacklogWorlds
{
    private const int Stride = RouteWorlds.FacilityCount + 1;

    internal static BacklogPolicy Policy { get; } = new() { Orders = OrderWorlds.Policy, LeastGain = default };

    /// <summary>Up to seven orders of two parties and of nobody; then units arrive, some are not found at picking, an
    /// order is cancelled, an address changes.</summary>
    internal static Gen<BacklogInputs> Any { get; } = After(OrderWorlds.Any);

    /// <summary>The same after any orders.</summary>
    internal static Gen<BacklogInputs> After(Gen<OrderInputs> orders) =>
        from world in orders.Where(world => world.Check().Count == 0 && world.Count > 0)
        from arrivals in Gen.Frequency((2, Gen.Const(0)), (1, Gen.Int[0, 3]))
            .Array[(RouteWorlds.ProductCount + 1) * Stride]
        from parties in Gen.Int[0, 2].Array[8]
        from change in Gen.Int[0, 5].Array[8]
        select Changed(world, arrivals, parties, change);

    private static BacklogInputs Changed(OrderInputs world, int[] arrivals, int[] parties, int[] change)
    {
        var stock = new int[arrivals.Length];
        for (var product = 1; product <= RouteWorlds.ProductCount; product++)
        {
            for (var facility = 1; facility < Stride; facility++)
            {
                stock[(product * Stride) + facility] = world.Available.Of(new(product), new(facility));
            }
        }

        var inputs = world with { Available = RouteWorlds.Live(stock), Slots = null };
        var rows = DecideInTurn(inputs, stock);
        for (var cell = 0; cell < stock.Length; cell++)
        {
            stock[cell] += arrivals[cell];
        }

        var (kept, present, requests) = (new List<int>(), new List<ShipmentRow>(), new List<OrderRequest>());
        for (var order = 0; order < inputs.Count; order++)
        {
            var ofOrder = rows[inputs.FirstRow(order)..inputs.FirstRow(order + 1)];
            var what = change[order % change.Length];
            if (what == 5)
            {
                // Cancelled: what it held is free.
                foreach (var row in ofOrder.Where(row => row.Units > 0))
                {
                    stock[(row.Product.Value * Stride) + row.Facility.Value] += row.Units;
                }

                continue;
            }

            if (what == 4 && Array.FindIndex(ofOrder, row => row.Units > 0) is >= 0 and var shorted)
            {
                // A unit was not found at picking.
                ofOrder[shorted] = ofOrder[shorted] with { Units = ofOrder[shorted].Units - 1 };
            }

            var request = inputs.Requests.Rows[order];
            kept.Add(order);
            present.AddRange(ofOrder);
            requests.Add(what == 3 ? request with { Region = new(1 + (request.Region.Value % RouteWorlds.RegionCount)) }
                : request);
        }

        return new()
        {
            Orders = inputs.Pick([.. kept]) with { Requests = new([.. requests]) },
            Present = new([.. present]),
            Parties = new([.. kept.Select(order => parties[order % parties.Length])]),
        };
    }

    // As a day goes: each order takes what it is given, and the next one sees what is left.
    internal static ShipmentRow[] DecideInTurn(OrderInputs inputs, int[] stock)
    {
        var (engine, rows) = (new OrdersEngine(OrderWorlds.Policy), new ShipmentRow[inputs.FirstRow(inputs.Count)]);
        for (var order = 0; order < inputs.Count; order++)
        {
            var of = rows.AsSpan(inputs.FirstRow(order)..inputs.FirstRow(order + 1));
            engine.DecideOne(inputs, inputs.Requests.Rows[order], inputs.LinesOf(order), of);
            foreach (var row in of)
            {
                if (row.Units > 0)
                {
                    stock[(row.Product.Value * Stride) + row.Facility.Value] -= row.Units;
                }
            }
        }

        return rows;
    }
}
