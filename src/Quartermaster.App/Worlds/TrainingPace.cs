using Quartermaster.Forecasting.Neural;

namespace Quartermaster.App.Worlds;

/// <summary>How far a training is, and how fast, of the steps that are taken here: those of an earlier command, from
/// which it goes on, count for neither.</summary>
/// <param name="clock">Tells the time.</param>
/// <param name="batch">Windows per step.</param>
internal sealed class TrainingPace(TimeProvider clock, int batch)
{
    private (int Step, long At)? _first;

    /// <summary>From where a training went on that had been stopped; empty for none.</summary>
    internal string Resumed { get; private set; } = "";

    /// <summary>Takes note of a step.</summary>
    /// <returns>The share of the steps to be taken here that is done, and its loss and windows a second: without these
    /// after the first step, which stands for the time that all before it took.</returns>
    internal (double Share, string More) On(TrainingStep step)
    {
        if (_first is null)
        {
            _first = (step.Step, clock.GetTimestamp());
            Resumed = step.Step > 1 ? FormattableString.Invariant($"step {step.Step - 1} of {step.Steps}") : "";
        }

        var (first, at) = _first.Value;
        var (taken, seconds) = (step.Step - first, clock.GetElapsedTime(at).TotalSeconds);
        var rate = taken > 0 && seconds > 0
            ? FormattableString.Invariant($", {taken * batch / seconds:f0} windows/s") : "";
        return ((double)(taken + 1) / (step.Steps - first + 1),
            FormattableString.Invariant($"loss {step.Loss:f4}") + rate);
    }
}
