using System.Collections.Immutable;

namespace Quartermaster.Planning.Capacity;

/// <summary>A plan that was proposed at some prices: all groups together.</summary>
/// <param name="Prices">Currency per unit of each resource.</param>
/// <param name="Value">What the plan is worth before paying for resources, currency.</param>
/// <param name="Usage">Use of each resource, in its unit.</param>
public sealed record ProposedPlan(ImmutableArray<double> Prices, double Value, ImmutableArray<double> Usage);

/// <summary>What is known after some steps of prices: the plans proposed, the best prices, and those to ask
/// next.</summary>
public sealed record PriceBundle
{
    /// <summary>What each resource still holds, in its unit; 0 or more.</summary>
    public required ImmutableArray<double> Limits { get; init; }

    /// <summary>The prices to ask the groups at next.</summary>
    public required ImmutableArray<double> Prices { get; init; }

    /// <summary>Plans proposed so far, in order.</summary>
    public ImmutableArray<ProposedPlan> Plans { get; init; } = [];

    /// <summary>The convex weights of the plans that keep the limits best while earning most; sum 1.</summary>
    public ImmutableArray<double> Weights { get; init; } = [];

    /// <summary>What the plans are worth as the weights mix them, currency.</summary>
    public double MixedValue => Plans.Zip(Weights, (plan, weight) => plan.Value * weight).Sum();

    /// <summary>No plan that keeps the limits is worth more, currency.</summary>
    public double Bound { get; init; } = double.PositiveInfinity;

    /// <summary>The prices that prove the bound.</summary>
    public ImmutableArray<double> BestPrices { get; init; } = [];

    /// <summary>What the plans proposed so far say of the bound at the next prices; the bound is settled where this is
    /// near
    /// it.</summary>
    public double Predicted { get; init; } = double.NegativeInfinity;

    /// <summary>How far to trust the plans proposed so far.</summary>
    public double Trust { get; init; }
}
