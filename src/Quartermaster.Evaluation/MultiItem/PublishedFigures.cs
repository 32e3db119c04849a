namespace Quartermaster.Evaluation.MultiItem;

/// <summary>Cost over the bound of the linear program, as our oracle records it: a replication with other seeds of the
/// setting of Jasin and Sinha (Operations Research 63, 2015) with the parameters of Ma (2023, arXiv 2207.04774). The
/// table printed in the paper was not to be had.</summary>
/// <param name="Policy">Which policy.</param>
/// <param name="Costs">At carry probabilities <see cref="Carries"/>; null where none is known.</param>
/// <param name="Instances">Instances behind each figure, as the oracle states them.</param>
public sealed record PublishedFigures(string Policy, double?[] Costs, int Instances)
{
    /// <summary>The exact cheapest set of FCs, looking at no later order.</summary>
    public const string Exact = "exact set, no future cost";

    /// <summary>The same at prices solved once.</summary>
    public const string Static = "exact set, static duals";

    /// <summary>The same at prices solved twenty times.</summary>
    public const string Resolved = "exact set, duals solved 20 times";

    /// <summary>Probabilities that an FC carries an item.</summary>
    public static double[] Carries { get; } = [0.75, 0.5, 0.25];

    /// <summary>Every figure.</summary>
    public static PublishedFigures[] All { get; } =
    [
        new("Nearest", [1.135, 1.173, 1.258], 30),
        new("Independent", [1.139, 1.062, 1.010], 30),
        new("Correlated", [1.090, 1.042, 1.006], 30),
        new("Dilated", [1.081, 1.038, 1.006], 30),
        new("ForceOpen", [1.086, 1.039, 1.006], 30),
        new(Exact, [1.081, 1.035, 1.004], 30),
        new(Static, [1.050, 1.016, 1.003], 30),
        new(Resolved, [1.027, null, null], 10),
    ];

    /// <summary>The figures of a policy.</summary>
    public static PublishedFigures Of(string policy) => All.Single(one => one.Policy == policy);
}
