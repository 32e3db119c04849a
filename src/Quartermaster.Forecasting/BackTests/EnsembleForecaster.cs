using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.Demand;

namespace Quartermaster.Forecasting.BackTests;

/// <summary>The mean of several forecasters, level by level, each weighed by how it did on the past in the product's
/// segment.</summary>
/// <remarks>Costs as much as its members together; each forecasts the products of the segments in which it counts.
/// </remarks>
public sealed class EnsembleForecaster : ILevelForecaster, ISeasonal
{
    private readonly IReadOnlyList<IForecaster> _forecasters;
    private readonly Dictionary<DemandSegment, double[]> _weights;
    private readonly double[] _usual;
    private readonly bool _byCategory;

    /// <summary>Makes one of fitted forecasters.</summary>
    /// <param name="forecasters">With the names that the back-test knew; one that is missing leaves its weight to the
    /// others. At least one.</param>
    /// <param name="backTest">What was found, with an ensemble.</param>
    public EnsembleForecaster(IReadOnlyList<IForecaster> forecasters, BackTestResult backTest)
    {
        ArgumentOutOfRangeException.ThrowIfZero(forecasters.Count);
        (_forecasters, _byCategory, _weights) = (forecasters, backTest.Policy.ByCategory, []);
        foreach (var members in backTest.Ensemble.GroupBy(member => member.Segment))
        {
            _weights.Add(members.Key, Whole(WeightsOf(members)));
        }

        // For a segment that the back-test did not see: what the others have on average.
        _usual = Whole(WeightsOf(backTest.Ensemble));
    }

    private EnsembleForecaster(EnsembleForecaster like, IReadOnlyList<IForecaster> forecasters) =>
        (_forecasters, _byCategory, _weights, _usual) = (forecasters, like._byCategory, like._weights, like._usual);

    /// <summary>The name of every ensemble.</summary>
    public const string EnsembleName = "ensemble";

    /// <inheritdoc/>
    public string Name => EnsembleName;

    /// <inheritdoc/>
    public DemandForecast Forecast(DemandInputs inputs, int threads = 1, CancellationToken cancel = default)
    {
        if (inputs.Count == 0)
        {
            return _forecasters[0].Forecast(inputs, threads, cancel);
        }

        var blend = new QuantileBlend(inputs.Count);
        foreach (var (forecaster, rows, weights) in Shares(inputs))
        {
            blend.Add(forecaster.Forecast(inputs.Pick(rows), threads, cancel), rows, weights);
        }

        return blend.ToForecast();
    }

    /// <inheritdoc/>
    public Matrix DailyQuantiles(
        DemandInputs inputs, ReadOnlySpan<float> levels, int threads = 1, CancellationToken cancel = default)
    {
        var (wanted, columns) = (levels.ToArray(), DemandForecast.DailyDays * levels.Length);
        var values = new float[inputs.Count * columns];
        foreach (var (forecaster, rows, weights) in Shares(inputs))
        {
            var own = forecaster.DailyQuantilesOf(inputs.Pick(rows), wanted, threads, cancel);
            for (var i = 0; i < rows.Length; i++)
            {
                QuantileBlend.Add(values.AsSpan(rows[i] * columns, columns), own.Row(i), (float)weights[i]);
            }
        }

        QuantileBlend.Round(values);
        return new(columns, values);
    }

    IForecaster ISeasonal.WithoutSeason() => new EnsembleForecaster(this, [.. _forecasters.Select(forecaster =>
        forecaster is ISeasonal seasonal ? seasonal.WithoutSeason() : forecaster)]);

    // Each forecaster that counts for some product, with those products.
    private IEnumerable<(IForecaster Forecaster, int[] Rows, double[] Weights)> Shares(DemandInputs inputs)
    {
        var weights = new double[inputs.Count][];
        for (var row = 0; row < inputs.Count; row++)
        {
            weights[row] = _weights.GetValueOrDefault(DemandSegment.Of(inputs, row, _byCategory), _usual);
        }

        for (var i = 0; i < _forecasters.Count; i++)
        {
            int[] rows = [.. Enumerable.Range(0, inputs.Count).Where(row => weights[row][i] > 0)];
            if (rows.Length > 0)
            {
                yield return (_forecasters[i], rows, Array.ConvertAll(rows, row => weights[row][i]));
            }
        }
    }

    private double[] WeightsOf(IEnumerable<EnsembleMember> members)
    {
        var weights = new double[_forecasters.Count];
        foreach (var member in members)
        {
            for (var i = 0; i < weights.Length; i++)
            {
                weights[i] += _forecasters[i].Name == member.Forecaster ? member.Weight : 0;
            }
        }

        return weights;
    }

    // Without any of its members the last forecaster stands for them.
    private static double[] Whole(double[] weights)
    {
        var sum = weights.Sum();
        weights[^1] += sum > 0 ? 0 : 1;
        return Array.ConvertAll(weights, weight => weight / (sum > 0 ? sum : 1));
    }
}
