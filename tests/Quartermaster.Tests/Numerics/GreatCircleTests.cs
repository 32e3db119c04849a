using CsCheck;
using Quartermaster.Numerics;
using Xunit;

namespace Quartermaster.Tests.Numerics;

public sealed class GreatCircleTests
{
    private const double Quarter = 6_371 * Math.PI / 2;

    /// <summary>A quarter of the way round, the poles, and the example of Williams, "Aviation Formulary" (1.47): from
    /// Los Angeles (33°57′ N, 118°24′ W) to New York (40°38′ N, 73°47′ W) is 0.623585 radians.</summary>
    [Theory]
    [InlineData(0, 0, 0, 90, Quarter)]
    [InlineData(90, 0, -90, 77, 2 * Quarter)]
    [InlineData(0, 179, 0, -179, 2 * Quarter / 90)]
    [InlineData(33.95, -118.4, 40.633333333333333, -73.783333333333333, 0.623585 * 6_371)]
    public void Knows_distances(double latitude, double longitude, double other, double east, double kilometers) =>
        Assert.Equal(kilometers, GreatCircle.Kilometers(latitude, longitude, other, east), 0.01);

    /// <summary>The angle between the vectors of the two points, by their chord.</summary>
    [Fact]
    public void Agrees_with_the_chord_between_the_points() =>
        Gen.Select(Gen.Double[-90, 90], Gen.Double[-180, 180], Gen.Double[-90, 90], Gen.Double[-180, 180]).Sample(
            (latitude, longitude, other, east) =>
            {
                var (a, b) = (Point(latitude, longitude), Point(other, east));
                var chord = Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());
                var expected = 2 * 6_371 * Math.Asin(Math.Min(1, chord / 2));
                Assert.Equal(expected, GreatCircle.Kilometers(latitude, longitude, other, east), 0.01);
            });

    private static double[] Point(double latitude, double longitude)
    {
        var (north, east) = (double.DegreesToRadians(latitude), double.DegreesToRadians(longitude));
        return [Math.Cos(north) * Math.Cos(east), Math.Cos(north) * Math.Sin(east), Math.Sin(north)];
    }
}
