namespace Quartermaster.Numerics.Learning;

/// <summary>Gradients of many samples at once, over threads: the same values at any number of them.</summary>
/// <remarks>Samples fall to a fixed number of shards, each with a network of its own; a shard runs its samples in
/// order, and shards are added up in order.</remarks>
public sealed class SharedLearning
{
    private readonly Network[] _networks;
    private readonly double[] _losses;

    /// <summary>Lays out a network for every shard.</summary>
    /// <param name="shards">How many; 1 or more. It changes sums, threads do not.</param>
    /// <param name="layout">Lays out one; all must be alike.</param>
    public SharedLearning(int shards, Func<Network> layout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shards, 1);
        (_networks, _losses) = ([.. Enumerable.Range(0, shards).Select(_ => layout())], new double[shards]);
    }

    /// <summary>The shards' networks.</summary>
    public IReadOnlyList<Network> Networks => _networks;

    /// <summary>Gradients of the last run, by parameter.</summary>
    public ReadOnlySpan<float> Gradients => _networks[0].Gradients;

    /// <summary>Runs samples forward and back.</summary>
    /// <param name="samples">How many.</param>
    /// <param name="seed">The seed of what is dropped.</param>
    /// <param name="fill">Fills a shard's inputs with a sample and returns its key: shard, sample.</param>
    /// <param name="threads">How many threads to use.</param>
    /// <param name="cancel">Asked between shards.</param>
    /// <returns>The sum of their losses.</returns>
    public double Run(
        int samples, ulong seed, Func<int, int, ulong> fill, int threads, CancellationToken cancel = default)
    {
        Blocks.Run(_networks.Length, size: 1, threads, block =>
        {
            var (network, loss) = (_networks[block.Start], 0.0);
            network.ClearGradients();
            for (var sample = block.Start; sample < samples; sample += _networks.Length)
            {
                loss += network.Forward(trains: true, seed, fill(block.Start, sample));
                network.Backward();
            }

            _losses[block.Start] = loss;
        }, cancel);
        for (var shard = 1; shard < _networks.Length; shard++)
        {
            Elements.Add(_networks[shard].Gradients, _networks[0].Gradients);
        }

        return _losses.Sum();
    }

    /// <summary>Runs samples forward alone, with nothing dropped.</summary>
    /// <param name="samples">How many.</param>
    /// <param name="fill">Fills a shard's inputs with a sample: shard, sample.</param>
    /// <param name="threads">How many threads to use.</param>
    /// <param name="cancel">Asked between shards.</param>
    /// <returns>The sum of their losses.</returns>
    public double Losses(int samples, Action<int, int> fill, int threads, CancellationToken cancel = default)
    {
        Blocks.Run(_networks.Length, size: 1, threads, block =>
        {
            var loss = 0.0;
            for (var sample = block.Start; sample < samples; sample += _networks.Length)
            {
                fill(block.Start, sample);
                loss += _networks[block.Start].Forward();
            }

            _losses[block.Start] = loss;
        }, cancel);
        return _losses.Sum();
    }
}
