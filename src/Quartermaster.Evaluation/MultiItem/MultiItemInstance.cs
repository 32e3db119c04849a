using Quartermaster.Numerics;

namespace Quartermaster.Evaluation.MultiItem;

/// <summary>An instance of the multi-item benchmark of Jasin and Sinha (2015), with the parameters of Ma (2023).
/// </summary>
/// <remarks>Five order types of each size from 1 up with one unit per item, and the empty order, which costs nothing.
/// Weights are uniform draws: of the sizes from 0 up, then of the types within a size. An FC carries an item with the
/// carry probability; the item may be carried nowhere. Draws of one seed are the same at every carry probability.
/// </remarks>
public sealed class MultiItemInstance
{
    private const int TypesPerSize = MultiItemSize.TypesPerSize;

    private readonly ulong _seed;
    private readonly double _carry;

    /// <summary>Draws an instance.</summary>
    /// <param name="size">How large.</param>
    /// <param name="seed">Which one.</param>
    /// <param name="carryProbability">That an FC carries an item; 0 to 1.</param>
    /// <param name="reading">How the definition is read.</param>
    public MultiItemInstance(MultiItemSize size, ulong seed, double carryProbability, MultiItemReading reading)
    {
        (Size, _seed, _carry, Reading) = (size, seed, carryProbability, reading);
        (Stock, NearestCarrier) = (new int[Items, World.Centers], new int[Items, World.Metros]);
        Types = [[], .. Enumerable.Range(0, Size.MostItems * TypesPerSize)
            .Select(type => TypeOf(type, 1 + (type / TypesPerSize)))];
        Shares = reading.FlatShares ? FlatShares() : SharesBySize();
        Demand = new double[Types.Length, World.Metros];
        for (var type = 0; type < Types.Length; type++)
        {
            for (var metro = 0; metro < World.Metros; metro++)
            {
                Demand[type, metro] = Size.Orders * Shares[type] * World.MetroShares[metro];
            }
        }

        for (var item = 0; item < Items; item++)
        {
            Fill(item);
        }
    }

    /// <summary>How large it is.</summary>
    public MultiItemSize Size { get; }

    /// <summary>Metros, FCs, costs.</summary>
    public MultiItemWorld World => Size.World;

    /// <summary>The number of items.</summary>
    public int Items => Size.Items;

    /// <summary>How the definition is read.</summary>
    public MultiItemReading Reading { get; }

    /// <summary>Items of each order type; type 0 is the empty order.</summary>
    public int[][] Types { get; }

    /// <summary>Probability of each order type.</summary>
    public double[] Shares { get; }

    /// <summary>Mean orders by type × metro over the horizon.</summary>
    public double[,] Demand { get; }

    /// <summary>Units by item × FC at the start.</summary>
    public int[,] Stock { get; }

    /// <summary>The nearest FC that carries the item, by item × metro; <see cref="MultiItemWorld.Nowhere"/> for none.
    /// </summary>
    public int[,] NearestCarrier { get; }

    /// <summary>The orders of a sequence in turn.</summary>
    public (int Type, int Metro)[] Sequence(ulong sequence) =>
        [.. Enumerable.Range(0, Size.Orders).Select(order => (
            Pick(Shares, Draw(100 + sequence, (ulong)order, 0)),
            Pick(World.MetroShares, Draw(100 + sequence, (ulong)order, 1))))];

    private static int Pick(double[] shares, double draw)
    {
        var at = 0;
        while (at < shares.Length - 1 && draw >= shares[at])
        {
            draw -= shares[at++];
        }

        return at;
    }

    /// <summary>Orders of a sequence by type × metro: the demand of the program in hindsight.</summary>
    public double[,] CountsOf((int Type, int Metro)[] sequence)
    {
        var counts = new double[Types.Length, World.Metros];
        foreach (var (type, metro) in sequence)
        {
            counts[type, metro]++;
        }

        return counts;
    }

    private int[] TypeOf(int type, int size) => [.. Enumerable.Range(0, Items)
        .OrderBy(item => Draw(4, (ulong)type, (ulong)item)).Take(size)];

    private double[] SharesBySize()
    {
        var sizes = Enumerable.Range(0, Size.MostItems + 1).Select(size => Draw(5, (ulong)size, 0)).ToArray();
        var types = TypeWeights();
        return [sizes[0] / sizes.Sum(), .. types.Select((weight, type) =>
            sizes[1 + (type / TypesPerSize)] / sizes.Sum()
            * weight / types.Skip(type / TypesPerSize * TypesPerSize).Take(TypesPerSize).Sum())];
    }

    private double[] TypeWeights() =>
        [.. Enumerable.Range(0, Size.MostItems * TypesPerSize).Select(type => Draw(1, (ulong)type, 0))];

    private double[] FlatShares()
    {
        var types = TypeWeights();
        return [0, .. types.Select(weight => weight / types.Sum())];
    }

    // Mean and half a standard deviation of the demand of the metros for which the FC is the nearest that carries it.
    private void Fill(int item)
    {
        var carriers = Enumerable.Range(0, World.Centers)
            .Where(center => Draw(2, (ulong)item, (ulong)center) < _carry).ToArray();
        if (carriers.Length == 0 && Reading.EveryItemCarried)
        {
            carriers = [(int)(World.Centers * Draw(3, (ulong)item, 0))];
        }

        var perOrder = Enumerable.Range(0, Types.Length).Sum(type => Types[type].Contains(item) ? Shares[type] : 0);
        var shares = new double[World.Centers];
        for (var metro = 0; metro < World.Metros; metro++)
        {
            var to = metro;
            NearestCarrier[item, metro] = carriers.Length == 0 ? World.Nowhere
                : carriers.MinBy(center => World.Miles(center, to));
            if (carriers.Length > 0)
            {
                shares[NearestCarrier[item, metro]] += perOrder * World.MetroShares[metro];
            }
        }

        foreach (var center in carriers)
        {
            var share = shares[center];
            Stock[item, center] = (int)Math.Round(
                (Size.Orders * share) + (0.5 * Math.Sqrt(Size.Orders * share * (1 - share))));
        }
    }

    private double Draw(ulong stream, ulong key, ulong index) => KeyedRandom.Uniform(_seed, stream, key, index);
}
