using System.Collections.Immutable;
using Quartermaster.Numerics;

namespace Quartermaster.Planning.Capacity;

/// <summary>Turns what a plan would use into prices: one step of a proximal bundle method.</summary>
/// <remarks>
/// A pure function of the bundle. Prices are scaled by the limits, so that a dollar of room and a dollar of receiving
/// move alike. See README.md in this folder.
/// </remarks>
public sealed class CapacityEngine(CapacityPolicy policy)
{
    private const double SeriousShare = 0.1;
    private const double GoodShare = 0.5;

    /// <summary>No price is higher, currency per unit: where no plan keeps the limits, prices would rise without end.
    /// </summary>
    public const double MostPrice = 1e7;

    /// <summary>What is left for new decisions of each resource: capacity less a high quantile of fixed load.</summary>
    /// <remarks>The load is taken as normal. A limit is never below 0.</remarks>
    public ImmutableArray<double> LimitsOf(ReadOnlySpan<ResourceLoad> loads)
    {
        var deviations = Normal.Quantile(Math.Clamp(policy.LoadQuantile, 0.5, 0.9999));
        var limits = ImmutableArray.CreateBuilder<double>(loads.Length);
        foreach (var (capacity, mean, deviation) in loads)
        {
            limits.Add(Math.Max(0, capacity - mean - (deviations * deviation)));
        }

        return limits.MoveToImmutable();
    }

    /// <summary>Nothing asked yet.</summary>
    /// <param name="limits">What each resource holds for the groups, in its unit; 0 or more.</param>
    /// <param name="prices">Where to start: yesterday's prices.</param>
    public static PriceBundle Start(ImmutableArray<double> limits, ImmutableArray<double> prices)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(prices.Length, limits.Length);
        return new()
        {
            Limits = limits, Prices = [.. prices.Select(price => price is > 0 and < MostPrice ? price : 0)],
        };
    }

    /// <summary>One step: takes the answer at the prices asked, and says which to ask next.</summary>
    /// <param name="bundle">What is known.</param>
    /// <param name="value">What the groups' answer to <see cref="PriceBundle.Prices"/> is worth, currency.</param>
    /// <param name="usage">What the answer uses of each resource.</param>
    public PriceBundle Step(PriceBundle bundle, double value, ReadOnlySpan<double> usage)
    {
        var plan = new ProposedPlan(bundle.Prices, value, [.. usage]);
        var bound = BoundAt(bundle.Limits, plan);
        var next = bundle with { Plans = bundle.Plans.Add(plan), Weights = bundle.Weights.Add(0) };
        var scales = ScalesOf(next);
        if (bundle.Plans.IsEmpty)
        {
            next = next with
            {
                Weights = [1], Bound = bound, BestPrices = plan.Prices,
                Trust = FirstTrust(bundle.Limits, plan, scales),
            };
        }
        else
        {
            var (hoped, gained) = (bundle.Bound - bundle.Predicted, bundle.Bound - bound);
            var trust = gained >= GoodShare * hoped ? bundle.Trust * 2
                : gained < -hoped ? bundle.Trust / 2
                : bundle.Trust;
            next = gained > 0 && gained >= SeriousShare * hoped
                ? next with { Bound = bound, BestPrices = plan.Prices, Trust = trust }
                : next with { Trust = trust };
        }

        return Solve(next, scales, next.Trust);
    }

    /// <summary>The weights that the plans get at the end: the restricted master.</summary>
    public PriceBundle Master(PriceBundle bundle) =>
        bundle.Plans.IsEmpty ? bundle : Solve(bundle, ScalesOf(bundle), bundle.Trust * policy.MasterTrust);

    /// <summary>No plan that keeps the limits is worth more than this, if each group's answer was its best.</summary>
    public static double BoundAt(ImmutableArray<double> limits, ProposedPlan plan)
    {
        var bound = plan.Value;
        for (var i = 0; i < limits.Length; i++)
        {
            bound += plan.Prices[i] * (limits[i] - plan.Usage[i]);
        }

        return bound;
    }

    private static PriceBundle Solve(PriceBundle bundle, double[] scales, double trust)
    {
        var (count, size) = (bundle.Plans.Length, scales.Length);
        var (offsets, slopes) = (new double[count], new double[count * size]);
        var (center, point) = (new double[size], new double[size]);
        for (var i = 0; i < size; i++)
        {
            center[i] = bundle.BestPrices[i] * scales[i];
        }

        for (var k = 0; k < count; k++)
        {
            offsets[k] = bundle.Plans[k].Value;
            for (var i = 0; i < size; i++)
            {
                slopes[(k * size) + i] = (bundle.Limits[i] - bundle.Plans[k].Usage[i]) / scales[i];
            }
        }

        var weights = bundle.Weights.ToArray();
        var predicted = ProximalBundle.Solve(offsets, slopes, center, trust, weights, point);
        return bundle with
        {
            Prices = [.. point.Select((y, i) => Math.Min(y / scales[i], MostPrice))],
            Weights = [.. weights],
            Predicted = predicted,
        };
    }

    // A unit of each resource counts as a share of its limit, or of its greatest use where the limit is small.
    private static double[] ScalesOf(PriceBundle bundle)
    {
        var scales = new double[bundle.Limits.Length];
        for (var i = 0; i < scales.Length; i++)
        {
            scales[i] = Math.Max(bundle.Limits[i], 1e-9);
            foreach (var plan in bundle.Plans)
            {
                scales[i] = Math.Max(scales[i], plan.Usage[i]);
            }
        }

        return scales;
    }

    private double FirstTrust(ImmutableArray<double> limits, ProposedPlan plan, double[] scales)
    {
        var square = 1e-4;
        for (var i = 0; i < scales.Length; i++)
        {
            var over = Math.Max(0, plan.Usage[i] - limits[i]) / scales[i];
            square += over * over;
        }

        // At prices that are far too high the plan is worth nothing, and the bound says how much there is to gain.
        var worth = Math.Max(Math.Abs(plan.Value), Math.Abs(BoundAt(limits, plan)));
        return policy.FirstStepShare * Math.Max(1e-6, worth) / Math.Sqrt(square);
    }
}
