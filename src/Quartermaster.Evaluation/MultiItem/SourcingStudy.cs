using Quartermaster.Fulfillment.Orders;

namespace Quartermaster.Evaluation.MultiItem;

/// <summary>How stock was priced for the orders engine, or what it is compared with.</summary>
public enum SourcingCase
{
    /// <summary>No future cost.</summary>
    NoPrices = 1,

    /// <summary>Duals of the published program, which allows half packages; solved once.</summary>
    Static = 2,

    /// <summary>The same, solved 20 times from the stock left and the mean demand to come.</summary>
    Resolved = 3,

    /// <summary>Duals of whole packages, solved once.</summary>
    WholeStatic = 4,

    /// <summary>Duals of whole packages, solved 20 times.</summary>
    WholeResolved = 5,

    /// <summary>Duals of whole packages, solved 100 times.</summary>
    WholeOften = 6,

    /// <summary>The best plan of whole orders that was found with the sequence known.</summary>
    Hindsight = 7,

    /// <summary>The bound on every such plan.</summary>
    HindsightBound = 8,
}

/// <summary>One sequence of one instance of the multi-item benchmark, run at every pricing.</summary>
/// <param name="Seed">The instance.</param>
/// <param name="Bound">The published program's bound on mean demand.</param>
/// <param name="Costs">What each case cost, in its order from 1; slot 0 unused.</param>
public sealed record SourcingStudy(ulong Seed, double Bound, double[] Costs)
{
    private const int Few = 20;
    private const int Often = 100;

    /// <summary>The cost of a case over the bound.</summary>
    public double RatioOf(SourcingCase one) => Costs[(int)one] / Bound;

    /// <summary>Runs one sequence.</summary>
    public static SourcingStudy Run(MultiItemInstance instance, ulong sequence, ulong seed)
    {
        var (orders, run, engine) = (instance.Sequence(sequence), new SequenceRun(instance),
            new OrdersEngine(new()));
        var program = new MultiItemProgram(instance, instance.Demand, instance.Stock);
        var whole = new MultiItemProgram(instance, instance.Demand, instance.Stock, isWhole: true);
        var hindsight = new HindsightPlan(instance, orders);
        return new(seed, program.Bound,
        [
            0,
            run.CostOf(engine, orders),
            run.CostOf(engine, orders, program.Prices),
            run.CostOf(engine, orders, program.Prices, Few, (demand, stock) => Again(demand, stock, false)),
            run.CostOf(engine, orders, whole.Prices),
            run.CostOf(engine, orders, whole.Prices, Few, (demand, stock) => Again(demand, stock, true)),
            run.CostOf(engine, orders, whole.Prices, Often, (demand, stock) => Again(demand, stock, true)),
            hindsight.Cost,
            hindsight.Bound,
        ]);

        double[,] Again(double[,] demand, int[,] stock, bool isWhole) =>
            new MultiItemProgram(instance, demand, stock, isWhole).Prices;
    }

    /// <summary>The share of the distance from one case to another that a third one closes, one value per study: their
    /// mean is the share of the sums, their spread that of its estimate by the delta method.</summary>
    public static double[] SharesClosed(
        IReadOnlyList<SourcingStudy> studies, SourcingCase from, SourcingCase to, SourcingCase by)
    {
        var distance = studies.Average(study => study.RatioOf(from) - study.RatioOf(to));
        var share = studies.Average(study => study.RatioOf(from) - study.RatioOf(by)) / distance;
        return [.. studies.Select(study => share + ((study.RatioOf(from) - study.RatioOf(by)
            - (share * (study.RatioOf(from) - study.RatioOf(to)))) / distance))];
    }
}
