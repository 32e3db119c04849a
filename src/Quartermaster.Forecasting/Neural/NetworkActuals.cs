namespace Quartermaster.Forecasting.Neural;

/// <summary>What came after each fork, as a network's losses read it: by fork and horizon.</summary>
/// <param name="Multiples">Of what was usual; NaN where not observed.</param>
/// <param name="Weights">What each counts for the quantiles.</param>
/// <param name="Units">Units that were seen; NaN where not observed.</param>
/// <param name="Exposures">What was usual in the time that was seen, units.</param>
/// <param name="CountWeights">What each counts for the count distribution.</param>
internal sealed record NetworkActuals(
    float[] Multiples, float[] Weights, float[] Units, float[] Exposures, float[] CountWeights)
{
    internal static NetworkActuals None { get; } = new([], [], [], [], []);

    /// <summary>Notes what came.</summary>
    internal void Set(int place, double units, double exposure, double weight, double countWeight)
    {
        Multiples[place] = (float)Math.Min(MostMultiple, units / exposure);
        (Units[place], Exposures[place]) = ((float)Math.Min(MostMultiple * exposure, units), (float)exposure);
        (Weights[place], CountWeights[place]) = ((float)weight, (float)countWeight);
    }

    /// <summary>Notes that it is not known what came.</summary>
    internal void SetUnknown(int place)
    {
        (Multiples[place], Units[place]) = (float.NaN, float.NaN);
        (Weights[place], CountWeights[place]) = (0, 0);
    }

    private const double MostMultiple = 50;
}
