namespace Quartermaster.Planning.Capacity;

/// <summary>The settings of the capacity engine.</summary>
public sealed record CapacityPolicy
{
    /// <summary>The quantile of random load that capacity must hold, 0.5 to 1 (exclusive).</summary>
    public double LoadQuantile { get; init; } = 0.95;

    /// <summary>How much of the plan's value the first step of prices may move, as a share; above 0.</summary>
    public double FirstStepShare { get; init; } = 0.02;

    /// <summary>How much further than a price step the last choice of weights trusts the plans; 1 or more.</summary>
    public double MasterTrust { get; init; } = 1_000;
}
