using System.Numerics;
using Quartermaster.App.Serving.Http.Contracts;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Promise;

namespace Quartermaster.App.Serving.Plane;

/// <summary>What an offer counts on before it is there.</summary>
internal static class ArrivingUnits
{
    /// <summary>The units of a cart that the centers of an offer do not have now; null where they have all, which needs
    /// no look where nothing of the cart is promised before it is there.</summary>
    /// <param name="view">What it was decided by.</param>
    /// <param name="minute">When the customer asked.</param>
    /// <param name="lines">The cart.</param>
    /// <param name="offer">The offer.</param>
    /// <remarks>Read after the offer was decided, as the offer itself a quote. O(lines × centers that ship).</remarks>
    internal static ArrivingItem[]? Of(
        PlaneView view, int minute, ReadOnlySpan<CartLine> lines, in PromiseOffer offer)
    {
        if (view.Parts.Arrivals is not { } arrivals || !arrivals.AnyOf(lines))
        {
            return null;
        }

        var items = new List<ArrivingItem>();
        var origins = view.Parts.Routes.Origins;
        foreach (ref readonly var line in lines)
        {
            // A line ships from one center: the one that needs to wait for the fewest units of it.
            var (least, center) = (line.Units, -1);
            for (var left = offer.Origins; left != 0; left &= left - 1)
            {
                var origin = BitOperations.TrailingZeroCount(left);
                var here = Math.Max(0, view.Available.Units.Of(line.Product, origins[origin]));
                var missing = Math.Max(0, line.Units - here);
                var comes = missing == 0
                    || arrivals.Of(line.Product, origins[origin], minute, offer.DeliveryMinute) >= missing;
                (least, center) = comes && (center < 0 || missing < least) ? (missing, origin) : (least, center);
            }

            if (center >= 0 && least > 0)
            {
                items.Add(new(view.Catalog.CodeOf(line.Product), view.Catalog.CodeOf(origins[center]), least));
            }
        }

        return items.Count == 0 ? null : [.. items];
    }
}
