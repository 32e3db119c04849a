using System.Globalization;

namespace Quartermaster.Forecasting.Neural;

/// <summary>What was seen on days that are held back while a network explores, and whether it went on from there to
/// annealing.</summary>
/// <param name="Best">The least loss that a look found.</param>
/// <param name="Since">Looks since then that did not find less.</param>
/// <param name="StoppedAt">The step at which exploring stopped; −1 if it did not.</param>
internal readonly record struct TrainingWatch(double Best, int Since, int StoppedAt)
{
    /// <summary>The share of a training that explores: from there on the rate is below half of its highest.</summary>
    internal const double Exploring = 0.65;

    internal static TrainingWatch New { get; } = new(double.PositiveInfinity, 0, -1);

    internal bool IsStopped => StoppedAt >= 0;

    /// <summary>The watch after another look.</summary>
    /// <param name="loss">What it found.</param>
    /// <param name="step">Steps that were taken.</param>
    /// <param name="policy">How much is less, and how long it may take.</param>
    internal TrainingWatch Look(double loss, int step, NetworkPolicy policy)
    {
        if (!(loss >= Best * (1 - policy.LeastGain)))
        {
            return this with { Best = loss, Since = 0 };
        }

        return this with { Since = Since + 1, StoppedAt = Since + 1 >= policy.Patience ? step : -1 };
    }

    /// <summary>All steps of a training: annealing takes the same share of one that stopped exploring.</summary>
    internal int Steps(int planned) =>
        IsStopped ? Math.Min(planned, (int)Math.Ceiling(StoppedAt / Exploring)) : planned;

    public override string ToString() => FormattableString.Invariant($"{Best:R} {Since} {StoppedAt}");

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    internal static TrainingWatch Parse(string text) =>
        text.Split(' ') is [var best, var since, var stopped]
            ? new(double.Parse(best, CultureInfo.InvariantCulture), int.Parse(since, CultureInfo.InvariantCulture),
                int.Parse(stopped, CultureInfo.InvariantCulture))
            : throw new FormatException($"'{text}' is no watch of a training.");
}
