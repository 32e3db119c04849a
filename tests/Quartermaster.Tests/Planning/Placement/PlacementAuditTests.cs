using Quartermaster.Domain;
using Quartermaster.Domain.Prices;
using Quartermaster.Planning.Placement;
using Xunit;

namespace Quartermaster.Tests.Planning.Placement;

/// <summary>The judge notices each kind of wrong row; the engine says why on examples.</summary>
public sealed class PlacementAuditTests
{
    // 25 units in cases of 10 for facilities 1 and 2; facility 3 may not hold it.
    private static readonly Goods s_goods = new(25, 10, [10, 20, 30], [1, 1, 1, 1, 1],
        [new(1), new(2), new(3, MayHold: false)]);

    [Theory]
    [InlineData(15, 10, 0, null)]
    [InlineData(25, 0, 0, null)]
    [InlineData(10, 10, 0, "All inbound is placed; none where none may hold it.")]
    [InlineData(13, 12, 0, "Only full cases are sent, but one remainder.")]
    [InlineData(35, -10, 0, "Nothing is placed in negative units.")]
    [InlineData(15, 0, 10, "Nothing goes to a facility that may not hold it.")]
    public void Judges_the_split(int first, int second, int third, string? rule)
    {
        var inputs = Inputs(s_goods);
        var plan = new PlacementEngine(new()).Plan(inputs);
        int[] units = [first, second, third];
        var rows = plan.Decisions.Rows.ToArray().Zip(units, (row, n) => row with { Units = n }).ToArray();

        var breaches = new PlacementAudit().Check(inputs, plan with { Decisions = new(rows) });

        Assert.Equal(rule, breaches.Select(breach => breach.Rule).FirstOrDefault());
    }

    [Fact]
    public void Judges_whether_a_person_was_followed()
    {
        var inputs = Inputs(s_goods with { At = [new(1, Override: new(1, 10)), new(2), new(3)] });
        var plan = new PlacementEngine(new()).Plan(inputs);
        var rows = plan.Decisions.Rows.ToArray().Zip([0, 25, 0], (row, n) => row with { Units = n }).ToArray();

        Assert.Equal(10, plan.Decisions.Rows[0].Units);
        Assert.Equal("A human decision is followed as far as physics allows.",
            Assert.Single(new PlacementAudit().Check(inputs, plan with { Decisions = new(rows) })).Rule);
    }

    [Fact]
    public void Says_why_nothing_is_placed()
    {
        Goods[] goods = [s_goods with { At = [new(1, MayHold: false)] }, s_goods with { CaseUnits = 0 }];
        var plan = new PlacementEngine(new()).Plan(Inputs(goods), Explain.Yes);

        Assert.Equal([new(PlacementReason.NowhereToHold, 0)], plan.Reasons.Of(0).ToArray());
        Assert.Equal([new(PlacementReason.BadInput, 0)], plan.Reasons.Of(1).ToArray());
        Assert.Equal([0, 0, 0, 0], plan.Decisions.Rows.ToArray().Select(row => row.Units));
    }

    [Fact]
    public void Says_that_the_price_of_room_moved_units_away()
    {
        var board = PriceBoard.Free(PlacementWorlds.Resources(3)).At([1_000, 0, 0, 0, 0, 0]);
        var inputs = Inputs(s_goods with { Units = 40 }) with { Prices = board };
        var plan = new PlacementEngine(new()).Plan(inputs, Explain.Yes);

        Assert.Contains(plan.Reasons.Of(0).ToArray(),
            part => part is { Because: PlacementReason.RoomPrice, Amount: < 0 });
        Assert.Contains(plan.Reasons.Of(1).ToArray(),
            part => part is { Because: PlacementReason.RoomPrice, Amount: > 0 });
    }

    private static PlacementInputs Inputs(params Goods[] goods) =>
        PlacementWorlds.Of(PlacementWorlds.Line(3, 1, 4, 11, 17, 22), PriceBoard.Empty, goods);
}
