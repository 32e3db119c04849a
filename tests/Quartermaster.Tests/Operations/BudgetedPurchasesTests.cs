using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Operations;
using Quartermaster.Operations.PriceLoop;
using Quartermaster.Planning.Buying;
using Quartermaster.Tests.Planning.Buying;
using Xunit;

namespace Quartermaster.Tests.Operations;

public sealed class BudgetedPurchasesTests
{
    private static readonly Company s_company = new() { Name = "tests", Forecaster = new NoForecaster() };

    /// <summary>A company whose buying does not answer to prices.</summary>
    private static readonly Company s_priceless = s_company with { Buying = new Plain() };

    [Fact]
    public void A_budget_is_kept_unless_people_alone_decided_more() => Gen.Select(
        BuyingWorlds.Any, Gen.Double[0, 2_000], Gen.Bool).Sample(
        (inputs, budget, isPriced) =>
        {
            var (asked, plan) = Decide(isPriced ? s_company : s_priceless, inputs, budget, Explain.Yes);

            var decided = SpendOf(inputs, plan.Decisions, onlyPeople: true);
            Assert.True(SpendOf(inputs, plan.Decisions) <= Math.Max(budget, decided));
            Assert.Equal(decided > budget, SpendingLimit.Check(asked, plan.Decisions, budget).Count > 0);
            Assert.Empty(new BuyingAudit().Check(asked, plan));
            Assert.Empty(PurchaseOrders.Check(asked, plan.Decisions));
            for (var row = 0; row < plan.Decisions.Count; row++)
            {
                Assert.Equal(plan.Decisions.Rows[row].Units,
                    plan.Reasons.Of(row).ToArray().Sum(reason => reason.Amount));
            }
        },
        iter: 1_000);

    [Fact]
    public void Products_keep_what_they_were_given_and_decide_the_same_alone_at_their_price()
    {
        var inputs = Shop(200, least: 0);
        var (asked, plan) = Decide(s_company, inputs, 40_000);

        Assert.Equal(plan.Decisions, s_company.Buying.Plan(asked).Decisions);
        Assert.InRange(SpendOf(inputs, plan.Decisions), 39_000, 40_000);
        Assert.Equal(Decide(s_company, inputs, 40_000, threads: 3).Plan.Decisions, plan.Decisions);
    }

    /// <summary>Work counts answers: so many rounds of all products, and no tries after them.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void A_companys_settings_of_the_price_loop_hold_for_its_budget(int rounds)
    {
        var policy = new CoordinatorPolicy { Gap = 1e-12, MostRounds = rounds, MostRescues = 0, MostRescuedGroups = 0 };
        var (_, plan) = Decide(s_company with { Coordination = policy }, Shop(200, least: 0), 40_000);

        Assert.Equal(200 * rounds, plan.Certificate.Work);
    }

    /// <summary>Ten vendors want 2,000 each, and there is money for three of them.</summary>
    [Fact]
    public void Vendors_least_values_are_kept_within_the_budget_too()
    {
        var inputs = Shop(200, least: 2_000);
        var (asked, plan) = Decide(s_company, inputs, 7_000);

        Assert.InRange(SpendOf(inputs, plan.Decisions), 6_000, 7_000);
        Assert.Empty(PurchaseOrders.Check(asked, plan.Decisions));
    }

    [Fact]
    public void Without_a_budget_nothing_is_dropped()
    {
        var inputs = Shop(50, least: 0);
        Assert.Equal(s_company.Buying.Plan(inputs).Decisions,
            Decide(s_company, inputs, double.PositiveInfinity).Plan.Decisions);
    }

    [Fact]
    public void A_plan_over_its_budget_is_a_breach_that_says_what_people_decided()
    {
        var row = BuyingWorlds.Plain;
        var inputs = BuyingWorlds.Products(row, row with
        {
            Offer = row.Offer with { Product = new(2) },
            Override = new(1, 300),
        });
        var (asked, plan) = Decide(s_company, inputs, 1_000);

        Assert.Equal([0, 300], plan.Decisions.Rows.ToArray().Select(line => line.Units));
        var breach = Assert.Single(SpendingLimit.Check(asked, plan.Decisions, 1_000));
        Assert.Equal(-1, breach.Row);
        Assert.Contains("budget of 1,000; this one costs 1,500, of which people decided 1,500", breach.Rule,
            StringComparison.Ordinal);
        Assert.Empty(SpendingLimit.Check(asked, plan.Decisions, 1_500));
    }

    private static (BuyingInputs Inputs, Plan<PurchaseLine, BuyingReason> Plan) Decide(
        Company company, BuyingInputs inputs, double budget, Explain explain = Explain.No, int threads = 1) =>
        BudgetedPurchases.Decide(company, inputs, budget,
            new([.. Enumerable.Range(0, inputs.Count).Select(group => (ulong)group + 1)]), new(threads, explain));

    // Levels of 50 to 150 units at 5, from ten vendors.
    private static BuyingInputs Shop(int products, int least) => BuyingWorlds.Products(
    [
        .. Enumerable.Range(1, products).Select(product => BuyingWorlds.Plain with
        {
            Offer = BuyingWorlds.Plain.Offer with { Product = new(product), Vendor = new(1 + (product % 10)) },
            Level = new(50 + (product * 37 % 101)),
            OrderMinimum = new(Money.Of(least)),
        }),
    ]);

    private static double SpendOf(BuyingInputs inputs, Table<PurchaseLine> lines, bool onlyPeople = false) =>
        Enumerable.Range(0, lines.Count).Where(row => !onlyPeople || inputs.Overrides.Rows[row].IsGiven).Sum(row =>
            inputs.Breaks.Rows[row].At(lines.Rows[row].Units, inputs.Offers.Rows[row].UnitCost).Micros
                * (double)lines.Rows[row].Units) / 1e6;

    private sealed class Plain : IRowEngine<BuyingInputs, PurchaseLine, BuyingReason>
    {
        public void Decide(BuyingInputs inputs, Span<PurchaseLine> decisions, ReasonWriter<BuyingReason>? why) =>
            new BuyingEngine(new()).Decide(inputs, decisions, why);
    }

    private sealed class NoForecaster : IForecaster
    {
        public string Name => "none";

        public DemandForecast Forecast(DemandInputs inputs, int threads = 1, CancellationToken cancel = default) =>
            throw new NotSupportedException("Nobody asks for a forecast here.");
    }
}
