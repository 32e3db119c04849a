using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Numerics;
using Quartermaster.Numerics.Learning;

namespace Quartermaster.Forecasting.Neural;

/// <summary>Trains one quantile network over all products.</summary>
/// <remarks>Each step takes windows of some products, each ending on a past day by keyed chance; all products take
/// their turn before one comes again. While it explores, at the higher rates, the last days are held back and looked at
/// now and then; when looks find nothing better, what is left is annealing, as large a share of fewer steps. Annealing
/// learns from all days. The same weights at any number of threads.</remarks>
internal sealed class NetworkTraining
{
    private const ulong EndStream = 0x4E01;
    private const ulong TurnStream = 0x4E02;
    private const ulong WatchStream = 0x4E03;
    private const int Shards = 8;

    // Steps between two looks at least, how many looks far back weights are averaged, windows of a look as a share of
    // those between (one alone forward costs a third), and how many times as long as the days held back a history must
    // be.
    private const int LeastBetween = 10;
    private const int LooksAveraged = 2;
    private const double LookShare = 0.15;
    private const int LeastHistories = 6;

    private readonly LearningSource _source;
    private readonly NetworkPolicy _policy;
    private readonly NetworkShape _shape;
    private readonly ulong _seed;
    private readonly int _planned;
    private readonly double _rate;
    private readonly int[] _watched;
    private readonly QuantileNetwork[] _networks = new QuantileNetwork[Shards];
    private readonly WindowReader[] _readers = new WindowReader[Shards];
    private readonly SharedLearning _learning;
    private readonly Adam _adam;

    // The mean of the last weights is near what annealing comes to, while single ones stray.
    private readonly Parameters _mean;

    // A round and the next: a step may take from both.
    private int[] _turn = [];
    private int[] _nextTurn = [];
    private int _round = -1;

    /// <summary>Prepares to train.</summary>
    /// <param name="source">What to learn from.</param>
    /// <param name="policy">The settings.</param>
    /// <param name="shape">The network's sizes.</param>
    /// <param name="seed">The seed of weights, windows and what is dropped.</param>
    /// <param name="start">Where to begin; null for new weights.</param>
    internal NetworkTraining(
        LearningSource source, NetworkPolicy policy, NetworkShape shape, ulong seed, KnownNetwork? start = null)
    {
        (_source, _policy, _shape, _seed) = (source, policy, shape, seed);
        Trained = TrainedNetwork.New(shape, seed);
        start?.CopyTo(Trained, source.Categories);
        (_planned, _rate) = (StepsOf(policy, shape, start is not null), start is null ? policy.Rate : policy.MoreRate);
        _watched = Watched();
        _mean = Empty();
        Trained.Parameters.Values.CopyTo(_mean.Values);
        var shard = 0;
        _learning = new(Shards, () =>
        {
            _readers[shard] = source.NewReader(policy);
            _networks[shard] = QuantileNetwork.ToTrain(Trained.Parameters, shape, Trained.Weights);
            return _networks[shard++].Network;
        });
        _adam = new(Trained.Parameters, policy.Decay, policy.LongestGradient * policy.Batch);
    }

    /// <summary>Steps taken.</summary>
    internal int Steps { get; private set; }

    /// <summary>What was seen on the days that are held back.</summary>
    internal TrainingWatch Watch { get; private set; } = TrainingWatch.New;

    /// <summary>Steps that there are, as far as is known.</summary>
    internal int AllSteps => Watch.Steps(_planned);

    /// <summary>Whether all steps were taken.</summary>
    internal bool IsOver => Steps >= AllSteps;

    /// <summary>Says that the weights are those after all steps.</summary>
    internal void Finish(TrainingWatch watch)
    {
        Trained.Parameters.Refresh();
        Watch = watch;
        Steps = AllSteps;
    }

    /// <summary>The network as it stands.</summary>
    internal TrainedNetwork Trained { get; }

    /// <summary>Steps of a training, new or going on.</summary>
    internal static int StepsOf(NetworkPolicy policy, NetworkShape shape, bool isWarm) => (int)Math.Ceiling(
        policy.Steps * (isWarm ? policy.MoreShare : 1) * (shape.StepDays == 1 ? 1 : policy.WeekSteps));

    /// <summary>Takes one step.</summary>
    /// <returns>The mean loss of its windows.</returns>
    internal double Step(int threads, CancellationToken cancel)
    {
        // What a look finds counts once its step is taken: one that is stopped before looks again.
        var watch = IsLookDue ? Watch.Look(Look(threads, cancel), Steps, _policy) : Watch;
        var known = _source.Inputs.Days - (IsExploring(watch) ? _policy.HeldBackDays : 0);
        var first = (long)Steps * _policy.Batch;
        BeginRounds(first);
        var loss = _learning.Run(_policy.Batch, _seed, (shard, sample) =>
        {
            var at = first + sample;
            var row = RowAt(at);
            Fill(shard, row, EndOf(_source.Inputs.Products.Rows[row], at, known), (0, known));
            return (ulong)at;
        }, threads, cancel);
        _adam.Step(_learning.Gradients, RateOf(watch));
        (Watch, Steps) = (watch, Steps + 1);
        if (IsExploring(watch))
        {
            Average();
        }

        return loss / _policy.Batch;
    }

    private double RateOf(TrainingWatch watch) => watch.IsStopped
        ? Adam.OneCycle(Steps - watch.StoppedAt, watch.Steps(_planned) - watch.StoppedAt,
            Adam.OneCycle(watch.StoppedAt, _planned, _rate), rising: 0)
        : Adam.OneCycle(Steps, _planned, _rate);

    private bool IsExploring(TrainingWatch watch) =>
        _watched.Length > 0 && !watch.IsStopped && Steps < TrainingWatch.Exploring * _planned;

    private int StepsBetween => Math.Max(LeastBetween, _planned / _policy.Looks);

    private bool IsLookDue => IsExploring(Watch) && Steps % StepsBetween == 0;

    // The mean loss of the days held back, as the mean weights expect them from every earlier day of a window.
    private double Look(int threads, CancellationToken cancel)
    {
        var (days, values) = (_source.Inputs.Days, Trained.Parameters.Values.ToArray());
        _mean.Values.CopyTo(Trained.Parameters.Values);
        try
        {
            return _learning.Losses(_watched.Length,
                (shard, sample) => Fill(
                    shard, _watched[sample], days - _shape.StepDays, (days - _policy.HeldBackDays, days)),
                threads, cancel) / _watched.Length;
        }
        finally
        {
            values.CopyTo(Trained.Parameters.Values);
        }
    }

    private void Average()
    {
        var mean = _mean.Values;
        var values = Trained.Parameters.Values;
        var share = 1f / Math.Min(Steps + 1, LooksAveraged * StepsBetween);
        for (var i = 0; i < mean.Length; i++)
        {
            mean[i] += share * (values[i] - mean[i]);
        }
    }

    private void Fill(int shard, int row, int end, (int From, int Until) span)
    {
        _readers[shard].Read(row);
        _readers[shard].Fill(_networks[shard], end);
        _readers[shard].FillActuals(_networks[shard], end, span);
    }

    // As many products as make looking cost a small part of the steps between: a look only goes forward.
    private int[] Watched()
    {
        var inputs = _source.Inputs;
        if (_policy.Patience == 0 || inputs.Days < LeastHistories * _policy.HeldBackDays)
        {
            return [];
        }

        return [.. Enumerable.Range(0, inputs.Count)
            .OrderBy(row => KeyedRandom.Uniform(_seed, WatchStream, inputs.Products.Rows[row].Key, 0))
            .Take((int)Math.Min(_policy.MostWatched, LookShare * StepsBetween * _policy.Batch))];
    }

    /// <summary>What a training that is stopped needs to go on: weights, and laid out as they are the moments of their
    /// gradients and their mean.</summary>
    internal IReadOnlyList<Parameters> State()
    {
        var (means, squares) = (Empty(), Empty());
        _adam.Means.CopyTo(means.Values);
        _adam.Squares.CopyTo(squares.Values);
        return [Trained.Parameters, means, squares, _mean];
    }

    /// <summary>Room for what <see cref="State"/> gave.</summary>
    internal IReadOnlyList<Parameters> Room() => [Trained.Parameters, Empty(), Empty(), _mean];

    /// <summary>Goes on from what was saved.</summary>
    internal void Restore(int steps, TrainingWatch watch, IReadOnlyList<Parameters> state)
    {
        _adam.Restore(steps, state[1].Values, state[2].Values);
        (Steps, Watch) = (steps, watch);
    }

    private Parameters Empty() => TrainedNetwork.New(_shape, _seed).Parameters;

    private void BeginRounds(long first)
    {
        var round = (int)(first / _source.Inputs.Count);
        if (round != _round)
        {
            (_turn, _nextTurn, _round) = (Shuffled(round), Shuffled(round + 1), round);
        }
    }

    private int RowAt(long at)
    {
        var (round, place) = Math.DivRem(at, _source.Inputs.Count);
        return (round == _round ? _turn : round == _round + 1 ? _nextTurn : Shuffled((int)round))[place];
    }

    private int[] Shuffled(int round)
    {
        var rows = Enumerable.Range(0, _source.Inputs.Count).ToArray();
        var keys = Array.ConvertAll(rows, row => KeyedRandom.Uniform(
            _seed, TurnStream, _source.Inputs.Products.Rows[row].Key, (ulong)round));
        Array.Sort(keys, rows);
        return rows;
    }

    private int EndOf(ProductFacts product, long at, int days)
    {
        var last = Math.Max(1, days - (_shape.Horizons * _shape.StepDays / 2));
        var launched = Math.Clamp(product.LaunchDay, -1, last - 2) + 2;
        var first = Math.Min(last, Math.Max(launched, days - _policy.Reach));
        return first + (int)(KeyedRandom.Uniform(_seed, EndStream, product.Key, (ulong)at) * (last - first + 1));
    }
}
