using Quartermaster.Planning.Capacity;

namespace Quartermaster.Operations.PriceLoop;

/// <summary>Asks single groups at prices of their own, raised until their answer fits into what the others leave.
/// </summary>
/// <remarks>An ascending auction against one bidder: Kelso and Crawford (1982), Econometrica 50. Where answers are
/// gross substitutes (placement's are), raising the price of what is too much moves it elsewhere bit by bit.</remarks>
internal sealed class GroupRescue(PricedGroups groups, PickedPlan plan)
{
    private const int MostRaises = 160;
    private const double Growth = 1.15;
    private const double FirstShare = 1e-3;

    /// <summary>Asks groups, those that use most of what overflows most first, until nothing overflows.</summary>
    internal void Run(int mostGroups)
    {
        var hopeless = new bool[plan.Usage.Length];
        for (var asked = 0; asked < mostGroups;)
        {
            var resource = plan.MostOverflown(hopeless);
            if (resource < 0)
            {
                break;
            }

            hopeless[resource] = true;
            foreach (var group in UsersOf(resource))
            {
                if (asked++ >= mostGroups || plan.OverflowOf(resource) == 0)
                {
                    break;
                }

                if (Ask(group))
                {
                    Array.Clear(hopeless);
                }
            }
        }

        plan.Sum();
    }

    private int[] UsersOf(int resource)
    {
        var uses = new List<(double Amount, int Group)>();
        for (var group = 0; group < groups.Count; group++)
        {
            foreach (var use in plan.Offers[plan.Picks[group]].UsesOf(group))
            {
                if (use.Resource == resource)
                {
                    uses.Add((-use.Amount, group));
                }
            }
        }

        uses.Sort();
        return [.. uses.Select(use => use.Group)];
    }

    private bool Ask(int group)
    {
        var current = plan.Offers[plan.Picks[group]];
        var left = plan.Limits.ToArray();
        for (var i = 0; i < left.Length; i++)
        {
            left[i] -= plan.Usage[i];
        }

        foreach (var (resource, amount) in current.UsesOf(group))
        {
            left[resource] += amount;
        }

        var (prices, best, least) = ((double[])current.Prices.Clone(), current, -1e-12);
        for (var raise = 0; raise < MostRaises; raise++)
        {
            if (!Raise(current, group, left, prices))
            {
                break;
            }

            current = Answers.AskOne(groups, group, (double[])prices.Clone());
            plan.Offer(current);
            var change = plan.OverflowChange(group, plan.Offers.Count - 1);
            plan.Withdraw();
            (best, least) = change < least ? (current, change) : (best, least);
        }

        if (best == plan.Offers[plan.Picks[group]])
        {
            return false;
        }

        plan.Offer(best);
        plan.Take(group, plan.Offers.Count - 1);
        return true;
    }

    // Raises the price of what the answer uses too much of; false if it fits.
    private static bool Raise(Answers answer, int group, double[] left, double[] prices)
    {
        var any = false;
        foreach (var (resource, amount) in answer.UsesOf(group))
        {
            if (amount > left[resource] + (1e-9 * Math.Max(1, Math.Abs(left[resource]))))
            {
                var first = FirstShare * Math.Max(1e-3, Math.Abs(answer.ValueOf(group))) / amount;
                var raised = Math.Max(prices[resource] * Growth, prices[resource] + first);
                prices[resource] = Math.Min(raised, CapacityEngine.MostPrice);
                any = true;
            }
        }

        return any;
    }
}
