namespace Quartermaster.Forecasting.LightGbm;

/// <summary>The settings of the forecaster of trees.</summary>
public sealed record TreePolicy
{
    /// <summary>Examples of days to learn from, over all products.</summary>
    public int DayExamples { get; init; } = 100_000;

    /// <summary>Examples of weeks to learn from, over all products.</summary>
    public int WeekExamples { get; init; } = 60_000;

    /// <summary>Trees per quantile level.</summary>
    public int Trees { get; init; } = 40;

    /// <summary>Leaves per tree.</summary>
    public int Leaves { get; init; } = 15;

    /// <summary>How much of what is left each tree takes away, 0 to 1.</summary>
    public double LearningRate { get; init; } = 0.12;

    /// <summary>Examples that a leaf needs at least.</summary>
    public int LeastInLeaf { get; init; } = 60;

    /// <summary>Days before the end of history that examples come from.</summary>
    public int Reach { get; init; } = 540;

    /// <summary>The seed of which examples are drawn.</summary>
    public ulong Seed { get; init; } = 20_260_101;
}
