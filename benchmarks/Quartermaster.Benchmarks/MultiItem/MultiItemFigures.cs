using System.Diagnostics;
using Quartermaster.Evaluation.MultiItem;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Numerics;

namespace Quartermaster.Benchmarks.MultiItem;

/// <summary>The published multi-item benchmark beside ours: "dotnet run -c Release -- multi-item 300 2 30 1"; what
/// each reading of the definition changes: "dotnet run -c Release -- readings 30 3".</summary>
internal static class MultiItemFigures
{
    private const string StaticHere = "static duals, on the sequences of the next rows";
    private const string WholeStatic = "static duals of whole packages";
    private const string Whole = "duals of whole packages, solved 20 times";
    private const string Often = "duals of whole packages, solved 100 times";
    private const string Hindsight = "bound in hindsight";
    private const string WholeBound = "bound, whole packages only";
    private const string CommonNow = "nearest with stock (CommonPractice)";
    private const string GoodNow = "cheapest whole (GoodPractice)";

    /// <summary>Prints every policy at every carry probability.</summary>
    /// <param name="instances">Instances, by seeds from 1.</param>
    /// <param name="sequences">Sequences of each.</param>
    /// <param name="solvedInstances">Instances for prices solved 20 times and for the bound in hindsight.</param>
    /// <param name="solvedSequences">Sequences of each of these.</param>
    internal static void Print(int instances, int sequences, int solvedInstances, int solvedSequences)
    {
        foreach (var carry in PublishedFigures.Carries)
        {
            var (figures, clock) = (new Figures(), Stopwatch.StartNew());
            for (var seed = 1; seed <= instances; seed++)
            {
                Measure(new(MultiItemSize.Published, (ulong)seed, carry, MultiItemReading.Author), sequences, figures,
                    seed <= solvedInstances ? solvedSequences : 0);
            }

            Console.WriteLine($"\ncarry {carry}: {instances} instances x {sequences} sequences "
                + $"(solved again, in hindsight: {solvedInstances} x {solvedSequences}), "
                + $"{clock.Elapsed.TotalSeconds:0} s");
            PrintTable(figures, Array.IndexOf(PublishedFigures.Carries, carry));
        }
    }

    /// <summary>Prints the exact sets under each reading of the definition.</summary>
    internal static void PrintReadings(int instances, int sequences)
    {
        Console.WriteLine(
            "| reading | carry | no future cost | 95 % | static duals | 95 % |\n|---|---|---|---|---|---|");
        foreach (var carry in PublishedFigures.Carries)
        {
            foreach (var reading in MultiItemReading.All)
            {
                var figures = new Figures();
                for (var seed = 1; seed <= instances; seed++)
                {
                    MeasureExact(new(MultiItemSize.Published, (ulong)seed, carry, reading), sequences, figures);
                }

                var (plain, valued) =
                    (figures.ByName[PublishedFigures.Exact], figures.ByName[PublishedFigures.Static]);
                Console.WriteLine($"| {reading.Name} | {carry} | {plain.Average():0.0000} | {HalfWidth(plain):0.0000} "
                    + $"| {valued.Average():0.0000} | {HalfWidth(valued):0.0000} |");
            }
        }
    }

    /// <summary>The standard deviation over instances.</summary>
    internal static double SpreadOf(IReadOnlyList<double> ratios)
    {
        var mean = ratios.Average();
        return Math.Sqrt(ratios.Sum(ratio => (ratio - mean) * (ratio - mean)) / (ratios.Count - 1));
    }

    // Apart: ours less the published figure, in standard errors of a difference of two means at our spread.
    private static void PrintTable(Figures figures, int carry)
    {
        Console.WriteLine("| policy | published | ours | 95 % | instances | apart |\n|---|---|---|---|---|---|");
        foreach (var (name, ratios) in figures.ByName)
        {
            var published = PublishedFigures.All.FirstOrDefault(one => one.Policy == name);
            var error = SpreadOf(ratios) * Math.Sqrt((1.0 / ratios.Count) + (1.0 / (published?.Instances ?? 1)));
            var apart = (ratios.Average() - published?.Costs[carry]) / error;
            Console.WriteLine($"| {name} | {published?.Costs[carry]:0.000} | {ratios.Average():0.0000} | "
                + $"{HalfWidth(ratios):0.0000} | {ratios.Count} | {apart:+0.0;-0.0} |");
        }

        if (figures.ByName.TryGetValue(StaticHere, out var before))
        {
            var distance = before.Average() - figures.ByName[Hindsight].Average();
            foreach (var name in (string[])[WholeStatic, PublishedFigures.Resolved, Whole, Often])
            {
                var closed = (before.Average() - figures.ByName[name].Average()) / distance;
                Console.WriteLine($"{name}: closes {closed:P0} of static duals' distance to the bound in hindsight");
            }
        }
    }

    // Half the 95 % interval of the mean over instances.
    private static double HalfWidth(List<double> ratios) => ratios.Count < 2 ? double.NaN
        : StudentT.Quantile(0.975, ratios.Count - 1) * SpreadOf(ratios) / Math.Sqrt(ratios.Count);

    private static void Measure(MultiItemInstance instance, int sequences, Figures figures, int solved)
    {
        var program = new MultiItemProgram(instance, instance.Demand, instance.Stock);
        var whole = new MultiItemProgram(instance, instance.Demand, instance.Stock, isWhole: true);
        var (run, rounding) = (new SequenceRun(instance), new RoundingRun(instance, program.Shares()));
        var (costs, few) = (new Figures(), new Figures());
        for (var number = 0; number < sequences; number++)
        {
            var sequence = instance.Sequence((ulong)number);
            foreach (var kind in Enum.GetValues<Rounding>())
            {
                costs.Add(kind.ToString(), rounding.CostOf(kind, sequence, (ulong)number));
            }

            costs.Add(CommonNow, run.CostOf(new CommonPractice(new()), sequence));
            costs.Add(GoodNow, run.CostOf(new GoodPractice(new()), sequence));
            costs.Add(PublishedFigures.Exact, run.CostOf(new OrdersEngine(new()), sequence));
            costs.Add(PublishedFigures.Static, run.CostOf(new OrdersEngine(new()), sequence, program.Prices));
            if (number < solved)
            {
                few.Add(StaticHere, run.CostOf(new OrdersEngine(new()), sequence, program.Prices));
                few.Add(PublishedFigures.Resolved, run.CostOf(new OrdersEngine(new()), sequence, program.Prices, 20,
                    (demand, stock) => new MultiItemProgram(instance, demand, stock).Prices));
                few.Add(WholeStatic, run.CostOf(new OrdersEngine(new()), sequence, whole.Prices));
                few.Add(Whole, run.CostOf(new OrdersEngine(new()), sequence, whole.Prices, 20, WholePrices));
                few.Add(Often, run.CostOf(new OrdersEngine(new()), sequence, whole.Prices, 100, WholePrices));
                few.Add(Hindsight,
                    new MultiItemProgram(instance, instance.CountsOf(sequence), instance.Stock, isWhole: true).Bound);
            }
        }

        figures.AddMeans(costs, program.Bound);
        figures.AddMeans(few, program.Bound);
        figures.Add(WholeBound, whole.Bound / program.Bound);

        double[,] WholePrices(double[,] demand, int[,] stock) =>
            new MultiItemProgram(instance, demand, stock, isWhole: true).Prices;
    }

    private static void MeasureExact(MultiItemInstance instance, int sequences, Figures figures)
    {
        var program = new MultiItemProgram(instance, instance.Demand, instance.Stock);
        var (run, costs) = (new SequenceRun(instance), new Figures());
        for (var number = 0; number < sequences; number++)
        {
            var sequence = instance.Sequence((ulong)number);
            costs.Add(PublishedFigures.Exact, run.CostOf(new OrdersEngine(new()), sequence));
            costs.Add(PublishedFigures.Static, run.CostOf(new OrdersEngine(new()), sequence, program.Prices));
        }

        figures.AddMeans(costs, program.Bound);
    }

    private sealed class Figures
    {
        internal OrderedDictionary<string, List<double>> ByName { get; } = [];

        internal void Add(string name, double figure)
        {
            if (!ByName.TryGetValue(name, out var figures))
            {
                ByName.Add(name, figures = []);
            }

            figures.Add(figure);
        }

        internal void AddMeans(Figures costs, double bound)
        {
            foreach (var (name, figures) in costs.ByName)
            {
                Add(name, figures.Average() / bound);
            }
        }
    }
}
