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
        OfferWorth together = new(cart.ProfitOf(3_000_000, 6 * 1_440), 1);
        OfferWorth[] apart =
            [new(line.ProfitOf(3_000_000, 1_440), 1), new(line.ProfitOf(3_000_000, 6 * 1_440), 1)];

        Assert.Equal(17 * Math.Exp(-0.5), together.Profit, 9);
        Assert.Equal(7 + (7 * Math.Exp(-0.5)), apart.Sum(one => one.Profit), 9);
        Assert.True(CartPreference.IsSplit(together, apart, default));
        Assert.False(CartPreference.IsSplit(together, apart, Money.Of(1)));
    }

    [Fact]
    public void Lines_that_lie_apart_come_in_as_many_parcels_either_way()
    {
        // One line from each of two centers, a day and two days away: together both are promised for the second.
        CartWorth cart = new(20, 0.1), line = new(10, 0.1);
        OfferWorth[] apart =
            [new(line.ProfitOf(3_000_000, 1_440), 1), new(line.ProfitOf(3_000_000, 2 * 1_440), 1)];
        Assert.True(CartPreference.IsSplit(new(cart.ProfitOf(6_000_000, 2 * 1_440), 2), apart, Money.Of(1)));
    }

    [Fact]
    public void What_cannot_be_promised_is_worth_nothing()
    {
        Assert.Null(CartPreference.IsSplit(default, [default, default], default));
        Assert.True(CartPreference.IsSplit(default, [new(5, 1), default], Money.Of(3)));
        Assert.False(CartPreference.IsSplit(new(6, 1), [new(5, 1), default], default));
        Assert.False(CartPreference.IsSplit(new(6, 1), [default, default], default));

        // A sale at a loss is not made better by customers who go.
        Assert.Equal(-2, new CartWorth(1, 0.5).ProfitOf(3_000_000, 9 * 1_440));
    }

    [Fact]
    public void A_dearer_parcel_never_makes_splitting_the_better_way() => Gen.Select(
        Gen.Double[-5, 20], Gen.Double[-5, 20].Array[1, 5], Gen.Int[0, 5], Gen.Int[0, 5]).Sample(
        (whole, each, cost, more) =>
        {
            OfferWorth[] lines = [.. each.Select(profit => new OfferWorth(profit, 1))];
            Assert.True(CartPreference.IsSplit(new(whole, 1), lines, Money.Of(cost)) == true
                || CartPreference.IsSplit(new(whole, 1), lines, Money.Of(cost + more)) == false);
        });
}
