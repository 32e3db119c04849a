using Quartermaster.Evaluation.Generation;

namespace Quartermaster.Tests.Evaluation.Generation;

/// <summary>Samples that several tests look at, made once.</summary>
internal static class Samples
{
    /// <summary>200 products over two years.</summary>
    internal static SampleRetail Two { get; } = new() { Products = 200, Seed = 7 };

    private static readonly Lazy<(MemoryTables, MemoryTables)> s_two = new(() => MemoryTables.Make(Two));

    /// <summary>200 products over a quarter, for tests that make a sample again.</summary>
    internal static SampleRetail Short { get; } = new() { Products = 200, Facilities = 4, Days = 91, FutureDays = 182 };

    internal static MemoryTables Tables => s_two.Value.Item1;

    internal static MemoryTables Truth => s_two.Value.Item2;
}
