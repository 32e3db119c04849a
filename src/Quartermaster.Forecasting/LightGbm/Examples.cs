namespace Quartermaster.Forecasting.LightGbm;

/// <summary>Rows of features with what came, as a multiple of a scale.</summary>
internal sealed class Examples
{
    private readonly List<float> _features = [];
    private readonly List<float> _labels = [];
    private readonly List<float> _weights = [];

    internal int Count => _labels.Count;

    internal void Add(ReadOnlySpan<float> features, double units, double scale)
    {
        foreach (var feature in features)
        {
            _features.Add(feature);
        }

        _labels.Add((float)Math.Min(50, units / scale));

        // Between every product alike (1) and every unit alike (scale).
        _weights.Add((float)Math.Sqrt(scale));
    }

    /// <summary>Trains one model per level, and one for the mean.</summary>
    /// <param name="policy">The settings.</param>
    /// <param name="threads">How many threads to use.</param>
    /// <param name="report">Told the share done, 0 to 1.</param>
    /// <param name="cancel">Asked between boosting rounds.</param>
    internal LevelModels Train(TreePolicy policy, int threads, Action<double> report, CancellationToken cancel)
    {
        var shared = $"verbosity=-1 deterministic=true force_row_wise=true num_threads={threads} seed=1 "
            + $"learning_rate={Invariant(policy.LearningRate)} num_leaves={policy.Leaves} "
            + $"min_data_in_leaf={policy.LeastInLeaf} max_bin=127 feature_pre_filter=false ";
        using var data = new TrainingData(
            _features.ToArray(), TreeFeatures.Count, _labels.ToArray(), _weights.ToArray(), shared);
        var (done, all) = (0, (LevelModels.Levels.Length + 1) * Math.Max(1, policy.Trees));
        var quantiles = Array.ConvertAll(LevelModels.Levels,
            level => Model($"objective=quantile alpha={Invariant(level)}"));
        return new(quantiles, Model("objective=regression"));

        Booster Model(string objective) => Booster.Train(data, shared + objective, policy.Trees, () =>
        {
            cancel.ThrowIfCancellationRequested();
            report((double)done++ / all);
        });
    }

    private static string Invariant(double value) =>
        value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
