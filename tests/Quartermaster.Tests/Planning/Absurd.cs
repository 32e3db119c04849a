using CsCheck;

namespace Quartermaster.Tests.Planning;

/// <summary>Numbers that a file may hold and nobody means: engines are total, so they never throw on them.</summary>
internal static class Absurd
{
    internal static Gen<int> Units { get; } =
        OneOf(0, 1, 7, 1_000_000_000, int.MaxValue - 1, int.MaxValue, -1, int.MinValue);

    internal static Gen<double> Rate { get; } =
        OneOf(0, 1e-300, 1e-9, 1, 1e9, double.MaxValue, double.NaN, double.PositiveInfinity, -1);

    /// <summary>Mostly what is allowed, at its ends, so that whole rows are decided and not refused.</summary>
    internal static Gen<double> AllowedRate { get; } =
        Gen.Frequency((40, OneOf(1e-9, 0.5, 1e9)), (1, Rate));

    internal static Gen<int> AllowedUnits { get; } =
        Gen.Frequency((40, OneOf(0, 1, 7, 1_000_000_000)), (1, Units));

    internal static Gen<int> Days { get; } =
        Gen.Frequency((40, OneOf(1, 7, 3_650)), (1, OneOf(0, -1, int.MaxValue)));

    internal static Gen<float> Demand { get; } =
        Gen.Frequency((60, OneOf(0f, 1e-9f, 1f, 1e9f)), (1, OneOf(float.NaN, -1f, 2e9f,
            float.PositiveInfinity)));

    /// <summary>One of some values.</summary>
    internal static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
