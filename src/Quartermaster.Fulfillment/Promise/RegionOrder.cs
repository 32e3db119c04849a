using System.Buffers;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>Carts in order of their regions, those of a region as they came; regions that are not known come first.
/// O(carts + regions).</summary>
internal static class RegionOrder
{
    /// <summary>Sorts by counting.</summary>
    /// <param name="routes">The regions.</param>
    /// <param name="requests">The carts.</param>
    /// <param name="turns">Overwritten: the carts by turn.</param>
    internal static void Write(RouteTable routes, ReadOnlySpan<CartRequest> requests, Span<int> turns)
    {
        var places = routes.RegionCount + 1;
        var starts = ArrayPool<int>.Shared.Rent(places + 1);
        Array.Clear(starts, 0, places + 1);
        foreach (ref readonly var request in requests)
        {
            starts[PlaceOf(routes, request.Region) + 1]++;
        }

        for (var place = 0; place < places; place++)
        {
            starts[place + 1] += starts[place];
        }

        for (var cart = 0; cart < requests.Length; cart++)
        {
            turns[starts[PlaceOf(routes, requests[cart].Region)]++] = cart;
        }

        ArrayPool<int>.Shared.Return(starts);
    }

    private static int PlaceOf(RouteTable routes, RegionId region) => routes.Knows(region) ? region.Value : 0;
}
