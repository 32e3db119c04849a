using CsCheck;
using Quartermaster.Numerics;
using Xunit;

namespace Quartermaster.Tests.Numerics;

public sealed class ProximalBundleTests
{
    /// <summary>The roof |y − 3| seen from 0 and from 5: worked by hand.</summary>
    [Theory]
    [InlineData(0, 1.0, /**/ 1.0, 2.0)] // one unit down the slope
    [InlineData(0, 9.0, /**/ 3.0, 0.0)] // the valley is near enough
    [InlineData(5, 1.0, /**/ 4.0, 1.0)]
    public void Finds_the_lowest_point_near_the_center(double center, double step, double at, double height)
    {
        var (weights, point) = (new double[] { 1, 0 }, new double[1]);

        var lowest = ProximalBundle.Solve([-3, 3], [1, -1], [center], step, weights, point);

        Assert.Equal(height, lowest, 1e-8);
        Assert.Equal(at, point[0], 1e-8);
        Assert.Equal(1, weights.Sum(), 1e-12);
    }

    [Fact]
    public void Never_goes_below_zero()
    {
        var (weights, point) = (new double[] { 1 }, new double[2]);

        ProximalBundle.Solve([0], [1, -1], [0.5, 0.5], 2, weights, point);

        Assert.Equal([0, 2.5], point);
    }

    [Fact]
    public void No_point_nearby_is_lower() => Gen.Select(
        Gen.Double[-5, 5].Array[4], Gen.Double[-3, 3].Array[12], Gen.Double[0, 2].Array[3],
        Gen.Double[-0.2, 0.2].Array[3], Gen.Double[0.1, 10]).Sample(
        (offsets, slopes, center, move, step) =>
        {
            var (weights, point) = (new double[] { 1, 0, 0, 0 }, new double[3]);
            ProximalBundle.Solve(offsets, slopes, center, step, weights, point);
            double[] other = [.. point.Zip(move, (y, by) => Math.Max(0, y + by))];

            Assert.True(Height(point) <= Height(other) + 1e-7);

            double Height(double[] y) =>
                Enumerable.Range(0, 4).Max(k =>
                    offsets[k] + Enumerable.Range(0, 3).Sum(i => slopes[(3 * k) + i] * y[i]))
                + (y.Zip(center, (a, b) => (a - b) * (a - b)).Sum() / (2 * step));
        },
        iter: 2_000);

    [Fact]
    public void Planes_that_take_turns_around_a_corner_end() => Gen.Select(
        Special(-5, 5).Array[4], Special(-3, 3).Array[12], Special(0, 2).Array[3], Gen.Double[0.1, 10]).Sample(
        (offsets, slopes, center, step) =>
        {
            var (weights, point) = (new double[] { 1, 0, 0, 0 }, new double[3]);
            var highest = ProximalBundle.Solve(offsets, slopes, center, step, weights, point);

            // Heights of all planes that have weight are the highest: no weights are better (Kuhn and Tucker).
            for (var plane = 0; plane < 4; plane++)
            {
                var height = offsets[plane] + Enumerable.Range(0, 3).Sum(i => slopes[(3 * plane) + i] * point[i]);
                var gap = weights[plane] * (highest - height);
                Assert.True(gap <= 1e-6 * (1 + Math.Abs(highest)), $"Plane {plane} has weight and is {gap} too low.");
            }
        },
        iter: 20_000);

    // Corners and nearly equal planes are rare among numbers drawn evenly.
    private static Gen<double> Special(double low, double high) => Gen.Frequency(
        (5, Gen.Int[0, 4].Select(i => new[] { 0, 1, 2, low, high }[i])),
        (3, Gen.Int[0, 3].Select(i => new[] { 1e-5, 2.5e-5, 1e-11, 1e-70 }[i])),
        (12, Gen.Double[low, high]));
}
