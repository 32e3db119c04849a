using CsCheck;
using Quartermaster.Numerics;
using Xunit;

namespace Quartermaster.Tests.Numerics;

/// <summary>Values from Abramowitz and Stegun (1964), tables 26.1 and 26.5, and from R's pnorm and qnorm.</summary>
public sealed class NormalTests
{
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.841344746068543)]
    [InlineData(-1.96, 0.0249978951482204)]
    [InlineData(3, 0.998650101968370)]
    [InlineData(-6, 9.86587645037698e-10)]
    [InlineData(-8, 6.22096057427178e-16)]
    public void The_probability_below_a_point_is_the_published_one(double z, double expected) =>
        Assert.Equal(expected, Normal.Cdf(z), expected * 2e-8);

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.975, 1.95996398454005)]
    [InlineData(0.01, -2.32634787404084)]
    [InlineData(1e-10, -6.36134090240406)]
    public void The_point_below_a_probability_is_the_published_one(double probability, double expected) =>
        Assert.Equal(expected, Normal.Quantile(probability), 1e-11);

    [Fact]
    public void The_quantile_undoes_the_probability() =>
        Gen.Double[-7, 5].Sample(z => Assert.Equal(z, Normal.Quantile(Normal.Cdf(z)), 1e-7));
}
