namespace Quartermaster.Operations.PriceLoop;

/// <summary>Ends overflow at the least value lost per unit of the violated resource, then fills the room that is left.
/// </summary>
/// <param name="plan">What is picked.</param>
/// <param name="prices">The settled prices: what use of the other resources counts.</param>
internal sealed class PlanRepair(PickedPlan plan, double[] prices)
{
    private const int MostRounds = 30;
    private const double LeastProgress = 0.02;
    private const int MostFillings = 4;

    /// <summary>Lets groups take other offers until nothing overflows, or nothing helps.</summary>
    internal void EndOverflow()
    {
        var hopeless = new bool[prices.Length];
        for (var round = 0; round < MostRounds; round++)
        {
            var resource = plan.MostOverflown(hopeless);
            if (resource < 0)
            {
                break;
            }

            var before = plan.TotalOverflow();
            Relieve(resource);
            if (plan.TotalOverflow() <= (1 - LeastProgress) * before)
            {
                Array.Clear(hopeless);
            }
            else
            {
                hopeless[resource] = true;
            }
        }

        plan.Sum();
    }

    /// <summary>Lets groups take better offers wherever they fit.</summary>
    internal void Fill()
    {
        for (var filling = 0; filling < MostFillings; filling++)
        {
            var moves = new List<(double Order, int Group, int Offer)>();
            ForEachOther((group, offer) =>
            {
                if (Gain(group, offer) > 0)
                {
                    moves.Add((-NetGain(group, offer, -1), group, offer));
                }
            });
            moves.Sort();
            var any = false;
            foreach (var (_, group, offer) in moves)
            {
                if (Gain(group, offer) > 1e-12 && plan.Fits(group, offer))
                {
                    plan.Take(group, offer);
                    any = true;
                }
            }

            if (!any)
            {
                break;
            }
        }

        plan.Sum();
    }

    private void Relieve(int resource)
    {
        var moves = new List<(double LossPerUnit, int Group, int Offer)>();
        ForEachOther((group, offer) =>
        {
            var use = UseOf(plan.Picks[group], group, resource);
            var relief = use > 0 ? use - UseOf(offer, group, resource) : 0;
            if (relief > 0)
            {
                moves.Add((-NetGain(group, offer, resource) / relief, group, offer));
            }
        });
        moves.Sort();

        var moved = new HashSet<int>();
        foreach (var (_, group, offer) in moves)
        {
            if (plan.OverflowOf(resource) == 0)
            {
                break;
            }

            if (!moved.Contains(group) && plan.OverflowChange(group, offer) < -1e-12)
            {
                plan.Take(group, offer);
                moved.Add(group);
            }
        }
    }

    private void ForEachOther(Action<int, int> visit)
    {
        for (var group = 0; group < plan.Picks.Length; group++)
        {
            for (var offer = 0; offer < plan.Offers.Count; offer++)
            {
                if (plan.Offers[offer].Holds(group) && !plan.Offers[offer].IsTwin(group))
                {
                    visit(group, offer);
                }
            }
        }
    }

    private double Gain(int group, int offer) =>
        plan.Offers[offer].ValueOf(group) - plan.Offers[plan.Picks[group]].ValueOf(group);

    // What taking another offer earns, use of all resources but one paid for.
    private double NetGain(int group, int offer, int exceptResource)
    {
        var gain = Gain(group, offer);
        foreach (var (resource, amount) in plan.Offers[offer].UsesOf(group))
        {
            gain -= resource == exceptResource ? 0 : prices[resource] * amount;
        }

        foreach (var (resource, amount) in plan.Offers[plan.Picks[group]].UsesOf(group))
        {
            gain += resource == exceptResource ? 0 : prices[resource] * amount;
        }

        return gain;
    }

    private double UseOf(int offer, int group, int resource)
    {
        foreach (var (other, amount) in plan.Offers[offer].UsesOf(group))
        {
            if (other == resource)
            {
                return amount;
            }
        }

        return 0;
    }
}
