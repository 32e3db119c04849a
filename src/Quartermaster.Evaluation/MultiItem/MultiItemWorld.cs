namespace Quartermaster.Evaluation.MultiItem;

/// <summary>What all instances of the multi-item benchmark share: metros, FCs, distances and costs.</summary>
/// <remarks>Currency is the US dollar. See <see cref="MultiItemPlaces"/> for where the places stand.</remarks>
public sealed class MultiItemWorld
{
    /// <summary>What a package costs to open.</summary>
    public const double Package = 8.759;

    private const double PerItem = 0.423;
    private const double PerMile = 0.000541;

    private readonly double[,] _miles;
    private readonly double[,] _costs;
    private readonly double[,] _costsUnfilledByItem;

    private MultiItemWorld(MultiItemPlace[] metros, MultiItemPlace[] centers)
    {
        (Metros, Centers) = (metros.Length, centers.Length);
        MetroShares = [.. metros.Select(metro => metro.People / metros.Sum(other => other.People))];
        _miles = new double[Centers, Metros];
        for (var center = 0; center < Centers; center++)
        {
            for (var metro = 0; metro < Metros; metro++)
            {
                _miles[center, metro] = centers[center].MilesTo(metros[metro]);
            }
        }

        _costs = CostTable(new("once per order"));
        _costsUnfilledByItem = CostTable(new("per item") { UnfilledByItem = true });
    }

    /// <summary>The published setting: 10 metros, 5 FCs.</summary>
    public static MultiItemWorld Published { get; } = new(MultiItemPlaces.TenMetros, MultiItemPlaces.FiveCenters);

    /// <summary>The large setting: 99 metros, 10 FCs.</summary>
    public static MultiItemWorld Large { get; } = new(MultiItemPlaces.ManyMetros, MultiItemPlaces.TenCenters);

    /// <summary>The number of FCs.</summary>
    public int Centers { get; }

    /// <summary>The number of metros.</summary>
    public int Metros { get; }

    /// <summary>The place that stands for an item left out: no stock limit, twice the cost of the farthest FC.
    /// </summary>
    public int Nowhere => Centers;

    /// <summary>FCs and <see cref="Nowhere"/>.</summary>
    public int Places => Centers + 1;

    /// <summary>The share of orders from each metro.</summary>
    public double[] MetroShares { get; }

    /// <summary>Great-circle miles from an FC to a metro.</summary>
    public double Miles(int center, int metro) => _miles[center, metro];

    /// <summary>What opening a package costs at each FC, and at <see cref="Nowhere"/>.</summary>
    public double FixedCost(int place, MultiItemReading reading) =>
        place < Centers ? Package : reading.UnfilledByItem ? 0 : 2 * Package;

    /// <summary>What an item costs by place × metro.</summary>
    public double[,] ItemCosts(MultiItemReading reading) => reading.UnfilledByItem ? _costsUnfilledByItem : _costs;

    private double[,] CostTable(MultiItemReading reading)
    {
        var costs = new double[Places, Metros];
        for (var metro = 0; metro < Metros; metro++)
        {
            var farthest = 0.0;
            for (var center = 0; center < Centers; center++)
            {
                costs[center, metro] = PerItem + (PerMile * Miles(center, metro));
                farthest = Math.Max(farthest, costs[center, metro]);
            }

            costs[Nowhere, metro] = 2 * (farthest + (reading.UnfilledByItem ? Package : 0));
        }

        return costs;
    }
}
