namespace Quartermaster.Numerics;

/// <summary>The best (s, S) policy where every order costs a fixed amount: order up to S when s or less is owned.
/// </summary>
/// <remarks>Zheng and Federgruen (1991), "Finding optimal (s, S) policies is about as simple as evaluating a single
/// policy", Operations Research 39(4), 654–665: exact for independent periods, backorders, and a convex stage cost.
/// </remarks>
public static class FixedOrderCost
{
    /// <summary>Finds s and S, as places in the given costs.</summary>
    /// <param name="stageCosts">Expected cost of one period, by units owned after ordering: convex, from a low number
    /// of units upward in steps of one; wide enough that both ends cost more than the least plus the fixed
    /// cost.</param>
    /// <param name="demand">Probability of 0, 1, 2 … units wanted in a period; the first below 1.</param>
    /// <param name="fixedCost">Cost of one order, 0 or more.</param>
    /// <param name="scratch">Room for as many values as there are costs; overwritten.</param>
    /// <remarks>O(costs × (costs + demand)).</remarks>
    public static OrderPolicy Solve(
        ReadOnlySpan<double> stageCosts, ReadOnlySpan<double> demand, double fixedCost, Span<double> scratch)
    {
        var renewals = scratch[..stageCosts.Length];
        Renew(demand, renewals);

        var best = LeastOf(stageCosts);
        var reorder = best;
        double cost;
        do
        {
            reorder--;
            cost = CostOf(stageCosts, renewals, fixedCost, reorder, best);
        }
        while (reorder > -1 && cost > stageCosts[reorder]);

        var upTo = best;
        for (var candidate = best + 1; candidate < stageCosts.Length && stageCosts[candidate] <= cost; candidate++)
        {
            if (CostOf(stageCosts, renewals, fixedCost, reorder, candidate) >= cost)
            {
                continue;
            }

            upTo = candidate;
            cost = CostOf(stageCosts, renewals, fixedCost, reorder, upTo);
            while (reorder + 1 < best && cost <= stageCosts[reorder + 1])
            {
                reorder++;
                cost = CostOf(stageCosts, renewals, fixedCost, reorder, upTo);
            }
        }

        return new(reorder, upTo, cost);
    }

    // m(j) of the paper: the expected number of periods spent j units below S.
    private static void Renew(ReadOnlySpan<double> demand, Span<double> renewals)
    {
        var scale = 1 / (1 - demand[0]);
        renewals[0] = scale;
        for (var j = 1; j < renewals.Length; j++)
        {
            var sum = 0.0;
            for (var wanted = Math.Min(j, demand.Length - 1); wanted >= 1; wanted--)
            {
                sum += demand[wanted] * renewals[j - wanted];
            }

            renewals[j] = sum * scale;
        }
    }

    // c(s, S) of the paper: the mean cost of a period between two orders.
    private static double CostOf(ReadOnlySpan<double> stageCosts, ReadOnlySpan<double> renewals,
        double fixedCost, int reorder, int upTo)
    {
        var (sum, time) = (fixedCost, 0.0);
        for (var j = 0; j < upTo - reorder; j++)
        {
            sum += renewals[j] * stageCosts[upTo - j];
            time += renewals[j];
        }

        return sum / time;
    }

    private static int LeastOf(ReadOnlySpan<double> values)
    {
        var least = 0;
        for (var i = 1; i < values.Length; i++)
        {
            least = values[i] < values[least] ? i : least;
        }

        return least;
    }
}

/// <summary>When to order and how far up.</summary>
/// <param name="Reorder">s: order when this or less is owned; −1 if the costs given do not reach so low.</param>
/// <param name="UpTo">S: order up to this.</param>
/// <param name="Cost">Mean cost of a period, currency.</param>
public readonly record struct OrderPolicy(int Reorder, int UpTo, double Cost);
