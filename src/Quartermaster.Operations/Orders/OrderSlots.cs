using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Orders;

namespace Quartermaster.Operations.Orders;

/// <summary>Which slots an order needs: hands on the ship days of its centers, room on the departures of its ways,
/// deliveries in its region, and goods on their way to its centers. Kept and reused by one thread: nothing is allocated
/// in steady state.</summary>
internal sealed class OrderSlots
{
    private readonly SlotClaim[] _needs = new SlotClaim[RouteRooms.Most];
    private readonly SlotTally _tally = new();

    /// <summary>The slots of an order, each once. Valid until the next call.</summary>
    /// <param name="rows">What ships from where; those of a center go one way.</param>
    /// <param name="region">Where to.</param>
    /// <param name="routes">The ways.</param>
    /// <param name="terms">What shipping takes, by product.</param>
    /// <param name="rooms">Which rooms are open: none where nothing on the way is limited.</param>
    internal ReadOnlySpan<SlotClaim> Of(
        ReadOnlySpan<ShipmentRow> rows, RegionId region, RouteTable routes, Table<ShipTerms> terms, LiveRooms rooms)
    {
        _tally.Clear();
        for (var i = 0; i < rows.Length; i++)
        {
            ref readonly var row = ref rows[i];
            if (row.Units > 0)
            {
                _tally.Add(new(SlotKind.PickUnits, row.Facility.Value, routes.ShipDayOf(row.Option)), row.Units);
                if (row.Arriving > 0)
                {
                    _tally.Add(Slot.Arrival(row.Product, row.Facility), row.Arriving);
                }

                if (!rooms.IsUnlimited && IsFirstOf(rows[..i], row.Option))
                {
                    AddRoom(row.Option, rows[i..], region, routes, terms);
                }
            }
        }

        return _tally.Claims;
    }

    // What goes one way goes together.
    private void AddRoom(
        int option, ReadOnlySpan<ShipmentRow> rows, RegionId region, RouteTable routes, Table<ShipTerms> terms)
    {
        var (grams, cubicCentimeters, parcels) = (0.0, 0.0, 0);
        foreach (ref readonly var row in rows)
        {
            if (row.Units > 0 && row.Option == option)
            {
                ref readonly var of = ref terms.Rows[row.Product.Value];
                grams += (double)row.Units * of.WeightGrams;
                cubicCentimeters += (double)row.Units * of.VolumeCubicCentimeters;
                parcels += row.Parcels;
            }
        }

        var load = new ParcelLoad(Math.Max(1, parcels), grams, cubicCentimeters);
        foreach (ref readonly var need in _needs.AsSpan(0, routes.NeedsOf(option, region, in load, _needs)))
        {
            _tally.Add(need.Slot, need.Units);
        }
    }

    private static bool IsFirstOf(ReadOnlySpan<ShipmentRow> before, int option)
    {
        foreach (ref readonly var row in before)
        {
            if (row.Units > 0 && row.Option == option)
            {
                return false;
            }
        }

        return true;
    }
}
