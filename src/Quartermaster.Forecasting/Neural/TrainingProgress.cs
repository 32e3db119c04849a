using System.Globalization;
using Quartermaster.Numerics.Learning;

namespace Quartermaster.Forecasting.Neural;

/// <summary>A training of several networks that may be stopped and go on, to the same weights.</summary>
internal sealed class TrainingProgress(ITrainingStore? store)
{
    private const string KeyFact = "key";
    private const string StepsFact = "steps";

    // One of each network that is trained, and one of that which is being trained.
    private const string WatchesFact = "watches";

    private readonly List<TrainedNetwork> _finished = [];
    private readonly List<TrainingWatch> _watches = [];
    private (int Steps, TrainingWatch[] Watches, byte[] File)? _kept = Read(store);

    /// <summary>The networks that are trained.</summary>
    internal IReadOnlyList<TrainedNetwork> Finished => _finished;

    /// <summary>Brings a training to where it was stopped, if it was.</summary>
    internal void Resume(NetworkTraining training)
    {
        if (_kept is not var (steps, watches, file) || watches.Length <= _finished.Count)
        {
            return;
        }

        // A network that was finished has its weights alone.
        var isFinished = watches.Length - 1 > _finished.Count;
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
            training.Finish(watches[_finished.Count]);
        }
        else
        {
            training.Restore(steps, watches[_finished.Count], room);
        }
    }

    /// <summary>Notes that a network is trained.</summary>
    internal void Finish(NetworkTraining training)
    {
        _finished.Add(training.Trained);
        _watches.Add(training.Watch);
        Save([], 0, TrainingWatch.New);
    }

    /// <summary>Keeps a training as it stands.</summary>
    internal void Keep(NetworkTraining training) => Save(training.State(), training.Steps, training.Watch);

    private void Save(IReadOnlyList<Parameters> state, int steps, TrainingWatch watch) => store?.Save(WeightsFile.Write(
        [.. _finished.Select(network => network.Parameters), .. state], new Dictionary<string, string>
        {
            [KeyFact] = store.Key,
            [StepsFact] = steps.ToString(CultureInfo.InvariantCulture),
            [WatchesFact] = string.Join(';', [.. _watches, watch]),
        }));

    private static (int, TrainingWatch[], byte[])? Read(ITrainingStore? store)
    {
        try
        {
            if (store?.Load() is not { } file)
            {
                return null;
            }

            var facts = WeightsFile.ReadFacts(file);
            if (facts.GetValueOrDefault(KeyFact) != store.Key)
            {
                return null;
            }

            var watches = Array.ConvertAll(facts[WatchesFact].Split(';'), TrainingWatch.Parse);
            return (int.Parse(facts[StepsFact], CultureInfo.InvariantCulture), watches, file);
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
