using Quartermaster.Domain;

namespace Quartermaster.Operations.Release;

/// <summary>What may leave the house without asking a person.</summary>
public sealed record GatePolicy
{
    /// <summary>Sales may be this many days older than the run's day. 0 to 36,500.</summary>
    [Setting("days", AtLeast = 0, AtMost = 36_500)]
    public int OldestSalesDays { get; init; } = 3;

    /// <summary>Spend and units may be this many times those of the last run. 1 or more; infinite for any.</summary>
    [Setting("factor", AtLeast = 1)]
    public double MostTimesLastRun { get; init; } = 2.5;

    /// <summary>The most that may be spent on a planning day, currency, 0 or more; infinite for no budget. Plans are
    /// made within it, simulated days too.</summary>
    [Setting("currency per planning day", AtLeast = 0)]
    public double Budget { get; init; } = double.PositiveInfinity;

    /// <summary>The share of products, of those that this run and the last released one both order, whose order may
    /// differ from the last run's by more than half. 0 to 1.</summary>
    [Setting("share of products in both", AtLeast = 0, AtMost = 1)]
    public double MostMovedShare { get; init; } = 0.6;

    /// <summary>The share of all spend that one line may take. 0 to 1.</summary>
    [Setting("share of spend", AtLeast = 0, AtMost = 1)]
    public double MostShareOfOneLine { get; init; } = 0.25;

    /// <summary>One line is held only if it also costs more than this, currency; 0 or more.</summary>
    [Setting("currency", AtLeast = 0)]
    public double LargeLine { get; init; } = 10_000;

    /// <summary>The forecast of the next 4 weeks may be this many times the sales of the last 4, or a part of that.
    /// 1 or more; infinite for any.</summary>
    [Setting("factor", AtLeast = 1)]
    public double MostTimesRecentSales { get; init; } = 2;
}
