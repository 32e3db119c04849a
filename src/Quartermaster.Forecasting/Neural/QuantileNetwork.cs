using Quartermaster.Numerics.Learning;

namespace Quartermaster.Forecasting.Neural;

/// <summary>A multi-horizon quantile network: one laid out for training with its losses, others for forecasting alone.
/// </summary>
/// <remarks>
/// MQ-CNN and MQ-RNN (Wen, Torkkola, Narayanaswamy and Madeka, 2017, arXiv 1711.11053): dilated causal convolutions, or
/// a long short-term memory, read the past;
/// at every fork a global decoder makes a context for all horizons and one for each; a local decoder, the same for all,
/// joins them with what is planned for the day and gives quantiles that never cross, and beside them a distribution of
/// counts. The local decoder's first layer is linear in its three parts, which are multiplied once per horizon, once
/// per fork and once per day.
/// </remarks>
internal sealed class QuantileNetwork
{
    private QuantileNetwork(Network network, NetworkShape shape, NetworkWeights weights)
    {
        (Network, Shape) = (network, shape);
        Past = network.Input(shape.Window, shape.PastFeatures);
        Days = network.Input(shape.DayRows, shape.DayFeatures);
        Product = network.Input(1, shape.ProductFeatures);
        var known = Product;
        if (weights.Category is not null)
        {
            known = network.Join(Product, network.Embed(weights.Category, 1, out var category));
            Category = category;
        }

        var read = network.Join(Past, network.Pick(Days, 0, 1, shape.Window), known);
        var state = Encode(network, network.Elu(network.Dense(read, weights.Read, weights.ReadBias)), shape, weights);
        var firstFork = shape.Window - 1 - ((shape.Forks - 1) * shape.ForkEvery);
        var forked = network.Join(network.Pick(state, firstFork, shape.ForkEvery, shape.Forks), known);
        var global = network.Elu(network.Dense(forked, weights.Global, weights.GlobalBias));
        var local = network.Fork(
            network.Dense(global, weights.ByHorizon, weights.HorizonBias),
            network.Dense(global, weights.ByFork, null),
            network.Dense(Days, weights.ByDay, null),
            firstFork + 1, (shape.ForkEvery, shape.StepDays));
        var inner = network.Elu(network.Dense(network.Elu(local), weights.Local, weights.LocalBias));
        Quantiles = network.Rise(network.Dense(inner, weights.Levels, weights.LevelsBias));
        Counts = network.Softplus(network.Dense(inner, weights.Counts, weights.CountsBias));
    }

    internal Network Network { get; }

    internal NetworkShape Shape { get; }

    /// <summary>Window × what is known of past days.</summary>
    internal Signal Past { get; }

    /// <summary>By day, from the window's first, what is known of it; where a step has more days, the mean over those
    /// that begin with it.</summary>
    internal Signal Days { get; }

    /// <summary>1 × what is known of the product.</summary>
    internal Signal Product { get; }

    /// <summary>The product's category: one number; empty where there are none.</summary>
    internal int[] Category { get; } = [];

    /// <summary>(Forks × horizons) × levels.</summary>
    internal Signal Quantiles { get; }

    /// <summary>(Forks × horizons) × 2: mean and dispersion of a negative binomial distribution.</summary>
    internal Signal Counts { get; }

    /// <summary>What came, by fork and horizon; empty without a loss.</summary>
    internal NetworkActuals Actuals { get; private set; } = NetworkActuals.None;

    // The state of every day, from what is known until its end.
    private static Signal Encode(Network network, Signal state, NetworkShape shape, NetworkWeights weights)
    {
        if (weights.Memory is var (input, own, bias))
        {
            var remembered = network.Lstm(state, input, own, bias);
            return network.Sum(state, shape.Dropped > 0 ? network.Drop(remembered, shape.Dropped) : remembered);
        }

        for (var layer = 0; layer < shape.Dilations.Length; layer++)
        {
            var heard = network.Elu(network.Convolve(
                state, [weights.Near[layer], weights.Far[layer]], weights.LayerBias[layer], shape.Dilations[layer]));
            state = network.Sum(state, shape.Dropped > 0 ? network.Drop(heard, shape.Dropped) : heard);
        }

        return state;
    }

    internal static QuantileNetwork ToForecast(Parameters parameters, NetworkShape shape, NetworkWeights weights) =>
        new(new(parameters), shape, weights);

    internal static QuantileNetwork ToTrain(Parameters parameters, NetworkShape shape, NetworkWeights weights)
    {
        var network = new QuantileNetwork(new(parameters), shape, weights);
        network.Network.Pinball(network.Quantiles, shape.Levels, out var multiples, out var weighing);
        network.Network.Counts(network.Counts, out var units, out var exposures, out var countWeights);
        network.Actuals = new(multiples, weighing, units, exposures, countWeights);
        return network;
    }
}
