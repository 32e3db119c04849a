using Quartermaster.Forecasting.Neural;
using Quartermaster.Numerics.Learning;

namespace Quartermaster.Benchmarks.Learning;

/// <summary>Our side of the comparison, on one thread.</summary>
internal sealed class OurLearning
{
    private const double Rate = 1e-3;

    private readonly PeerWindows _windows;
    private readonly Parameters _parameters = new();
    private readonly QuantileNetwork _training;
    private readonly QuantileNetwork _forecasting;
    private readonly Adam _adam;
    private int _steps;

    internal OurLearning(NetworkShape shape)
    {
        _windows = new(shape);
        var weights = new NetworkWeights(_parameters, shape, seed: 1);
        _training = QuantileNetwork.ToTrain(_parameters, shape, weights);
        _forecasting = new TrainedNetwork(_parameters, weights, shape).ToForecast();
        _adam = new(_parameters, longest: 1e9);
    }

    internal int Parameters => _parameters.Count;

    internal NetworkShape ForecastShape => _forecasting.Shape;

    internal void Write(string folder) => _windows.Write(folder, _parameters);

    /// <summary>Takes a step.</summary>
    /// <returns>The mean loss of its windows before it.</returns>
    internal double Step(double rate)
    {
        var (network, loss) = (_training.Network, 0.0);
        network.ClearGradients();
        for (var i = 0; i < PeerWindows.Batch; i++)
        {
            _windows.Fill(_training, ((_steps * PeerWindows.Batch) + i) % PeerWindows.Count);
            loss += network.Forward(trains: true);
            network.Backward();
        }

        _adam.Step(network.Gradients, rate);
        _steps++;
        return loss;
    }

    /// <summary>Takes steps from the weights as they are.</summary>
    /// <returns>The loss of each.</returns>
    internal double[] Losses(int steps) => [.. Enumerable.Range(0, steps).Select(_ => Step(Rate))];

    internal double TrainingRate(double seconds) => ProcessorTime.Rate(seconds, 3, () =>
    {
        Step(1e-6);
        return PeerWindows.Batch;
    });

    internal double ForecastRate(double seconds) => ProcessorTime.Rate(seconds, 3, () =>
    {
        for (var window = 0; window < PeerWindows.Count; window++)
        {
            _windows.FillLast(_forecasting, window);
            _forecasting.Network.Forward();
        }

        return PeerWindows.Count;
    });

    /// <summary>The sum of all quantiles of the forecasts from the first windows.</summary>
    internal double[] Forecasts(int windows)
    {
        var sums = new double[windows];
        for (var window = 0; window < windows; window++)
        {
            _windows.FillLast(_forecasting, window);
            _forecasting.Network.Forward();
            for (var row = 0; row < _forecasting.Quantiles.Rows; row++)
            {
                foreach (var value in _forecasting.Quantiles.Row(row))
                {
                    sums[window] += value;
                }
            }
        }

        return sums;
    }
}
