using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Operations.Engines;
using Quartermaster.Planning.Buying;
using Quartermaster.Tests.Conformance;
using Quartermaster.Tests.Planning.Buying;
using Xunit;

namespace Quartermaster.Tests.Operations;

using IBuying = IRowEngine<BuyingInputs, PurchaseLine, BuyingReason>;
using IJudge = IPlanAudit<BuyingInputs, PurchaseLine, BuyingReason>;

/// <summary>A guard around an engine that the suite rejects (<see cref="MutantTests"/>) passes all of it.</summary>
public sealed class GuardedEngineTests : EngineConformance<BuyingInputs, PurchaseLine, BuyingReason>
{
    private static readonly BuyingEngine s_sound = new(new());
    private static readonly BuyingEngine s_other = new(new() { LeastProfitPerCase = 20 });
    private static readonly LawlessMutant s_lawless = new(s_other);
    private static readonly BuyingAudit s_judge = new();

    // Lawless for products of even number alone.
    private static readonly IBuying s_halfLawless =
        new TrialEngine<BuyingInputs, PurchaseLine, BuyingReason>(s_other, s_lawless, (inputs, group) =>
            inputs.FirstRow(group) < inputs.FirstRow(group + 1)
            && inputs.Offers.Rows[inputs.FirstRow(group)].Product.Value % 2 == 0);

    protected override IRowEngine<BuyingInputs, PurchaseLine, BuyingReason> Engine { get; } =
        Guard(s_halfLawless, s_judge, s_sound);

    protected override IPlanAudit<BuyingInputs, PurchaseLine, BuyingReason> Audit => s_judge;

    protected override Gen<BuyingInputs> AnyInputs => BuyingWorlds.Any;

    protected override long Quantity(PurchaseLine row) => row.Units;

    [Fact]
    public void Broken_groups_and_no_others_are_decided_by_the_fallback_and_say_so()
    {
        var (kept, fell) = (0, 0);
        BuyingWorlds.Any.Sample(
            inputs =>
            {
                var plan = Engine.Plan(inputs, Explain.Yes);
                for (var group = 0; group < inputs.Count; group++)
                {
                    var alone = inputs.Pick([group]);
                    var own = s_halfLawless.Plan(alone, Explain.Yes);
                    var isBroken = s_judge.Check(alone, own).Count > 0;
                    var expected = isBroken ? s_sound.Plan(alone, Explain.Yes) : own;
                    (kept, fell) = (kept + (isBroken ? 0 : alone.Offers.Count), fell + (isBroken ? 1 : 0));
                    for (var row = 0; row < alone.Offers.Count; row++)
                    {
                        var at = inputs.FirstRow(group) + row;
                        Reason<BuyingReason>[] remark = isBroken ? [new(BuyingReason.FellBack, 0)] : [];
                        Assert.Equal(expected.Decisions.Rows[row], plan.Decisions.Rows[at]);
                        Assert.Equal([.. expected.Reasons.Of(row), .. remark], plan.Reasons.Of(at).ToArray());
                    }
                }
            },
            threads: 1);
        Assert.True(kept > 10 && fell > 10, $"{kept} rows kept, {fell} groups fell back.");
    }

    [Fact]
    public void A_verdict_on_the_whole_plan_is_asked_again_group_by_group()
    {
        var inputs = BuyingWorlds.Products([.. new[] { 100, 7, 50 }
            .Select(level => BuyingWorlds.Plain with { Level = new(level) })]);
        var plan = Guard(s_sound, new NoSevens(), new LawlessMutant(s_sound)).Plan(inputs, Explain.Yes);

        Assert.Equal([100, 8, 50], plan.Decisions.Rows.ToArray().Select(line => line.Units));
        Assert.Equal(new(BuyingReason.FellBack, 0), plan.Reasons.Of(1)[^1]);
        Assert.NotEqual(BuyingReason.FellBack, plan.Reasons.Of(2)[^1].Because);
    }

    [Fact]
    public void What_the_fallback_breaks_too_is_left_for_the_audit_to_find()
    {
        var inputs = BuyingWorlds.One(BuyingWorlds.Plain);
        var plan = Guard(s_lawless, s_judge, new LawlessMutant(s_sound)).Plan(inputs);

        Assert.NotEmpty(s_judge.Check(inputs, plan));
    }

    [Fact]
    public void A_guard_inside_a_guard_is_the_next_line_of_defense()
    {
        var inputs = BuyingWorlds.One(BuyingWorlds.Plain);
        var plan = Guard(s_lawless, s_judge, Guard(new LawlessMutant(s_sound), s_judge, s_sound)).Plan(inputs);

        Assert.Equal(s_sound.Plan(inputs).Decisions, plan.Decisions);
    }

    [Fact]
    public void Around_an_engine_that_answers_to_prices_the_answers_are_its_own() =>
        BuyingWorlds.Any.Sample(inputs =>
        {
            var guard = new GuardedPricedEngine<BuyingEngine, BuyingInputs, PurchaseLine, BuyingReason>(
                s_other, s_judge, s_sound, BuyingReason.FellBack);
            var (ours, theirs) = (new double[1], new double[1]);

            Assert.Equal(s_other.Respond(inputs, [0.3], theirs), guard.Respond(inputs, [0.3], ours));
            Assert.Equal(theirs, ours);
            Assert.Equal(s_other.AtPrices(inputs, [0.3]).BudgetPrices, guard.AtPrices(inputs, [0.3]).BudgetPrices);
            Assert.Equal(Guard(s_other, s_judge, s_sound).Plan(inputs, Explain.Yes), guard.Plan(inputs, Explain.Yes));
        });

    private static GuardedEngine<BuyingInputs, PurchaseLine, BuyingReason> Guard(
        IBuying engine, IJudge judge, IBuying fallback) => new(engine, judge, fallback, BuyingReason.FellBack);

    /// <summary>Rejects any plan in which a line has seven units, and names no line.</summary>
    private sealed class NoSevens : IJudge
    {
        public IReadOnlyList<Breach> Check(BuyingInputs inputs, Plan<PurchaseLine, BuyingReason> plan) =>
            plan.Decisions.Rows.ToArray().Any(line => line.Units == 7) ? [new(-1, "No sevens.")] : [];
    }
}
