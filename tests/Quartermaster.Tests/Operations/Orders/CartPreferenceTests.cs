using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Operations.Orders;
using Xunit;

namespace Quartermaster.Tests.Operations.Orders;

/// <summary>Together or line by line: whichever brings more.</summary>
public sealed class CartPreferenceTests
{
    [Fact]
    public void Waiting_together_for_a_late_line_is_worth_less_than_a_second_parcel_or_more()
    {
        // A margin of 10 each; a tenth of customers goes for each day of waiting beyond the first.
        CartWorth cart = new(20, 0.1), line = new(10, 0.1);
        double? together = cart.ProfitOf(3_000_000, 6 * 1_440);
        double?[] apart = [line.ProfitOf(3_000_000, 1_440), line.ProfitOf(3_000_000, 6 * 1_440)];

        Assert.Equal(17 * Math.Exp(-0.5), together.Value, 9);
        Assert.Equal(7 + (7 * Math.Exp(-0.5)), apart.Sum()!.Value, 9);
        Assert.True(CartPreference.IsSplit(together, apart, default));
        Assert.False(CartPreference.IsSplit(together, apart, Money.Of(1)));
    }

    [Fact]
    public void What_cannot_be_promised_is_worth_nothing()
    {
        Assert.Null(CartPreference.IsSplit(null, [null, null], default));
        Assert.True(CartPreference.IsSplit(null, [5, null], Money.Of(3)));
        Assert.False(CartPreference.IsSplit(6, [5, null], default));
        Assert.False(CartPreference.IsSplit(6, [null, null], default));

        // A sale at a loss is not made better by customers who go.
        Assert.Equal(-2, new CartWorth(1, 0.5).ProfitOf(3_000_000, 9 * 1_440));
    }

    [Fact]
    public void A_dearer_parcel_never_makes_splitting_the_better_way() => Gen.Select(
        Gen.Double[-5, 20], Gen.Double[-5, 20].Array[1, 5], Gen.Int[0, 5], Gen.Int[0, 5]).Sample(
        (whole, each, cost, more) =>
        {
            double?[] lines = [.. each.Select(profit => (double?)profit)];
            Assert.True(CartPreference.IsSplit(whole, lines, Money.Of(cost)) == true
                || CartPreference.IsSplit(whole, lines, Money.Of(cost + more)) == false);
        });
}
