using Quartermaster.Domain;
using Quartermaster.Evaluation.Explanations;
using Quartermaster.Planning.Buying;
using Xunit;

namespace Quartermaster.Tests.Evaluation.Explanations;

public sealed class RunDifferenceTests
{
    [Fact]
    public void Reasons_that_changed_add_up_to_the_change_and_the_most_money_comes_first()
    {
        var before = Rows((1, 10, [new(BuyingReason.ExpectedDemand, 12), new(BuyingReason.AlreadyOwned, -2)]), (2, 5,
            []));
        var after = Rows((1, 30, [new(BuyingReason.ExpectedDemand, 31), new(BuyingReason.AlreadyOwned, -1)]), (3, 1,
            []));

        var changes = RunDifference.Of("buy", before, after,
            row => new(row.Product, row.ShipTo, row.Vendor, row.Units), product => product.Value == 3 ? 500 : 2,
            BuyingWords.All);

        Assert.Equal([(3, 500.0), (1, 40.0), (2, -10.0)], changes.Select(change => (change.Product.Value,
            change.Money)));
        Assert.Equal([19L, 1L], changes[1].Because()!.Select(reason => reason.Units));
        Assert.Equal(changes[1].After - changes[1].Before, changes[1].Because()!.Sum(reason => reason.Units));
    }

    [Fact]
    public void Reasons_are_asked_for_late_and_without_those_of_one_plan_none_are_told()
    {
        var (before, asked) = (Rows((1, 10, [new(BuyingReason.ExpectedDemand, 10)]), (2, 5, [])), new List<int>());
        var after = Rows((1, 0, []), (2, 0, [])) with
        {
            ReasonsOf = row =>
            {
                asked.Add(row);
                return row == 0 ? [new(BuyingReason.ExpectedDemand, 9), new(BuyingReason.AlreadyOwned, -9)] : null;
            },
        };

        var changes = RunDifference.Of("buy", before, after,
            row => new(row.Product, row.ShipTo, row.Vendor, row.Units), _ => 1, BuyingWords.All);
        Assert.Empty(asked);
        Assert.Equal([-9L, -1L], changes[0].Because()!.Select(reason => reason.Units));
        Assert.Equal([0], asked);
        Assert.Null(changes[1].Because());
    }

    [Fact]
    public void The_same_plan_has_no_changes()
    {
        var plan = Rows((1, 10, []), (2, 0, []));
        Assert.Empty(RunDifference.Of("buy", plan, plan, row => new(row.Product, row.ShipTo, row.Vendor, row.Units),
            _ => 1, BuyingWords.All));
    }

    private static ExplainedRows<PurchaseLine, BuyingReason> Rows(
        params (int Product, int Units, Reason<BuyingReason>[] Reasons)[] rows)
    {
        var why = new ReasonWriter<BuyingReason>();
        foreach (var row in rows)
        {
            why.AddRow(row.Reasons);
        }

        var reasons = why.ToReasons();
        return new(new([.. rows.Select(row =>
            new PurchaseLine(new(row.Product), new(1), default, row.Units, new(2025, 3, 3)))]),
            row => reasons.Of(row).ToArray());
    }
}
