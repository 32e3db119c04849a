using Quartermaster.Numerics;

namespace Quartermaster.Evaluation.MultiItem;

/// <summary>Prices of stock, and a bound on every policy, for instances too large for <see cref="MultiItemProgram"/>.
/// </summary>
/// <remarks>Lagrange's relaxation of the stock, solved by the volume algorithm: every order takes its cheapest whole
/// packages at the prices. O(types × metros × sets of places) a step.</remarks>
public sealed class PriceSearch
{
    private const int BlockSize = 256;

    private readonly MultiItemInstance _instance;
    private readonly double[,] _demand;
    private readonly int[,] _stock;
    private readonly int _threads;
    private readonly (int Type, int Metro)[] _blocks;

    /// <summary>Searches.</summary>
    /// <param name="instance">Types, metros, costs.</param>
    /// <param name="demand">Orders by type × metro.</param>
    /// <param name="stock">Units by item × FC.</param>
    /// <param name="steps">Steps; 1 or more.</param>
    /// <param name="from">Prices to start from; null for none.</param>
    /// <param name="threads">Threads; 1 or more. The answer is the same.</param>
    public PriceSearch(
        MultiItemInstance instance, double[,] demand, int[,] stock, int steps, double[,]? from = null, int threads = 1)
    {
        (_instance, _demand, _stock, _threads) = (instance, demand, stock, threads);
        _blocks = [.. from type in Enumerable.Range(1, instance.Types.Length - 1)
                      from metro in Enumerable.Range(0, instance.World.Metros)
                      where demand[type, metro] > 0
                      select (type, metro)];
        var search = new VolumeSearch(
            [.. stock.Cast<int>().Select(units => (double)units)],
            from is null ? new double[stock.Length] : [.. from.Cast<double>()], steps, Answer);
        (Bound, Prices) = (search.Bound, new double[instance.Items, instance.World.Centers]);
        Buffer.BlockCopy(search.Prices, 0, Prices, 0, Buffer.ByteLength(search.Prices));
    }

    /// <summary>No policy costs less on average.</summary>
    public double Bound { get; }

    /// <summary>The prices of the bound, by item × FC.</summary>
    public double[,] Prices { get; }

    private double Answer(double[] prices, double[] usage)
    {
        var count = Blocks.CountOf(_blocks.Length, BlockSize);
        var (values, usages) = (new double[count], new double[count][]);
        Blocks.Run(_blocks.Length, BlockSize, _threads, block =>
        {
            usages[block.Index] = new double[usage.Length];
            values[block.Index] = Answer(block, prices, usages[block.Index]);
        });
        Array.Clear(usage);
        var value = 0.0;
        for (var block = 0; block < count; block++)
        {
            value += values[block];
            for (var cell = 0; cell < usage.Length; cell++)
            {
                usage[cell] += usages[block][cell];
            }
        }

        return value;
    }

    private double Answer(Block block, double[] prices, double[] usage)
    {
        var (world, costs, value) = (_instance.World, _instance.World.ItemCosts(_instance.Reading), 0.0);
        var splits = new OrderSplit?[_instance.Size.MostItems + 1];
        for (var i = block.Start; i < block.Start + block.Count; i++)
        {
            var (type, metro) = _blocks[i];
            var items = _instance.Types[type];
            var split = splits[items.Length] ??= new(items.Length, world.Places);
            for (var place = 0; place < world.Places; place++)
            {
                split.Opening[place] = world.FixedCost(place, _instance.Reading);
                for (var item = 0; item < items.Length; item++)
                {
                    split.Costs[item, place] = place == world.Nowhere ? costs[place, metro]
                        : _stock[items[item], place] > 0
                            ? costs[place, metro] + prices[(items[item] * world.Centers) + place]
                            : double.PositiveInfinity;
                }
            }

            value += _demand[type, metro] * split.SolveWhole();
            for (var item = 0; item < items.Length; item++)
            {
                for (var center = 0; center < world.Centers; center++)
                {
                    usage[(items[item] * world.Centers) + center] +=
                        _demand[type, metro] * split.Shares[item, center];
                }
            }
        }

        return value;
    }
}
