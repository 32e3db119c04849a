namespace Quartermaster.Evaluation.MultiItem;

/// <summary>The best that could have been done with a sequence known from the start: how many orders of each type and
/// metro take each item from which FC, in whole packages and whole orders.</summary>
/// <remarks>The program of whole packages on the orders that came bounds it from below. From its mixture whole orders
/// are taken, what is left is solved again, and where nothing whole is left the largest part is taken whole. What
/// remains between cost and bound is stated, so the optimum is known to lie between them. All orders of a type and
/// metro cost alike, so nothing is lost by counting them.</remarks>
public sealed class HindsightPlan
{
    private const double WholeTolerance = 1e-3;

    private readonly MultiItemInstance _instance;
    private readonly double[,] _left;
    private readonly int[,] _stock;

    /// <summary>Finds the plan of a sequence.</summary>
    public HindsightPlan(MultiItemInstance instance, (int Type, int Metro)[] sequence)
    {
        (_instance, _left) = (instance, instance.CountsOf(sequence));
        _stock = (int[,])instance.Stock.Clone();
        var program = new MultiItemProgram(instance, _left, _stock, isWhole: true);
        Bound = program.Bound;
        while (TakeFrom(program))
        {
            program = new(instance, _left, _stock, isWhole: true);
        }
    }

    /// <summary>No plan of whole orders costs less.</summary>
    public double Bound { get; }

    /// <summary>What the plan found costs: not below the optimum.</summary>
    public double Cost { get; private set; }

    // Whether orders are left.
    private bool TakeFrom(MultiItemProgram program)
    {
        var (ways, taken) = (program.Ways().OrderByDescending(way => way.Orders).ToArray(), 0.0);
        foreach (var way in ways)
        {
            taken += Take(way.Type, way.Metro, way.Shares, Math.Floor(way.Orders + WholeTolerance));
        }

        foreach (var way in ways.OrderByDescending(way => way.Orders % 1))
        {
            if (taken > 0 || ways.Length == 0)
            {
                break;
            }

            taken += Take(way.Type, way.Metro, way.Shares, 1);
        }

        return ways.Length > 0 && taken > 0;
    }

    private double Take(int type, int metro, double[,] shares, double wanted)
    {
        var orders = Math.Min(wanted, _left[type, metro]);
        var (items, nowhere) = (_instance.Types[type], _instance.World.Nowhere);
        Span<int> places = stackalloc int[items.Length];
        for (var item = 0; item < items.Length; item++)
        {
            while (shares[item, places[item]] < 0.5)
            {
                places[item]++;
            }

            orders = places[item] == nowhere ? orders : Math.Min(orders, _stock[items[item], places[item]]);
        }

        if (orders <= 0)
        {
            return 0;
        }

        _left[type, metro] -= orders;
        var opened = 0;
        for (var item = 0; item < items.Length; item++)
        {
            Cost += orders * _instance.World.ItemCosts(_instance.Reading)[places[item], metro];
            opened |= 1 << places[item];
            if (places[item] != nowhere)
            {
                _stock[items[item], places[item]] -= (int)orders;
            }
        }

        for (var place = 0; place <= nowhere; place++)
        {
            Cost += orders * (opened >> place & 1) * _instance.World.FixedCost(place, _instance.Reading);
        }

        return orders;
    }
}
