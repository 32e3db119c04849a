using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Planning.LaneSpace;

namespace Quartermaster.Operations.Orders;

/// <summary>Brings prices of lane space into the network, where ways are compared at them.</summary>
/// <remarks>A lane's price of space is in no cost that anybody pays. It is the same whenever the lane leaves: a price
/// tells lanes apart, so that orders that can go another way leave the room to those that cannot. If it told days apart
/// as well, every order with a day to spare would leave the dear day at once (Planning/Outbound/README.md).</remarks>
public static class LaneSpacePrices
{
    private const double MicrosPerUnit = 1e6;

    /// <summary>The network with the prices of lanes that state none themselves. O(lanes).</summary>
    /// <param name="network">The network as people gave it.</param>
    /// <param name="rates">What room on lanes is worth.</param>
    public static RouteNetwork In(RouteNetwork network, Table<LaneSpaceRate> rates)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(rates);
        if (rates.Count == 0)
        {
            return network;
        }

        var rateOf = rates.Rows.ToArray().ToDictionary(rate => rate.Lane);
        return network with
        {
            Lanes = new([.. network.Lanes.Rows.ToArray().Select(lane =>
                !lane.HasSpacePrice && rateOf.TryGetValue(lane.Id, out var rate) ? At(lane, rate) : lane)]),
        };
    }

    private static Lane At(Lane lane, LaneSpaceRate rate) => lane with
    {
        SpacePricePerParcel = Of(rate.PerParcel),
        SpacePricePerKilogram = Of(rate.PerKilogram),
        SpacePricePerCubicMeter = Of(rate.PerCubicMeter),
    };

    private static Money Of(double price) =>
        new((long)Math.Round(Math.Clamp(price * MicrosPerUnit, 0, Money.Highest.Micros)));
}
