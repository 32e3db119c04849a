using Quartermaster.Evaluation.Simulation;
using Xunit;

namespace Quartermaster.Tests.Evaluation.Simulation;

public sealed class ServiceTuningTests
{
    [Theory]
    [InlineData(0.90)]
    [InlineData(0.95)]
    [InlineData(0.985)]
    public void Finds_the_setting_of_a_rising_curve(double wanted)
    {
        var tried = new List<(double Setting, double InStock)>();
        var setting = 1.0;
        for (var i = 0; i < 12; i++)
        {
            tried.Add((setting, 1 - Math.Exp(-1.5 * setting)));
            setting = ServiceTuning.Next(tried, wanted, least: 0.1, most: 8);
        }

        var nearest = ServiceTuning.Nearest(tried, wanted);
        Assert.Equal(wanted, 1 - Math.Exp(-1.5 * nearest), 0.002);
    }

    [Fact]
    public void Stays_within_what_is_allowed() =>
        Assert.Equal(8, ServiceTuning.Next([(7.5, 0.6)], wanted: 0.99, least: 0.1, most: 8));
}
