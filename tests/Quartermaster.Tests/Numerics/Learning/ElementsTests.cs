using Quartermaster.Numerics.Learning;
using Xunit;

namespace Quartermaster.Tests.Numerics.Learning;

/// <summary>Exponentials and logarithms of our own, against those of double precision.</summary>
public sealed class ElementsTests
{
    [Fact]
    public void Elu_and_softplus_are_right_to_single_precision()
    {
        for (var x = -100f; x <= 100; x += 0.00971f)
        {
            var (elu, softplus) = Of(x);
            Assert.Equal(x > 0 ? x : Math.Exp(x) - 1, elu, 2e-7 * Math.Max(1, x));
            Assert.Equal(Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))), softplus, 2e-7 * Math.Max(1, x));

            // Where it is small, softplus is nearly the exponential: right in its own digits, down to 10⁻³⁸.
            if (x is < -17 and > -87)
            {
                Assert.Equal(1, softplus / Math.Exp(x), 2.5e-7);
            }
        }
    }

    [Theory]
    [InlineData(float.NegativeInfinity, -1, 0)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData(float.NaN, float.NaN, float.NaN)]
    [InlineData(0, 0, 0.6931472f)]
    public void What_is_no_usual_number_gives_what_it_should(float x, float elu, float softplus)
    {
        var own = Of(x);
        Assert.Equal(elu, own.Elu);
        Assert.Equal(softplus, own.Softplus, 1e-7f);
    }

    private static (float Elu, float Softplus) Of(float value)
    {
        var network = new Network(new());
        var x = network.Input(1, 1);
        var (elu, softplus) = (network.Elu(x), network.Softplus(x));
        x.Row(0)[0] = value;
        network.Forward();
        return (elu.Row(0)[0], softplus.Row(0)[0]);
    }
}
