using Quartermaster.Domain.Tables;

namespace Quartermaster.Planning.Placement;

/// <summary>What a unit of a product pays for shared resources at a facility.</summary>
internal static class SplitPrices
{
    /// <summary>Where the two resources of a row stand on the board; −1 where not limited.</summary>
    internal static (int Room, int Receiving) IndexesOf(PlacementInputs inputs, int product, int row)
    {
        if (inputs.Prices.Count == 0)
        {
            return (-1, -1);
        }

        var facility = inputs.Destinations.Rows[row].Facility;
        var day = inputs.Inbound.Rows[product].DueDay;
        return (inputs.Prices.IndexOf(facility, Resource.Storage, inputs.Facts.Rows[product].StorageClass, day),
            inputs.Prices.IndexOf(facility, Resource.Inbound, default, day));
    }

    /// <summary>The room that one unit takes over the cover days, m³-days.</summary>
    internal static double RoomPerUnit(PlacementInputs inputs, int product) =>
        inputs.Facts.Rows[product].VolumeCubicCentimeters * 1e-6 * inputs.CoverDays;
}
