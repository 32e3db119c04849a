using Quartermaster.Domain;
using Quartermaster.Domain.Prices;
using Quartermaster.Planning.Placement;
using Xunit;

namespace Quartermaster.Tests.Planning.Placement;

/// <summary>Spillover instances computed apart from us, by exhaustive enumeration of demand with exact transport
/// recourse (shared oracle placement-spillover): one region per facility, local shipping 1, further shipping as
/// given.</summary>
/// <remarks>The oracle also chooses the total; here the total is the oracle's, and the split must be.</remarks>
public sealed class PlacementOracleTests
{
    [Theory]
    [InlineData("5 5", 3, 3, 10, "7 7", 0)]
    [InlineData("2 8", 3, 3, 10, "3 11", 0)]
    [InlineData("1 1", 3, 3, 20, "2 2", 0)]
    [InlineData("3 3 3", 3, 5, 10, "4 5 4", 1)] // the tree joins 1 and 2 first, and so leaves 3 more of its own
    [InlineData("1 2 4", 3, 6, 10, "2 3 6", 0)]
    [InlineData("0.4 0.6 1.5", 3, 6, 12, "1 2 3", 0)]
    public void Splits_as_the_exact_optimum(
        string means, double adjacent, double twoAway, double lost, string split, int unitsElsewhere)
    {
        var (demand, expected) = (Numbers(means), Numbers(split));
        var total = demand.Sum();
        var serve = Line(demand, adjacent, twoAway);

        // Poisson demand: quantiles whose variance is the mean.
        var deviation = Math.Sqrt(total) * 1.001;
        var goods = new Goods((int)expected.Sum(), 1,
            [.. new[] { -1.0, 0, 1.0 }.Select(z => (float)Math.Max(0, total + (z * SpreadOf(deviation))))],
            [.. demand.Select(mean => (float)mean)],
            [.. Enumerable.Range(1, demand.Length).Select(at => new At(at))])
        {
            Margin = lost, Lost = 0,
        };
        var plan = new PlacementEngine(new()).Plan(PlacementWorlds.Of(serve, PriceBoard.Empty, goods));
        var ours = plan.Decisions.Rows.ToArray().Select(row => row.Units).ToArray();

        Assert.Equal(expected.Sum(), ours.Sum());
        Assert.Equal(2 * unitsElsewhere, ours.Zip(expected, (a, b) => Math.Abs(a - b)).Sum());
    }

    // Levels 10, 50 and 90 % joined by lines: the variance is a fixed multiple of the half width squared.
    private static double SpreadOf(double deviation) => deviation / Math.Sqrt(0.2 + (0.8 / 3));

    private static ServeCosts Line(double[] demand, double adjacent, double twoAway)
    {
        var n = demand.Length;
        float[] costs = [.. from i in Enumerable.Range(0, n) from j in Enumerable.Range(0, n)
                            select (float)(i == j ? 1 : Math.Abs(i - j) == 1 ? adjacent : twoAway)];
        return new([.. Enumerable.Range(1, n).Select(i => new FacilityId(i))], [.. demand.Select(mean => (float)mean)],
            new(n, costs), new(n, new float[n * n]), new(n, new float[n * n]), new(0, 0));
    }

    private static double[] Numbers(string text) =>
        [.. text.Split(' ').Select(word => double.Parse(word, System.Globalization.CultureInfo.InvariantCulture))];
}
