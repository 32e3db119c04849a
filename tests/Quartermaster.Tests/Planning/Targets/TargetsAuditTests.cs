using Quartermaster.Domain;
using Quartermaster.Planning.Targets;
using Xunit;

namespace Quartermaster.Tests.Planning.Targets;

/// <summary>The judge notices each kind of wrong level.</summary>
public sealed class TargetsAuditTests
{
    [Theory]
    [InlineData(90, 89, null)]
    [InlineData(0, -1, null)]
    [InlineData(-1, -2, "No level is negative.")]
    [InlineData(90, 90, "Orders are placed below the level only.")]
    [InlineData(101, 100, "No level passes the highest demand that is believed possible.")]
    public void Judges_the_level(int units, int reorderPoint, string? rule) =>
        Judge(TargetWorlds.Plain, new(new(1), default, units, reorderPoint), rule);

    [Fact]
    public void Judges_whose_level_it_is() => Judge(
        TargetWorlds.Plain, new(new(2), default, 90, 89), "A level is for its product and node.");

    [Fact]
    public void Judges_whether_a_person_was_followed() => Judge(
        TargetWorlds.Plain with { Nodes = [TargetWorlds.Plain.Nodes[0] with { Override = new(1, 7) }] },
        new(new(1), default, 8, 7), "A human decision is followed exactly.");

    [Fact]
    public void Judges_levels_of_bad_rows() => Judge(
        TargetWorlds.Plain with { LeadTimes = [float.NaN] }, new(new(1), default, 8, 7),
        "The level of a bad row is 0.");

    private static void Judge(Goods goods, TargetRow level, string? rule)
    {
        var inputs = TargetWorlds.Of(goods);
        var plan = new TargetsEngine(new()).Plan(inputs) with { Decisions = new([level]) };

        Assert.Equal(rule, new TargetsAudit().Check(inputs, plan).Select(breach => breach.Rule).FirstOrDefault());
    }
}
