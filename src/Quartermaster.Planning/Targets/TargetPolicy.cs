using Quartermaster.Domain;

namespace Quartermaster.Planning.Targets;

/// <summary>The settings of the targets engine.</summary>
public sealed record TargetPolicy
{
    /// <summary>No level covers more than this share of futures, however cheap it is to hold. 0.5 to 1.</summary>
    /// <remarks>The last futures of a sample say little about the tail; above 1 − 1/paths there is nothing to read.
    /// </remarks>
    [Setting("share of futures", AtLeast = 0.5, AtMost = 1)]
    public double HighestCriticalRatio { get; init; } = 0.995;

    /// <summary>How uncertain a facility's share of demand is: the variance of the share over its square, 0 to 100.
    /// </summary>
    [Setting("variance over square", AtLeast = 0, AtMost = 100)]
    public double ShareVariance { get; init; } = 0.05;
}
