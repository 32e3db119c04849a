using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Orders;

namespace Quartermaster.Tests.Fulfillment.Orders;

/// <summary>Every assignment that there is of one order: every set of FCs, every way of each, every division of each
/// line.</summary>
/// <param name="inputs">The tables; the first order.</param>
/// <param name="request">When and where to.</param>
/// <param name="free">Units of a product that an FC has.</param>
internal sealed class OrdersOracle(OrderInputs inputs, OrderRequest request, Func<ProductId, FacilityId, int> free)
{
    internal const long Impossible = long.MaxValue / 4;

    /// <summary>With the units that are there.</summary>
    internal static OrdersOracle Of(OrderInputs inputs) =>
        new(inputs, inputs.Requests.Rows[0], inputs.Available.Of);

    /// <summary>What the cheapest one costs, micros.</summary>
    internal long Cheapest() => Cheapest(0, [], 0);

    // Gives each FC one of its ways, or none; then each line, apart, its cheapest division among the open ones.
    private long Cheapest(int origin, (int Origin, RouteOption Way)[] open, long cost)
    {
        var lines = inputs.LinesOf(0).ToArray();
        if (origin == inputs.Routes.Origins.Length)
        {
            // Stock may be worth less than nothing: what is impossible must not be made cheaper by the rest.
            var parts = Array.ConvertAll(lines, line => Divide(line, open, 0, line.Units));
            return open.Length == 0 || parts.Contains(Impossible)
                ? Impossible : parts.Sum() + cost + (250_000 * (open.Length - 1));
        }

        var least = Cheapest(origin + 1, open, cost);
        var pack = lines.Max(line => inputs.Terms.Rows[line.Product.Value].PackPerParcel.Micros);
        var (start, end) = (inputs.Routes.RangeOf(origin, request.Region).Start,
            inputs.Routes.SparesOf(origin, request.Region).End);
        foreach (var way in inputs.Routes.Between(start, end))
        {
            if (Instant.OfMinutes(way.CutoffMinute) >= request.At
                && Instant.OfMinutes(way.DeliveryMinute) <= request.Deadline)
            {
                least = Math.Min(least,
                    Cheapest(origin + 1, [.. open, (origin, way)], cost + way.ParcelMicros + pack));
            }
        }

        return least;
    }

    // What is left for a line on the way's ship day when all other lines are picked there, too.
    private int MostOf(int origin, in RouteOption way, CartLine line)
    {
        var others = inputs.LinesOf(0).ToArray().Where(other => other.Product != line.Product);
        return inputs.Slots is null ? int.MaxValue
            : Math.Max(0, inputs.Slots.Of(inputs.Routes.Origins[origin], ShipDayOf(origin, in way))
                - others.Sum(other => other.Units));
    }

    private int ShipDayOf(int origin, in RouteOption way) =>
        Instant.OfMinutes(inputs.Routes.PairOf(origin, request.Region)
            .Departures[way.Departure].DepartureMinute).UtcDay.DayNumber;

    private long Divide(CartLine line, (int Origin, RouteOption Way)[] open, int next, int left)
    {
        if (next == open.Length)
        {
            return left == 0 ? 0 : Impossible;
        }

        var terms = inputs.Terms.Rows[line.Product.Value];
        var (origin, way) = open[next];
        var handled = request.At.PlusMinutes(terms.HandlingMinutes);
        var has = free(line.Product, inputs.Routes.Origins[origin]);
        var most = Instant.OfMinutes(way.CutoffMinute) < handled ? 0
            : Math.Min(MostOf(origin, way, line), Math.Min(left, has));
        var (least, cost) = (Impossible, 0L);
        for (var units = 0; units <= most; units++)
        {
            var rest = Divide(line, open, next + 1, left - units);
            least = rest == Impossible ? least : Math.Min(least, cost + rest);
            cost += (inputs.SlotPrices?.MicrosOf(origin, ShipDayOf(origin, in way)) ?? 0)
                + way.GoodsMicros(terms.WeightGrams, terms.VolumeCubicCentimeters) + terms.PickPerUnit.Micros
                + ValueOf(line.Product, origin, has - units);
        }

        return least;
    }

    private long ValueOf(ProductId product, int origin, int k) => k < 1 || inputs.StockValues is not { } values ? 0
        : (long)Math.Round(values.Of(OrderWorlds.RowOf(product), OrderWorlds.Columns[origin], k) * 1e6);
}
