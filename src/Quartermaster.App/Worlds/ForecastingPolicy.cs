namespace Quartermaster.App.Worlds;

/// <summary>Which forecasters a plan fits, and how it chooses among them.</summary>
internal sealed record ForecastingPolicy
{
    /// <summary>Whether boosted trees are trained, where the native library is there.</summary>
    public bool Trees { get; init; } = true;

    /// <summary>Past days that the choice is tested from; 0 for no back-test, and then the weekday profile serves.
    /// </summary>
    public int BackTestOrigins { get; init; } = 2;

    /// <summary>Whether each category chooses for itself.</summary>
    public bool ByCategory { get; init; }

    /// <summary>These settings for a simulation, which looks ahead every week: trees only where asked for.</summary>
    internal ForecastingPolicy ForSimulation(bool trees) => this with { Trees = Trees && trees };
}
