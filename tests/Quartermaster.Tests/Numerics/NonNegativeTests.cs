using CsCheck;
using Quartermaster.Numerics;
using Xunit;

namespace Quartermaster.Tests.Numerics;

public sealed class NonNegativeTests
{
    [Fact]
    public void What_is_below_zero_becomes_zero_and_nothing_else_changes() => Gen.Int.Array[0, 70].Sample(values =>
    {
        var made = (int[])values.Clone();
        NonNegative.Make(made);
        Assert.Equal(values.Select(value => Math.Max(0, value)), made);
    });
}
