using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Orders;

namespace Quartermaster.Tests.Evaluation.Simulation;

/// <summary>Decides as another engine does, and counts what goes by which departure, on which day and in which window,
/// knowing nothing of slots.</summary>
/// <remarks>Of shops whose regions are in UTC and whose units weigh 500 g and take a liter.</remarks>
internal sealed class SeenOrders(IOrdersEngine engine) : IOrdersEngine
{
    private const int Grams = 500;
    private const int CubicCentimeters = 1_000;
    private const int MinutesPerDay = 1_440;

    /// <summary>What is free, as it was last told; null where nobody needed to ask.</summary>
    internal LiveRooms? Rooms { get; private set; }

    /// <summary>Orders decided.</summary>
    internal int Orders { get; private set; }

    /// <summary>Parcels, g and cm³ by departure.</summary>
    internal Dictionary<(LaneId Lane, int Minute), (int Parcels, int Grams, int CubicCentimeters)> Departures { get; } =
        [];

    /// <summary>Parcels by region and day of delivery.</summary>
    internal Dictionary<(RegionId Region, int Day), int> Days { get; } = [];

    /// <summary>Parcels by region, day of delivery and place among the shop's windows.</summary>
    internal Dictionary<(RegionId Region, int Day, int Window), int> Windows { get; } = [];

    /// <summary>The windows of every region and day; none where there are none.</summary>
    internal DeliveryWindow[] Hours { get; init; } = [];

    /// <inheritdoc/>
    public void Decide(OrderInputs inputs, Span<ShipmentRow> decisions, ReasonWriter<OrderReason>? why) =>
        engine.Decide(inputs, decisions, why);

    /// <inheritdoc/>
    public void DecideOne(
        OrderInputs inputs, in OrderRequest request, ReadOnlySpan<CartLine> lines, Span<ShipmentRow> rows,
        ReasonWriter<OrderReason>? why = null)
    {
        engine.DecideOne(inputs, in request, lines, rows, why);
        Rooms = inputs.Rooms;
        Orders++;
        foreach (ref readonly var row in rows)
        {
            if (row.Units > 0)
            {
                Count(inputs.Routes, request.Region, in row);
            }
        }
    }

    private void Count(RouteTable routes, RegionId region, in ShipmentRow row)
    {
        ref readonly var way = ref routes.Options[row.Option];
        Span<RouteLeg> legs = new RouteLeg[16];
        Count((way.LastLane, way.LastDepartureMinute), in row);
        foreach (ref readonly var leg in legs[..routes.LegsOf(row.Option).Walk(way.LegBefore, legs)])
        {
            Count((leg.Lane, leg.DepartureMinute), in row);
        }

        var (day, minute) = Math.DivRem(way.DeliveryMinute, MinutesPerDay);
        Days[(region, day)] = Days.GetValueOrDefault((region, day)) + row.Parcels;
        if (Hours.Length > 0)
        {
            var key = (region, day, Array.FindIndex(Hours, of => of.FromMinute <= minute && minute <= of.UntilMinute));
            Windows[key] = Windows.GetValueOrDefault(key) + row.Parcels;
        }
    }

    private void Count((LaneId, int) departure, in ShipmentRow row)
    {
        var (parcels, grams, cubicCentimeters) = Departures.GetValueOrDefault(departure);
        Departures[departure] = (parcels + row.Parcels, grams + (row.Units * Grams),
            cubicCentimeters + (row.Units * CubicCentimeters));
    }
}
