using Quartermaster.Domain;
using Quartermaster.Domain.Prices;
using Quartermaster.Numerics;
using Quartermaster.Operations.PriceLoop;
using Quartermaster.Planning.Capacity;
using Quartermaster.Planning.Placement;
using Quartermaster.Tests.Planning.Placement;

namespace Quartermaster.Tests.Operations;

/// <summary>Products that compete for room and receiving.</summary>
internal static class PriceLoopWorlds
{
    internal static PlacementEngine Engine { get; } = new(new());

    internal static Coordinator<PlacementInputs, PlacementRow, PlacementReason> Loop(int rounds = 40) =>
        new(Engine, Engine, new() { MostRounds = rounds });

    /// <summary>Any number of products at three facilities, drawn by key.</summary>
    internal static PlacementInputs Products(int count, ulong seed, int mostCases = 3)
    {
        return PlacementWorlds.Of(
            PlacementWorlds.Line(3, 1, 4, 11, 17, 22),
            PriceBoard.Free(PlacementWorlds.Resources(3)),
            [.. Enumerable.Range(1, count).Select(One)]);

        Goods One(int product)
        {
            double Draw(ulong index) => KeyedRandom.Uniform(seed, 1, (ulong)product, index);
            var caseUnits = 1 + (int)(Draw(0) * 5);
            var mean = (float)(caseUnits * (0.5 + (2 * Draw(2))));
            return new(
                caseUnits * (1 + (int)(Draw(1) * mostCases)), caseUnits, [mean / 2, mean, 2 * mean],
                [.. Enumerable.Range(0, 5).Select(region => (float)(0.1 + Draw(10 + (ulong)region)))],
                [.. Enumerable.Range(1, 3).Select(at => new At(at, Position: (int)(Draw(20 + (ulong)at) * 3)))])
            {
                Product = product, Margin = 5 + (10 * Draw(3)), Liters = 1 + (int)(Draw(4) * 5),
            };
        }
    }

    /// <summary>What the products would use if all were free.</summary>
    internal static double[] FreeUsage(PlacementInputs inputs)
    {
        var usage = new double[inputs.Prices.Count];
        Engine.Respond(inputs, usage.ToArray(), usage);
        return usage;
    }

    internal static Table<ResourceLoad> Holding(params double[] limits) =>
        new([.. limits.Select(limit => new ResourceLoad(limit, 0, 0))]);

    internal static Table<ulong> KeysOf(PlacementInputs inputs) =>
        new([.. inputs.Facts.Rows.ToArray().Select(facts => facts.Key)]);

    internal static CoordinatedPlan<PlacementRow, PlacementReason> Plan(
        PlacementInputs inputs, double[] limits, Explain explain = Explain.No, int threads = 1) =>
        Loop().Plan(inputs, inputs.Prices, Holding(limits), KeysOf(inputs), explain, threads);
}
