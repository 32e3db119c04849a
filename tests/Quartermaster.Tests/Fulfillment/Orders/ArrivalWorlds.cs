using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Orders;

namespace Quartermaster.Tests.Fulfillment.Orders;

/// <summary>Goods on their way to the FCs of small networks.</summary>
internal static class ArrivalWorlds
{
    internal const float Confidence = 0.9f;

    /// <summary>No units anywhere.</summary>
    internal static LiveUnits Nothing =>
        RouteWorlds.Live(new int[(RouteWorlds.ProductCount + 1) * (RouteWorlds.FacilityCount + 1)]);

    /// <summary>Arrivals around a minute, some of them before it and some where nothing is shipped from.</summary>
    internal static Gen<Arrival[]> Around(int minute) =>
        Gen.Select(Gen.Int[1, RouteWorlds.ProductCount], Gen.Int[1, 4], Gen.Int[-300, 1_500],
                Gen.Int[1, 6]).Array[0, 12]
            .Select(all => all.Select(one =>
                new Arrival(new(one.Item1), new(one.Item2), minute + one.Item3, one.Item4)).ToArray());

    /// <summary>The inputs with what arrives, of which nobody has claimed any.</summary>
    internal static OrderInputs With((OrderInputs Inputs, Arrival[] Arrivals) world)
    {
        var free = new LiveRooms();
        var goods = new ArrivingGoods(world.Arrivals, free, Confidence);
        foreach (var (slot, units) in goods.Limits)
        {
            free.Set(slot, units);
        }

        return world.Inputs with { Arrivals = goods };
    }

    /// <summary>Units by product and FC.</summary>
    internal static LiveUnits UnitsOf(Func<ProductId, FacilityId, int> units)
    {
        var stock = new int[(RouteWorlds.ProductCount + 1) * (RouteWorlds.FacilityCount + 1)];
        for (var cell = RouteWorlds.FacilityCount + 1; cell < stock.Length; cell++)
        {
            var (product, facility) = Math.DivRem(cell, RouteWorlds.FacilityCount + 1);
            stock[cell] = units(new(product), new(facility));
        }

        return RouteWorlds.Live(stock);
    }
}
