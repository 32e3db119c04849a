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
    private readonly ulong _seed;
    private readonly Parameters _parameters = new();
    private readonly NetworkWeights _weights;
    private readonly QuantileNetwork[] _networks = new QuantileNetwork[Shards];
    private readonly WindowReader[] _readers = new WindowReader[Shards];
    private readonly SharedLearning _learning;
    private readonly Adam _adam;

    // A round and the next: a step may take from both.
    private int[] _turn = [];
    private int[] _nextTurn = [];
    private int _round = -1;

    internal NetworkTraining(LearningSource source, NetworkPolicy policy, ulong seed)
    {
        (_source, _policy, _seed) = (source, policy, seed);
        var shape = policy.Shape(source.Categories.Count);
        _weights = new(_parameters, shape, seed);
        var shard = 0;
        _learning = new(Shards, () =>
        {
            _readers[shard] = source.NewReader(policy);
            _networks[shard] = QuantileNetwork.ToTrain(_parameters, shape, _weights);
            return _networks[shard++].Network;
        });
        _adam = new(_parameters, policy.Decay, policy.LongestGradient);
    }

    /// <summary>Steps taken.</summary>
    internal int Steps { get; private set; }

    internal TrainedNetwork Trained => new(_parameters, _weights, _policy.Shape(_source.Categories.Count));

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
            Even(_networks[shard]);
            return (ulong)at;
        }, threads, cancel);
        _adam.Step(_learning.Gradients, Adam.OneCycle(Steps, _policy.Steps, _policy.Rate));
        Steps++;
        return loss;
    }

    // A step's loss is a mean: over windows, forks, days ahead and levels.
    private void Even(QuantileNetwork network)
    {
        var shape = network.Shape;
        var share = 1f / (_policy.Batch * shape.Forks * shape.Horizons * shape.Levels.Length);
        foreach (ref var weight in network.Weights.AsSpan())
        {
            weight *= share;
        }
    }

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
        var last = days - (DemandForecast.DailyDays / 2);
        var launched = Math.Clamp(product.LaunchDay, -1, last - 2) + 2;
        var first = Math.Min(last, Math.Max(launched, days - _policy.Reach));
        return first + (int)(KeyedRandom.Uniform(_seed, EndStream, product.Key, (ulong)at) * (last - first + 1));
    }
}
