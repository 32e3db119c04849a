using System.Globalization;
using Quartermaster.Numerics.Learning;

namespace Quartermaster.Forecasting.Neural;

/// <summary>A training of several networks that may be stopped and go on, to the same weights.</summary>
internal sealed class TrainingProgress(ITrainingStore? store)
{
    private const string KeyFact = "key";
    private const string FinishedFact = "finished";
    private const string StepsFact = "steps";

    private readonly List<TrainedNetwork> _finished = [];
    private (int Finished, int Steps, byte[] File)? _kept = Read(store);

    /// <summary>The networks that are trained.</summary>
    internal IReadOnlyList<TrainedNetwork> Finished => _finished;

    /// <summary>Brings a training to where it was stopped, if it was.</summary>
    internal void Resume(NetworkTraining training)
    {
        if (_kept is not var (finished, steps, file) || finished < _finished.Count)
        {
            return;
        }

        // A network that was finished has its weights alone.
        var isFinished = finished > _finished.Count;
        var room = isFinished ? [training.Trained.Parameters] : training.Room();
        try
        {
            WeightsFile.Read(file, [.. _finished.Select(network => Like(network.Parameters)), .. room]);
        }
        catch (FormatException)
        {
            _kept = null;
            return;
        }

        if (isFinished)
        {
            training.Finish();
        }
        else
        {
            training.Restore(steps, room);
        }
    }

    /// <summary>Notes that a network is trained.</summary>
    internal void Finish(NetworkTraining training)
    {
        _finished.Add(training.Trained);
        Save([], 0);
    }

    /// <summary>Keeps a training as it stands.</summary>
    internal void Keep(NetworkTraining training) => Save(training.State(), training.Steps);

    private void Save(IReadOnlyList<Parameters> state, int steps) => store?.Save(WeightsFile.Write(
        [.. _finished.Select(network => network.Parameters), .. state], new Dictionary<string, string>
        {
            [KeyFact] = store.Key,
            [FinishedFact] = _finished.Count.ToString(CultureInfo.InvariantCulture),
            [StepsFact] = steps.ToString(CultureInfo.InvariantCulture),
        }));

    private static (int, int, byte[])? Read(ITrainingStore? store)
    {
        try
        {
            return store?.Load() is { } file && WeightsFile.ReadFacts(file) is var facts
                && facts.GetValueOrDefault(KeyFact) == store.Key
                ? (int.Parse(facts[FinishedFact], CultureInfo.InvariantCulture),
                    int.Parse(facts[StepsFact], CultureInfo.InvariantCulture), file)
                : null;
        }
        catch (Exception error) when (error is FormatException or KeyNotFoundException or OverflowException)
        {
            return null; // What cannot be read is trained anew.
        }
    }

    // Weights of networks that are finished stand first in the file and are read past.
    private static Parameters Like(Parameters parameters)
    {
        var like = new Parameters();
        foreach (var weight in parameters.Weights)
        {
            like.Add(weight.Name, weight.Rows, weight.Columns, 0, 0);
        }

        return like;
    }
}
