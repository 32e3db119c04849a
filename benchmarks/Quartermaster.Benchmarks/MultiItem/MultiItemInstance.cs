using Quartermaster.Numerics;

namespace Quartermaster.Benchmarks.MultiItem;

/// <summary>An instance of the multi-item benchmark of Jasin and Sinha (2015), with the parameters of Ma (2023).
/// </summary>
/// <remarks>20 items; 5 order types of each size 1 to 5 with one unit per item, and the empty order, which costs
/// nothing; 10,000 orders. Weights are uniform draws: of the sizes 0 to 5, then of the types within a size. An FC
/// carries an item with the carry probability; the item may be carried nowhere. Draws of one seed are the same at every
/// carry probability.</remarks>
internal sealed class MultiItemInstance
{
    internal const int Items = 20;
    internal const int Orders = 10_000;
    private const int MostItems = 5;
    private const int TypesPerSize = 5;

    private readonly ulong _seed;
    private readonly double _carry;

    internal MultiItemInstance(ulong seed, double carryProbability, MultiItemReading reading)
    {
        (_seed, _carry, Reading) = (seed, carryProbability, reading);
        Types = [[], .. Enumerable.Range(0, MostItems * TypesPerSize)
            .Select(type => TypeOf(type, 1 + (type / TypesPerSize)))];
        Shares = reading.FlatShares ? FlatShares() : SharesBySize();
        Demand = new double[Types.Length, MultiItemWorld.Metros];
        for (var type = 0; type < Types.Length; type++)
        {
            for (var metro = 0; metro < MultiItemWorld.Metros; metro++)
            {
                Demand[type, metro] = Orders * Shares[type] * MultiItemWorld.MetroShares[metro];
            }
        }

        for (var item = 0; item < Items; item++)
        {
            Fill(item);
        }
    }

    internal MultiItemReading Reading { get; }

    /// <summary>Items of each order type; type 0 is the empty order.</summary>
    internal int[][] Types { get; }

    /// <summary>Probability of each order type.</summary>
    internal double[] Shares { get; }

    /// <summary>Mean orders by type × metro over the horizon.</summary>
    internal double[,] Demand { get; }

    /// <summary>Units by item × FC at the start.</summary>
    internal int[,] Stock { get; } = new int[Items, MultiItemWorld.Centers];

    /// <summary>The nearest FC that carries the item, by item × metro; <see cref="MultiItemWorld.Nowhere"/> for none.
    /// </summary>
    internal int[,] NearestCarrier { get; } = new int[Items, MultiItemWorld.Metros];

    /// <summary>The orders of a sequence in turn.</summary>
    internal (int Type, int Metro)[] Sequence(ulong sequence) =>
        [.. Enumerable.Range(0, Orders).Select(order => (
            Pick(Shares, Draw(100 + sequence, (ulong)order, 0)),
            Pick(MultiItemWorld.MetroShares, Draw(100 + sequence, (ulong)order, 1))))];

    private static int Pick(double[] shares, double draw)
    {
        var at = 0;
        while (at < shares.Length - 1 && draw >= shares[at])
        {
            draw -= shares[at++];
        }

        return at;
    }

    private int[] TypeOf(int type, int size) => [.. Enumerable.Range(0, Items)
        .OrderBy(item => Draw(4, (ulong)type, (ulong)item)).Take(size)];

    private double[] SharesBySize()
    {
        var sizes = Enumerable.Range(0, MostItems + 1).Select(size => Draw(5, (ulong)size, 0)).ToArray();
        var types = Enumerable.Range(0, MostItems * TypesPerSize).Select(type => Draw(1, (ulong)type, 0)).ToArray();
        return [sizes[0] / sizes.Sum(), .. types.Select((weight, type) =>
            sizes[1 + (type / TypesPerSize)] / sizes.Sum()
            * weight / types.Skip(type / TypesPerSize * TypesPerSize).Take(TypesPerSize).Sum())];
    }

    private double[] FlatShares()
    {
        var types = Enumerable.Range(0, MostItems * TypesPerSize).Select(type => Draw(1, (ulong)type, 0)).ToArray();
        return [0, .. types.Select(weight => weight / types.Sum())];
    }

    // Mean and half a standard deviation of the demand of the metros for which the FC is the nearest that carries it.
    private void Fill(int item)
    {
        var carriers = Enumerable.Range(0, MultiItemWorld.Centers)
            .Where(center => Draw(2, (ulong)item, (ulong)center) < _carry).ToArray();
        if (carriers.Length == 0 && Reading.EveryItemCarried)
        {
            carriers = [(int)(MultiItemWorld.Centers * Draw(3, (ulong)item, 0))];
        }

        var perOrder = Enumerable.Range(0, Types.Length).Sum(type => Types[type].Contains(item) ? Shares[type] : 0);
        var shares = new double[MultiItemWorld.Centers];
        for (var metro = 0; metro < MultiItemWorld.Metros; metro++)
        {
            var to = metro;
            NearestCarrier[item, metro] = carriers.Length == 0 ? MultiItemWorld.Nowhere
                : carriers.MinBy(center => MultiItemWorld.Miles(center, to));
            if (carriers.Length > 0)
            {
                shares[NearestCarrier[item, metro]] += perOrder * MultiItemWorld.MetroShares[metro];
            }
        }

        foreach (var center in carriers)
        {
            var share = shares[center];
            Stock[item, center] = (int)Math.Round((Orders * share) + (0.5 * Math.Sqrt(Orders * share * (1 - share))));
        }
    }

    private double Draw(ulong stream, ulong key, ulong index) => KeyedRandom.Uniform(_seed, stream, key, index);
}
