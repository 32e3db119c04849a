using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Prices;
using Quartermaster.Numerics;
using Quartermaster.Planning.Placement;
using Xunit;

namespace Quartermaster.Tests.Planning.Placement;

/// <summary>Options are made by the placement engine and decide nothing of their own: what the house asks of engines,
/// asked of them.</summary>
public sealed class InboundRunnerTests
{
    private static readonly PlacementEngine s_engine = new(new());

    [Fact]
    public void Every_option_obeys_the_rules_of_placement() => Decidable.Sample(inputs =>
        Assert.All(Options(inputs, default), option =>
            Assert.Empty(new PlacementAudit().Check(inputs, PlanOf(inputs, option)))));

    [Fact]
    public void Options_are_the_same_again_alone_and_on_many_threads() => Decidable.Sample(
        inputs =>
        {
            var told = Told(Options(inputs, new(0.5, 1, 0.01, 0.25)));
            var others = new string[7];
            Blocks.Run(others.Length, 1, 7, block =>
                others[block.Index] = Told(Options(inputs, new(0.5, 1, 0.01, 0.25))));
            Assert.All(others, other => Assert.Equal(told, other));
        },
        iter: 20);

    [Fact]
    public void Who_has_gone_is_not_computed_for()
    {
        var inputs = PlacementWorlds.Of(PlacementWorlds.Line(2, 0, 10), PriceBoard.Empty,
            new Goods(12, 1, [12, 12, 12], [1, 1], [new(1), new(2)]));
        Assert.Throws<OperationCanceledException>(() =>
            new InboundOptions(new()).Of(inputs, new([default]), 4, new(canceled: true)));
    }

    /// <summary>A shipment of seconds, given up while it is computed: were it heard only before and after, the options
    /// would come.</summary>
    [Fact]
    public async Task Who_goes_meanwhile_is_heard_between_products()
    {
        var goods = new Goods(200_000, 3, [1e5f, 2e5f, 3e5f], [1, 1, 1, 1], [new(1), new(2), new(3)]);
        var inputs = PlacementWorlds.Of(PlacementWorlds.Line(3, 1, 8, 13, 22), PriceBoard.Empty,
            [.. Enumerable.Range(1, 20_000).Select(product => goods with { Product = product })]);
        using var gone = new CancellationTokenSource();
        var options = Task.Run(() => new InboundOptions(new()).Of(
            inputs, new(new InboundRates[inputs.Count]), 4, gone.Token));
        await Task.Delay(20, CancellationToken.None);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => options);
    }

    private static Gen<PlacementInputs> Decidable { get; } =
        from goods in PlacementWorlds.AnyGoods(3, 4).Array[1, 3]
        from prices in Gen.Double[0, 0.4].Array[6]
        select PlacementWorlds.Of(PlacementWorlds.Line(3, 1, 8, 13, 22),
            new(PlacementWorlds.Resources(3), new(prices)), [.. goods.Select((one, i) => one with
            {
                Product = i + 1,
                Units = Math.Max(1, one.Units),
                CaseUnits = Math.Max(1, one.CaseUnits),
                Shares = [.. one.Shares.Select(share => share + 0.01f)],
                At = [.. Enumerable.Range(0, 3).Select(at => new At(
                    at + 1, one.At.Length > at ? one.At[at].Position : 0,
                    MayHold: one.At.Length <= at || one.At[at].MayHold))],
            })]);

    private static IReadOnlyList<InboundOption> Options(PlacementInputs inputs, InboundRates rates) =>
        new InboundOptions(new()).Of(
            inputs, new([.. Enumerable.Repeat(rates, inputs.Count)]), 9, CancellationToken.None);

    private static string Told(IReadOnlyList<InboundOption> options) => string.Join('\n', options.Select(option =>
        $"{option.OnlyCenter} {string.Join(' ', option.Rows)} {string.Join(' ', option.Costs)}"));

    private static Plan<PlacementRow, PlacementReason> PlanOf(PlacementInputs inputs, InboundOption option)
    {
        var rows = s_engine.Plan(inputs).Decisions.Rows.ToArray();
        return s_engine.Plan(inputs) with
        {
            Decisions = new([.. rows.Select(row => row with
            {
                Units = option.Rows.Where(sent => (sent.Product, sent.Facility) == (row.Product, row.Facility))
                    .Sum(sent => sent.Units),
            })]),
        };
    }
}
