using Quartermaster.Domain;

namespace Quartermaster.Planning.Capacity;

/// <summary>The settings of the capacity engine.</summary>
public sealed record CapacityPolicy
{
    /// <summary>The quantile of random load that capacity must hold, 0.5 to 1 (exclusive).</summary>
    [Setting("share of loads", AtLeast = 0.5, Below = 1)]
    public double LoadQuantile { get; init; } = 0.95;

    /// <summary>How much of the plan's value the first step of prices may move, as a share; above 0 to 1.</summary>
    [Setting("share of value", Above = 0, AtMost = 1)]
    public double FirstStepShare { get; init; } = 0.02;

    /// <summary>How much further than a price step the last choice of weights trusts the plans; 1 to 10⁹.</summary>
    [Setting("factor", AtLeast = 1, AtMost = 1e9)]
    public double MasterTrust { get; init; } = 1_000;
}
