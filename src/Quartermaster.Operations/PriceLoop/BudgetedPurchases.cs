using Quartermaster.Domain;
using Quartermaster.Domain.Prices;
using Quartermaster.Domain.Tables;
using Quartermaster.Planning.Buying;

namespace Quartermaster.Operations.PriceLoop;

/// <summary>Buys within a budget: at prices of money first, then line by line.</summary>
/// <remarks>The coordinator's plan is kept as it was rounded and repaired; each product's budget price in the inputs is
/// the one it was decided at, so that deciding on it alone gives its rows again. Vendors' least values come after,
/// and what they would spend too much is dropped by the least value lost. An engine that knows no prices knows no value
/// either: its plan is cut as buyers do it, what is most urgent first.</remarks>
public static class BudgetedPurchases
{
    /// <summary>Decides what to order.</summary>
    /// <param name="company">Who buys.</param>
    /// <param name="inputs">What is known.</param>
    /// <param name="budget">The most that may be spent, currency; infinite for no budget.</param>
    /// <param name="keys">For each group, its key for keyed draws.</param>
    /// <param name="run">How to run.</param>
    /// <returns>The inputs at the prices of the plan, and the plan: it costs more than the budget only where people
    /// decided more.</returns>
    public static (BuyingInputs Inputs, Plan<PurchaseLine, BuyingReason> Plan) Decide(
        Company company, BuyingInputs inputs, double budget, Table<ulong> keys, RunOptions run)
    {
        var priced = company.Buying as IPriced<BuyingInputs>;
        var (asked, plan) = priced is not null && double.IsFinite(budget)
            ? Settle(company, priced, inputs, budget, keys, run)
            : (inputs, company.Buying.Plan(inputs, run.Explain, run.Threads, run.Cancel));
        plan = company.MindsOrderMinimums ? OrderMinimums.Repair(asked, plan, budget) : plan;
        return (asked, priced is null
            ? WithinBudget.Cut(asked, plan, budget) : SpendingLimit.Keep(asked, plan, budget));
    }

    private static (BuyingInputs Inputs, Plan<PurchaseLine, BuyingReason> Plan) Settle(
        Company company, IPriced<BuyingInputs> priced, BuyingInputs inputs, double budget, Table<ulong> keys,
        RunOptions run)
    {
        var board = PriceBoard.Free(new([new(default, Resource.Budget, default, DateOnly.MinValue)]));
        // A budget holds for a company that does not coordinate centers, too.
        var settled = new Coordinator<BuyingInputs, PurchaseLine, BuyingReason>(
            company.Buying, priced, company.Coordination ?? new())
            .Plan(inputs, board, new([new(budget, 0, 0)]), keys, run.Explain, run.Threads, run.Cancel);
        var prices = new BudgetPrice[inputs.Offers.Count];
        for (var group = 0; group < inputs.Count; group++)
        {
            var (first, end) = (inputs.FirstRow(group), inputs.FirstRow(group + 1));
            prices.AsSpan(first, end - first)
                .Fill(new(settled.Offers[settled.OfferOf.Rows[group]].Prices.Rows[0]));
        }

        return (inputs with { BudgetPrices = new(prices) }, settled.Plan);
    }
}
