using System.Collections.Immutable;

namespace Quartermaster.Planning.Capacity;

/// <summary>Asks for plans at prices and steps the prices until no better ones can be hoped for.</summary>
/// <param name="engine">Who steps.</param>
/// <param name="gap">Settled is a bound within this share of itself; above 0 to 1.</param>
/// <param name="mostRounds">The most times to ask; 1 or more.</param>
public sealed class PriceSettling(CapacityEngine engine, double gap, int mostRounds)
{
    /// <summary>Settles prices.</summary>
    /// <param name="bundle">Nothing asked yet.</param>
    /// <param name="ask">The plan at some prices: what it is worth before paying for resources, and what it uses of
    /// each.</param>
    /// <returns>The bundle, whose weights mix the plans; and whether the bound settled before the rounds ended or
    /// prices came to <see cref="CapacityEngine.MostPrice"/>, where no plan keeps the limits.</returns>
    public (PriceBundle Bundle, bool IsSettled) Settle(
        PriceBundle bundle, Func<ImmutableArray<double>, (double Value, double[] Usage)> ask)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        ArgumentNullException.ThrowIfNull(ask);
        var (isSettled, isHopeless) = (false, false);
        while (!isSettled && !isHopeless && bundle.Plans.Length < mostRounds)
        {
            var (value, usage) = ask(bundle.Prices);
            bundle = engine.Step(bundle, value, usage);
            isSettled = IsSettled(bundle);
            isHopeless = bundle.Prices.Any(price => price >= CapacityEngine.MostPrice);
        }

        var isBest = bundle.Plans.Length > 0 && IsBest(bundle);
        return (isBest ? WithWeightOnLast(bundle) : engine.Master(bundle), isSettled);
    }

    private bool IsSettled(PriceBundle bundle)
    {
        var near = gap * Math.Abs(bundle.Bound);
        return IsBest(bundle)
            || (bundle.Bound - bundle.Predicted <= near && bundle.Bound - engine.Master(bundle).Predicted <= near);
    }

    // Whether the latest proposal keeps the limits and is as good as the bound says any plan can be.
    private bool IsBest(PriceBundle bundle)
    {
        var plan = bundle.Plans[^1];
        return plan.Usage.Zip(bundle.Limits, (use, limit) => use <= limit).All(holds => holds)
            && bundle.Bound - plan.Value <= gap * Math.Abs(bundle.Bound);
    }

    private static PriceBundle WithWeightOnLast(PriceBundle bundle) =>
        bundle with { Weights = [.. bundle.Weights.Select((_, k) => k == bundle.Weights.Length - 1 ? 1.0 : 0.0)] };
}
