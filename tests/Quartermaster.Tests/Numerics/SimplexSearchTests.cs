using Quartermaster.Numerics;
using Xunit;

namespace Quartermaster.Tests.Numerics;

public sealed class SimplexSearchTests
{
    [Fact]
    public void Finds_the_end_of_Rosenbrocks_valley()
    {
        Span<double> point = [-1.2, 1];
        var value = SimplexSearch.Minimize(
            at => (100 * Math.Pow(at[1] - (at[0] * at[0]), 2)) + Math.Pow(1 - at[0], 2), point, 0.5, 1e-14, 1000);
        Assert.InRange(value, 0, 1e-10);
        Assert.Equal(1, point[0], 1e-4);
        Assert.Equal(1, point[1], 1e-4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Finds_the_bottom_of_a_bowl(int size)
    {
        var point = new double[size];
        SimplexSearch.Minimize(at =>
        {
            var sum = 0.0;
            for (var i = 0; i < at.Length; i++)
            {
                sum += (i + 1) * Math.Pow(at[i] - i - 0.5, 2);
            }

            return sum;
        }, point, 1, 1e-13, 2000);
        for (var i = 0; i < size; i++)
        {
            Assert.Equal(i + 0.5, point[i], 1e-4);
        }
    }

    [Fact]
    public void Stays_away_from_where_there_is_no_number_and_keeps_to_its_calls()
    {
        var calls = 0;
        Span<double> point = [2];
        SimplexSearch.Minimize(at =>
        {
            calls++;
            return at[0] < 1 ? double.NaN : at[0];
        }, point, 0.7, 1e-6, 200);
        Assert.Equal(1, point[0], 1e-3);

        calls = 0;
        SimplexSearch.Minimize(at => ++calls, point, 1, 0, 30);
        Assert.InRange(calls, 30, 35);
    }
}
