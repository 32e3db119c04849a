using System.Numerics;
using Quartermaster.Domain;

namespace Quartermaster.Planning.LaneSpace;

/// <summary>The rules that any prices of room on lanes must obey, whoever found them.</summary>
/// <remarks>Ships the demand itself, group by group. O(instants × regions × sets of centers × centers × ways).
/// </remarks>
public static class LaneSpaceAudit
{
    // Of a limit, of 1 unit at least: what the mixture of ways may be beyond it.
    private const double Slack = 0.02;

    // Of what a lost unit loses: smaller prices are said as none.
    private const double LeastShare = 0.001;

    /// <summary>Every rule that a plan breaks, by its rows; −1 for the whole of it.</summary>
    /// <param name="inputs">What the plan was made from.</param>
    /// <param name="plan">The plan.</param>
    public static IReadOnlyList<Breach> Check(LaneSpaceInputs inputs, LaneSpacePlan plan)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Rows.Count != inputs.LaneDays.Count)
        {
            return [new(-1, $"The plan has {plan.Rows.Count} rows instead of {inputs.LaneDays.Count}. Price again.")];
        }

        var (breaches, prices) = (new List<Breach>(), new double[plan.Rows.Count]);
        var (_, wanted) = Ship(inputs, prices);
        var (unused, income) = (0.0, 0.0);
        for (var row = 0; row < prices.Length; row++)
        {
            var (of, day) = (plan.Rows.Rows[row], inputs.LaneDays.Rows[row]);
            prices[row] = of.Price / inputs.Typical.UnitsPer(of.Measure);
            CheckRow(of, day, wanted[row], row, breaches);
            Require(prices[row] >= 0 && prices[row] <= inputs.LostPerUnit * (1 + 1e-9), row,
                "Room costs nothing or more, and no more than a lost unit loses.");

            // What has no limit has no price.
            unused += prices[row] > 0 ? prices[row] * (day.Limit - of.Units) : 0;
            income += prices[row] > 0 ? prices[row] * day.Limit : 0;
        }

        // What the prices that are said as none would have brought, at most.
        var (left, used) = Ship(inputs, prices);
        var near = (LeastShare * inputs.LostPerUnit * used.Where((_, row) => prices[row] == 0).Sum())
            + (1e-6 * Math.Max(1, plan.Bound));
        Require(left + income <= plan.Bound + near, -1,
            "What is left to orders at the prices, and what room brings, is the bound: nothing is worth more.");
        Require(unused <= plan.Bound - plan.Value + near, -1,
            "Room that has a price is used, but for what the bound leaves open.");
        return breaches;

        void Require(bool holds, int row, string rule)
        {
            if (!holds)
            {
                breaches.Add(new(row, rule));
            }
        }
    }

    private static void CheckRow(LaneSpacePrice of, LaneDay day, double wanted, int row, List<Breach> breaches)
    {
        if ((of.Lane, of.Day, of.Measure, of.Limit) != (day.Lane, day.Day, day.Measure, day.Limit))
        {
            breaches.Add(new(row, "A row is of its lane and day, with what it can take."));
        }

        if (Math.Abs(of.Wanted - wanted) > 1e-6 * Math.Max(1, wanted))
        {
            breaches.Add(new(row, "What is wanted is what the cheapest ways of all orders take."));
        }

        if (!(of.Units >= 0 && of.Units <= day.Limit + (Slack * Math.Max(1, day.Limit))))
        {
            breaches.Add(new(row, "No more goes than fits."));
        }
    }

    // Every unit by the way that costs least at prices or, where that is more than losing it, by none; of the regions
    // that a limited lane leads to.
    private static (double Left, double[] Used) Ship(LaneSpaceInputs inputs, double[] prices)
    {
        var (left, used) = (0.0, new double[prices.Length]);
        for (var instant = 0; instant < inputs.Instants.Count; instant++)
        {
            for (var region = 0; region < inputs.Units.Columns; region++)
            {
                for (var set = 0; set < inputs.Stockings.Count && IsLimited(inputs, instant, region); set++)
                {
                    var units = inputs.Units.Row(set)[region] * inputs.Instants.Rows[instant];
                    if (Cheapest(inputs, prices, instant, region, inputs.Stockings.Rows[set]) is { } best)
                    {
                        left += units * (inputs.LostPerUnit - best.Priced);
                        best.Way.AddTo(used, units);
                    }
                }
            }
        }

        return (left, used);
    }

    private static (LaneWay Way, double Priced)? Cheapest(
        LaneSpaceInputs inputs, double[] prices, int instant, int region, ulong centers)
    {
        var best = default((LaneWay Way, double Priced)?);
        for (; centers != 0; centers &= centers - 1)
        {
            foreach (ref readonly var way in WaysOf(inputs, instant, BitOperations.TrailingZeroCount(centers), region))
            {
                var priced = way.Cost + way.PriceAt(prices);
                best = priced < (best?.Priced ?? inputs.LostPerUnit) ? (way, priced) : best;
            }
        }

        return best;
    }

    private static bool IsLimited(LaneSpaceInputs inputs, int instant, int region)
    {
        for (var center = 0; center < inputs.Centers; center++)
        {
            foreach (ref readonly var way in WaysOf(inputs, instant, center, region))
            {
                if (way.First >= 0)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static ReadOnlySpan<LaneWay> WaysOf(LaneSpaceInputs inputs, int instant, int center, int region)
    {
        var of = (((instant * inputs.Centers) + center) * inputs.Units.Columns) + region;
        return inputs.Ways.Rows[inputs.WaysOf.FirstRow(of)..inputs.WaysOf.FirstRow(of + 1)];
    }
}
