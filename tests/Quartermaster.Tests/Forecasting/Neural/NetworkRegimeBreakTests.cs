using Quartermaster.Forecasting.Neural;
using Quartermaster.Tests.Forecasting.Demand;
using Xunit;

namespace Quartermaster.Tests.Forecasting.Neural;

/// <summary>A level that doubles and stays: networks, too, follow within two weeks, and say that they are less sure.
/// </summary>
public sealed class NetworkRegimeBreakTests
{
    private static readonly NetworkPolicy s_policy = QuantileNetworksTests.Quick with
    {
        Steps = 150, Batch = 16, Channels = 16, GlobalUnits = 32, Members = 1,
    };

    private static readonly Lazy<FittedNetworks> s_fitted =
        new(() => QuantileNetworks.Fit(RegimeBreakTests.Broke(RegimeBreakTests.World.Inputs()), s_policy, threads: 2));

    public static TheoryData<string> Names =>
        [.. Enum.GetValues<NetworkHead>().Select(NetworkForecaster.NameOf)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Bands_are_wider_two_weeks_after_a_break(string name)
    {
        var inputs = RegimeBreakTests.World.Inputs();
        var network = s_fitted.Value.Forecasters.First(one => one.Name == name);
        var (calm, broken) = (RegimeBreakTests.Look(network.Forecast(inputs)),
            RegimeBreakTests.Look(network.Forecast(RegimeBreakTests.Broke(inputs))));
        TestContext.Current.SendDiagnosticMessage($"{name}: {calm} {broken}");
        Assert.InRange(broken.Mean / calm.Mean, 1.2, 2.2);
        Assert.True(broken.Band > 1.25 * calm.Band, $"{name}: {calm.Band:f3} before, {broken.Band:f3} after");
    }
}
