using Quartermaster.Domain.Prices;
using Quartermaster.Domain.Tables;
using Quartermaster.Planning.Placement;

namespace Quartermaster.Operations.PriceLoop;

/// <summary>The highest price that means anything: what the product that gains most by a resource would pay for it.
/// </summary>
/// <remarks>Where no plan keeps the limits, the loop's prices rise without end, since no price makes the goods vanish.
/// A unit in the right place is worth at most its sale (margin, goodwill and freight), so no product would pay more
/// than that for the room or the hands it takes.</remarks>
public static class PriceCeiling
{
    /// <summary>The ceiling of each resource of the board; 0 where no product would use it.</summary>
    /// <param name="inputs">What is placed; its board names the resources.</param>
    /// <returns>Currency per m³ and day for room, per unit for receiving.</returns>
    public static double[] Of(PlacementInputs inputs)
    {
        var ceilings = new double[inputs.Prices.Count];
        for (var i = 0; i < ceilings.Length; i++)
        {
            var (_, resource, storageClass, _) = inputs.Prices.Resources.Rows[i];
            for (var product = 0; product < inputs.Count; product++)
            {
                ref readonly var facts = ref inputs.Facts.Rows[product];
                var use = resource != Resource.Storage ? 1
                    : facts.StorageClass == storageClass
                        ? facts.VolumeCubicCentimeters * 1e-6 * inputs.CoverDays
                        : 0;
                var worth = inputs.Worths.Rows[product].MarginPerUnit;
                ceilings[i] = use > 0 && double.IsFinite(worth) ? Math.Max(ceilings[i], worth / use) : ceilings[i];
            }
        }

        return ceilings;
    }

    /// <summary>The same prices, none above its ceiling.</summary>
    public static PriceBoard Cap(PriceBoard board, PlacementInputs inputs) =>
        board.At([.. board.Prices.Rows.ToArray().Zip(Of(inputs), Math.Min)]);
}
