using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Planning.Targets;
using Xunit;

namespace Quartermaster.Tests.Planning.Targets;

/// <summary>How levels must move when one thing changes. Without fixed costs: the grid on which those are weighed moves
/// with the inputs.</summary>
public sealed class TargetsLawTests
{
    // A facility's part is counted exactly for small means and by an expansion for large ones: a count apart.
    private const int LocalTolerance = 1;

    [Fact]
    public void Dearer_room_never_raises_a_level() => Compare(
        inputs => inputs with { RoomPrices = Each(inputs.RoomPrices, room => new(room.PerUnitDay + 0.1)) },
        (row, before, after) => Assert.InRange(after, 0, before));

    [Fact]
    public void Dearer_holding_never_raises_a_network_level() => Compare(
        inputs => inputs with
        {
            Costs = Each(inputs.Costs, c => c with { HoldingCostPerUnitDay = c.HoldingCostPerUnitDay * 1.5 }),
        },
        (row, before, after) => Assert.InRange(after, 0, before));

    [Fact]
    public void A_greater_loss_by_scrapping_never_raises_a_level() => Compare(
        inputs => inputs with { Costs = Each(inputs.Costs, c => c with { ScrapLoss = (2 * c.ScrapLoss) + 0.5 }) },
        (row, before, after) => Assert.InRange(after, 0, before));

    [Fact]
    public void Higher_goodwill_never_lowers_a_level() => Compare(
        inputs => inputs with { Costs = Each(inputs.Costs, c => c with { ShortageCost = c.ShortageCost + 2 }) },
        (row, before, after) => Assert.InRange(after, before, int.MaxValue));

    [Fact]
    public void A_longer_lead_time_never_lowers_a_level() => Compare(
        inputs => inputs with
        {
            LeadTimes = inputs.LeadTimes with { Days = Each(inputs.LeadTimes.Days, days => days + 3) },
        },
        (row, before, after) => Assert.InRange(after, before - Tolerance(row), int.MaxValue));

    [Fact]
    public void More_demand_never_lowers_a_level() => Compare(
        inputs => inputs with
        {
            Demand = inputs.Demand with { Sums = Each(inputs.Demand.Sums, units => MathF.Floor(units * 1.3f)) },
        },
        (row, before, after) => Assert.InRange(after, before - Tolerance(row), int.MaxValue));

    [Fact]
    public void A_larger_share_never_lowers_a_level() => Compare(
        inputs => inputs with
        {
            Nodes = Each(inputs.Nodes, node => node with { Share = node.Share > 1 ? 2 : (1 + node.Share) / 2 }),
        },
        (row, before, after) => Assert.InRange(after, before - Tolerance(row), int.MaxValue));

    [Fact]
    public void Levels_of_the_network_do_not_depend_on_its_centers() => TargetWorlds.AnyWithoutFixedCost.Sample(
        inputs =>
        {
            var engine = new TargetsEngine(new());
            Assert.Equal(
                Enumerable.Range(0, inputs.Count).Select(product =>
                    engine.Plan(inputs).Decisions.Rows[inputs.FirstRow(product)]),
                engine.Plan(inputs.OfNetwork()).Decisions.Rows.ToArray());
        },
        iter: 100);

    private static int Tolerance(TargetRow row) => row.Facility.Value == 0 ? 0 : LocalTolerance;

    private static void Compare(Func<TargetInputs, TargetInputs> change, Action<TargetRow, int, int> law) =>
        TargetWorlds.AnyWithoutFixedCost.Sample(
            inputs =>
            {
                var engine = new TargetsEngine(new());
                var before = engine.Plan(inputs).Decisions.Rows;
                var after = engine.Plan(change(inputs)).Decisions.Rows;
                for (var row = 0; row < before.Length; row++)
                {
                    law(before[row], before[row].Units, after[row].Units);
                }
            },
            iter: 1_000);

    private static Table<TRow> Each<TRow>(Table<TRow> table, Func<TRow, TRow> change) where TRow : unmanaged =>
        new([.. table.Rows.ToArray().Select(change)]);

    private static LongMatrix Each(LongMatrix matrix, Func<float, float> change) => new(
        matrix.Columns,
        [.. Enumerable.Range(0, matrix.Count).SelectMany(row => matrix.Row(row).ToArray()).Select(change)]);

    private static Matrix Each(Matrix matrix, Func<float, float> change) => new(
        matrix.Columns,
        [.. Enumerable.Range(0, matrix.Count).SelectMany(row => matrix.Row(row).ToArray()).Select(change)]);
}
