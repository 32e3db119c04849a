using Quartermaster.Domain;

namespace Quartermaster.App.Worlds;

/// <summary>Which forecasters a plan fits, and how it chooses among them.</summary>
internal sealed record ForecastingPolicy
{
    /// <summary>Whether boosted trees are trained, where the native library is there.</summary>
    [Setting("yes or no")]
    public bool Trees { get; init; } = true;

    /// <summary>Whether a quantile network is trained.</summary>
    [Setting("yes or no")]
    public bool Network { get; init; } = true;

    /// <summary>Steps of its first training at most, 48 windows each, and one for three products; fewer where the
    /// newest days say that more no longer help; later ones go on from the last run's weights.</summary>
    [Setting("steps", AtLeast = 1, AtMost = 100_000)]
    public int NetworkSteps { get; init; } = 3_000;

    /// <summary>Whether the textbooks' forecasters, ETS and Croston, are compared as well.</summary>
    [Setting("yes or no")]
    public bool Challengers { get; init; } = true;

    /// <summary>Whether a weighted mean of the best forecasters is compared as well; it costs as much as they do.
    /// </summary>
    [Setting("yes or no")]
    public bool Ensemble { get; init; } = true;

    /// <summary>Past days that the choice is tested from, 1 to 24; 0 for no back-test: the weekday profile serves.
    /// </summary>
    [Setting("days", AtLeast = 0, AtMost = 24)]
    public int BackTestOrigins { get; init; } = 2;

    /// <summary>Whether each category chooses for itself.</summary>
    [Setting("yes or no")]
    public bool ByCategory { get; init; }

    /// <summary>These settings for a simulation, which looks ahead every week: trees only where asked for, and nothing
    /// else that takes long.</summary>
    internal ForecastingPolicy ForSimulation(bool trees) => Quick with { Trees = Trees && trees };

    /// <summary>These settings without what takes long.</summary>
    internal ForecastingPolicy Quick =>
        this with { Trees = false, Network = false, Challengers = false, Ensemble = false };
}
