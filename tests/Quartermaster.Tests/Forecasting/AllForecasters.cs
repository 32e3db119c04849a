using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.BackTests;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Forecasting.LightGbm;
using Quartermaster.Forecasting.Neural;
using Quartermaster.Tests.Forecasting.Neural;

namespace Quartermaster.Tests.Forecasting;

/// <summary>Everyone who forecasts, fitted to one history: statistics, trees where there are any, networks, and an
/// ensemble.</summary>
internal static class AllForecasters
{
    internal static IReadOnlyList<IForecaster> Fit(DemandInputs inputs)
    {
        var plain = StatisticalForecasters.Fit(inputs, new() { Challengers = true }, threads: 2);
        var test = BackTest.Run(inputs, _ => plain, new() { Origins = 1, Ensemble = true });
        List<IForecaster> all = [.. plain, new EnsembleForecaster(plain, test)];
        if (LightGbmTrees.Fit(inputs, LightGbmConformanceTests.Quick).Forecaster is { } trees)
        {
            all.Add(trees);
        }

        all.AddRange(QuantileNetworks.Fit(
            inputs, QuantileNetworksTests.Quick with { Steps = 40, Batch = 16, Members = 1 }, threads: 2).Forecasters);
        return all;
    }
}
