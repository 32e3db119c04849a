using Quartermaster.Numerics;
using Xunit;

namespace Quartermaster.Tests.Numerics;

/// <summary>Values of the usual table, for example NIST/SEMATECH e-Handbook, section 1.3.6.7.2.</summary>
public sealed class StudentTTests
{
    [Theory]
    [InlineData(0.975, 1, 12.706)]
    [InlineData(0.975, 2, 4.303)]
    [InlineData(0.975, 4, 2.776)]
    [InlineData(0.975, 19, 2.093)]
    [InlineData(0.95, 10, 1.812)]
    [InlineData(0.995, 30, 2.750)]
    [InlineData(0.025, 19, -2.093)]
    [InlineData(0.975, 1000, 1.962)]
    public void The_quantile_is_the_published_one(double probability, int degreesOfFreedom, double expected) =>
        Assert.Equal(expected, StudentT.Quantile(probability, degreesOfFreedom), 6e-4);

    [Theory]
    [InlineData(0.3)]
    [InlineData(2.5)]
    public void With_one_degree_of_freedom_it_is_Cauchys(double t) =>
        Assert.Equal(0.5 + (Math.Atan(t) / Math.PI), StudentT.Cdf(t, 1), 1e-12);
}
