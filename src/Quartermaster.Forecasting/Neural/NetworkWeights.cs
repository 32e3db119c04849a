using Quartermaster.Numerics.Learning;

namespace Quartermaster.Forecasting.Neural;

/// <summary>The weights of a quantile network, drawn so that signals keep their size from layer to layer (He et al.,
/// 2015).</summary>
internal sealed record NetworkWeights
{
    private const float StepSpread = 0.5f;

    internal NetworkWeights(Parameters parameters, NetworkShape shape, ulong seed)
    {
        var (channels, read) = (shape.Channels, shape.PastFeatures + shape.DayFeatures + shape.StaticFeatures);
        Category = shape.Categories > 0
            ? parameters.Add("category", shape.Categories, shape.CategoryUnits, 0.1, seed) : null;
        (Read, ReadBias) = (Drawn("read", read, channels), Zero("read bias", channels));
        if (shape.Encoder == NetworkEncoder.Memory)
        {
            Memory = (Drawn("memory", channels, 4 * channels), Drawn("memory state", channels, 4 * channels),
                Zero("memory bias", 4 * channels));
        }
        else
        {
            Near = [.. shape.Dilations.Select((_, i) => Drawn($"encoder {i} near", channels, channels, 2))];
            Far = [.. shape.Dilations.Select((_, i) => Drawn($"encoder {i} far", channels, channels, 2))];
            LayerBias = [.. shape.Dilations.Select((_, i) => Zero($"encoder {i} bias", channels))];
        }

        (Global, GlobalBias) = (Drawn("global", channels + shape.StaticFeatures, shape.GlobalUnits),
            Zero("global bias", shape.GlobalUnits));
        ByHorizon = Drawn("by horizon", shape.GlobalUnits, shape.Horizons * shape.LocalUnits);
        HorizonBias = Zero("horizon bias", shape.Horizons * shape.LocalUnits);
        ByFork = Drawn("by fork", shape.GlobalUnits, shape.LocalUnits);
        ByDay = Drawn("by day", shape.DayFeatures, shape.LocalUnits);
        (Local, LocalBias) = (Drawn("local", shape.LocalUnits, shape.LocalUnits),
            Zero("local bias", shape.LocalUnits));
        Levels = parameters.Add(
            "levels", shape.LocalUnits, shape.Levels.Length, 0.3 / Math.Sqrt(shape.LocalUnits), seed);
        LevelsBias = Zero("levels bias", shape.Levels.Length);
        Counts = parameters.Add("counts", shape.LocalUnits, 2, 0.3 / Math.Sqrt(shape.LocalUnits), seed);
        CountsBias = Zero("counts bias", 2);
        parameters.Of(CountsBias)[0] = InverseSoftplus(1);
        parameters.Of(CountsBias)[1] = InverseSoftplus(StepSpread);
        Start(shape.Levels, shape.StepDays == 1 ? 1 : StepSpread, parameters.Of(LevelsBias));
        parameters.Refresh();

        Weight Drawn(string name, int rows, int columns, int parts = 1) =>
            parameters.Add(name, rows, columns, Math.Sqrt(1.0 / (rows * parts)), seed);

        Weight Zero(string name, int columns) => parameters.Add(name, 1, columns, 0, seed);
    }

    // Before anything is learned, an exponential distribution of mean 1, drawn together for sums of days: steps between
    // quantiles are softplus.
    private static void Start(float[] levels, float spread, Span<float> bias)
    {
        bias[0] = 1 - spread - (spread * MathF.Log(1 - levels[0]));
        for (var i = 1; i < levels.Length; i++)
        {
            bias[i] = InverseSoftplus(spread * MathF.Log((1 - levels[i - 1]) / (1 - levels[i])));
        }
    }

    private static float InverseSoftplus(float value) => MathF.Log(MathF.Exp(value) - 1);

    internal Weight? Category { get; }

    internal Weight Read { get; }

    internal Weight ReadBias { get; }

    /// <summary>Of the memory's input, state and bias; null where convolutions read the past.</summary>
    internal (Weight Input, Weight State, Weight Bias)? Memory { get; }

    internal Weight[] Near { get; } = [];

    internal Weight[] Far { get; } = [];

    internal Weight[] LayerBias { get; } = [];

    internal Weight Global { get; }

    internal Weight GlobalBias { get; }

    internal Weight ByHorizon { get; }

    internal Weight HorizonBias { get; }

    internal Weight ByFork { get; }

    internal Weight ByDay { get; }

    internal Weight Local { get; }

    internal Weight LocalBias { get; }

    internal Weight Levels { get; }

    internal Weight LevelsBias { get; }

    internal Weight Counts { get; }

    internal Weight CountsBias { get; }
}
