using Quartermaster.Domain.Demand;
using Quartermaster.Forecasting.BackTests;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Forecasting.LightGbm;
using Quartermaster.Forecasting.Neural;
using Quartermaster.Forecasting.Practice;
using Quartermaster.Tests.Conformance;
using Quartermaster.Tests.Forecasting.Neural;
using Xunit;

namespace Quartermaster.Tests.Forecasting;

public sealed class SeasonalNaiveConformanceTests : ForecasterConformance
{
    protected override IForecaster Fit(DemandInputs inputs) => new SeasonalNaive();
}

public sealed class SameWeekdayMeanConformanceTests : ForecasterConformance
{
    protected override IForecaster Fit(DemandInputs inputs) => new SameWeekdayMean();
}

public sealed class WeekdayProfileConformanceTests : ForecasterConformance
{
    protected override IForecaster Fit(DemandInputs inputs) => WeekdayProfile.Fit(inputs);
}

public sealed class ExponentialSmoothingConformanceTests : ForecasterConformance
{
    protected override IForecaster Fit(DemandInputs inputs) => ExponentialSmoothing.Fit(inputs);
}

public sealed class IntermittentDemandConformanceTests : ForecasterConformance
{
    protected override IForecaster Fit(DemandInputs inputs) => IntermittentDemand.Fit(inputs);
}

public sealed class CrostonConformanceTests : ForecasterConformance
{
    protected override IForecaster Fit(DemandInputs inputs) => Croston.Fit(inputs);
}

public sealed class EtsConformanceTests : ForecasterConformance
{
    protected override IForecaster Fit(DemandInputs inputs) => Ets.Fit(inputs);
}

public sealed class MovingAverageConformanceTests : ForecasterConformance
{
    protected override IForecaster Fit(DemandInputs inputs) => MovingAverage.Fit(inputs);
}

public sealed class SeasonalSmoothingConformanceTests : ForecasterConformance
{
    protected override IForecaster Fit(DemandInputs inputs) => SeasonalSmoothing.Fit(inputs);
}

public sealed class SegmentForecasterConformanceTests : ForecasterConformance
{
    protected override IForecaster Fit(DemandInputs inputs)
    {
        IForecaster[] both = [new SeasonalNaive(), WeekdayProfile.Fit(inputs)];
        return new SegmentForecaster(both, BackTest.Run(inputs, _ => both, new() { Origins = 1 }));
    }
}

public sealed class EnsembleConformanceTests : ForecasterConformance
{
    protected override IForecaster Fit(DemandInputs inputs)
    {
        IForecaster[] all = [new SeasonalNaive(), WeekdayProfile.Fit(inputs), ExponentialSmoothing.Fit(inputs)];
        return new EnsembleForecaster(all, BackTest.Run(inputs, _ => all, new() { Origins = 1, Ensemble = true }));
    }
}

public sealed class LightGbmConformanceTests : ForecasterConformance
{
    internal static TreePolicy Quick { get; } =
        new() { DayExamples = 4_000, WeekExamples = 3_000, Trees = 6, LeastInLeaf = 20 };

    protected override IForecaster Fit(DemandInputs inputs)
    {
        var fitted = LightGbmTrees.Fit(inputs, Quick);
        Assert.SkipWhen(fitted.AbsentBecause?.Contains("native") ?? false, fitted.AbsentBecause ?? "");
        return fitted.Forecaster ?? new SeasonalNaive();
    }
}

public sealed class QuantileNetworkConformanceTests : ForecasterConformance
{
    protected override IForecaster Fit(DemandInputs inputs) =>
        QuantileNetworks.Fit(inputs, QuantileNetworksTests.Quick).Forecasters is [.., var both]
            ? both : new SeasonalNaive();
}
