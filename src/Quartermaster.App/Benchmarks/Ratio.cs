using Quartermaster.Evaluation.Metrics;

namespace Quartermaster.App.Benchmarks;

/// <summary>One measured figure that is no rate: a cost over a bound, a share.</summary>
/// <param name="Bench">Which benchmark.</param>
/// <param name="What">What was measured.</param>
/// <param name="Value">The mean, and its 95 % interval over instances.</param>
/// <param name="Wanted">What is wanted; null for nothing.</param>
/// <param name="IsAtMost">Whether more than wanted is a miss; else less is.</param>
internal sealed record Ratio(string Bench, string What, Interval Value, double? Wanted = null, bool IsAtMost = true)
{
    /// <summary>Whether it is not as wanted.</summary>
    internal bool IsMissed => Wanted is { } wanted
        && (IsAtMost ? Value.Mean > wanted : !(Value.Mean >= wanted));
}
