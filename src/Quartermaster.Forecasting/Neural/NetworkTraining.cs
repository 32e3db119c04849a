using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Numerics;
using Quartermaster.Numerics.Learning;

namespace Quartermaster.Forecasting.Neural;

/// <summary>Trains one quantile network over all products.</summary>
/// <remarks>Each step takes windows of some products, each ending on a past day by keyed chance; all products take
/// their turn before one comes again. The same weights at any number of threads.</remarks>
internal sealed class NetworkTraining
{
    private const ulong EndStream = 0x4E01;
    private const ulong TurnStream = 0x4E02;
    private const int Shards = 8;

    private readonly LearningSource _source;
    private readonly NetworkPolicy _policy;
    private readonly NetworkShape _shape;
    private readonly ulong _seed;
    private readonly int _steps;
    private readonly double _rate;
    private readonly QuantileNetwork[] _networks = new QuantileNetwork[Shards];
    private readonly WindowReader[] _readers = new WindowReader[Shards];
    private readonly SharedLearning _learning;
    private readonly Adam _adam;

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
        (_steps, _rate) = (StepsOf(policy, shape, start is not null), start is null ? policy.Rate : policy.MoreRate);
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

    /// <summary>Whether all steps were taken.</summary>
    internal bool IsOver => Steps >= _steps;

    /// <summary>Says that the weights are those after all steps.</summary>
    internal void Finish()
    {
        Trained.Parameters.Refresh();
        Steps = _steps;
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
        var first = (long)Steps * _policy.Batch;
        BeginRounds(first);
        var loss = _learning.Run(_policy.Batch, _seed, (shard, sample) =>
        {
            var at = first + sample;
            var row = RowAt(at);
            _readers[shard].Read(row);
            var end = EndOf(_source.Inputs.Products.Rows[row], at);
            _readers[shard].Fill(_networks[shard], end);
            _readers[shard].FillActuals(_networks[shard], end);
            return (ulong)at;
        }, threads, cancel);
        _adam.Step(_learning.Gradients, Adam.OneCycle(Steps, _steps, _rate));
        Steps++;
        return loss / _policy.Batch;
    }

    /// <summary>What a training that is stopped needs to go on: weights, and the moments of their gradients laid out
    /// as they are.</summary>
    internal IReadOnlyList<Parameters> State()
    {
        var (means, squares) = (Empty(), Empty());
        _adam.Means.CopyTo(means.Values);
        _adam.Squares.CopyTo(squares.Values);
        return [Trained.Parameters, means, squares];
    }

    /// <summary>Room for what <see cref="State"/> gave.</summary>
    internal IReadOnlyList<Parameters> Room() => [Trained.Parameters, Empty(), Empty()];

    /// <summary>Goes on from what was saved.</summary>
    internal void Restore(int steps, IReadOnlyList<Parameters> state)
    {
        _adam.Restore(steps, state[1].Values, state[2].Values);
        Steps = steps;
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

    private int EndOf(ProductFacts product, long at)
    {
        var days = _source.Inputs.Days;
        var last = Math.Max(1, days - (_shape.Horizons * _shape.StepDays / 2));
        var launched = Math.Clamp(product.LaunchDay, -1, last - 2) + 2;
        var first = Math.Min(last, Math.Max(launched, days - _policy.Reach));
        return first + (int)(KeyedRandom.Uniform(_seed, EndStream, product.Key, (ulong)at) * (last - first + 1));
    }
}
