using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Prices;
using Quartermaster.Domain.Tables;
using Quartermaster.Operations.Gather;
using Quartermaster.Planning.Buying;
using Quartermaster.Planning.Capacity;
using Quartermaster.Planning.Placement;
using Quartermaster.Tests.Evaluation.Simulation;
using Xunit;

namespace Quartermaster.Tests.Operations.Gather;

/// <summary>The hands of a center receive what is due on their day, and not all that was ordered today.</summary>
public sealed class InboundDaysTests
{
    private static readonly DateOnly s_today = TinyShop.FirstDay;

    private static readonly CompanyFacts s_facts = new TinyShop().Facts with
    {
        Capacities = new(
        [
            new(new(1), Resource.Storage, StorageClass.Bin, s_today, 1, 1),
            new(new(1), Resource.Inbound, StorageClass.Bin, s_today, 10, 10),
            new(new(1), Resource.Inbound, StorageClass.Bin, s_today.AddDays(8), 7, 7),
        ]),
    };

    [Fact]
    public void Each_due_day_has_its_own_hands_its_own_load_and_its_own_use()
    {
        var inputs = Inputs(first: s_today.AddDays(2), second: s_today.AddDays(9));
        var loads = PlacementGather.LoadsOf(s_facts, State, inputs, Resting, new());
        var usage = new double[inputs.Prices.Count];
        new PlacementEngine(new()).Respond(inputs, new double[usage.Length], usage);

        Assert.Equal(
            [DateOnly.MinValue, s_today.AddDays(9)],
            inputs.Prices.Resources.Rows.ToArray().Where(row => row.Resource == Resource.Inbound)
                .Select(row => row.FromDay));
        Assert.Equal([(10, 4, 10), (7, 0, 6)], Receiving(inputs, loads, usage));
    }

    [Fact]
    public void Goods_that_are_due_together_share_their_hands()
    {
        var inputs = Inputs(first: s_today.AddDays(2), second: s_today.AddDays(2));
        var loads = PlacementGather.LoadsOf(s_facts, State, inputs, Resting, new());
        var usage = new double[inputs.Prices.Count];
        new PlacementEngine(new()).Respond(inputs, new double[usage.Length], usage);

        Assert.Equal([(10, 4, 16)], Receiving(inputs, loads, usage));
    }

    /// <summary>3 and 2 units should have come already; what is due today or between the buckets has its own days.
    /// </summary>
    [Fact]
    public void What_is_overdue_takes_hands_of_the_first_days()
    {
        var inputs = Inputs(first: s_today.AddDays(2), second: s_today.AddDays(9));
        var late = State with
        {
            OpenLines = new([.. State.OpenLines.Rows, new(0, 0, 3, s_today.AddDays(-1)),
                new(1, 0, 2, s_today.AddDays(-40)), new(1, 0, 7, s_today)]),
        };
        var loads = PlacementGather.LoadsOf(s_facts, late, inputs, Resting, new());

        Assert.Equal([(10, 4 + 3 + 2, 0), (7, 0, 0)], Receiving(inputs, loads, new double[loads.Count]));
    }

    [Fact]
    public void Prices_start_at_the_highest_of_yesterdays_days()
    {
        SharedResource At(int day) => new(new(1), Resource.Inbound, default, s_today.AddDays(day));
        var last = new PriceBoard(new([At(1), At(3), At(5)]), new([0.2, 0.5, 0.1]));
        var inputs = Inputs(s_today.AddDays(2), s_today.AddDays(9), last);

        Assert.Equal([0, 0.5, 0.5], inputs.Prices.Prices.Rows.ToArray());
        Assert.Equal(0, last.HighestPriceOf(new(new(2), Resource.Inbound, default, default)));
    }

    private static PlanningState State { get; } = new()
    {
        Today = s_today,
        Available = [0, 0],
        OnOrder = [4, 5],
        OpenLines = new([new(0, 0, 4, s_today.AddDays(2)), new(1, 0, 5, s_today.AddDays(4))]),
    };

    private static (int Hands, int Due, int Placed)[] Receiving(
        PlacementInputs inputs, Table<ResourceLoad> loads, double[] usage) =>
        [.. Enumerable.Range(0, loads.Count)
            .Where(i => inputs.Prices.Resources.Rows[i].Resource == Resource.Inbound)
            .Select(i => ((int)loads.Rows[i].Capacity, (int)loads.Rows[i].FixedMean, (int)usage[i]))];

    // A unit a day of each product.
    private static CumulativeDemand Demand { get; } = new()
    {
        Days = new(CumulativeDemand.UsualDays.ToArray()),
        Paths = 1,
        Sums = new(CumulativeDemand.UsualDays.Length,
            [.. CumulativeDemand.UsualDays.ToArray().Concat(CumulativeDemand.UsualDays.ToArray())
                .Select(day => (float)day)]),
    };

    private static RestingDemand Resting { get; } = RestingDemand.Of(Demand, new([default, default]), 3);

    // 10 units of product 1 and 6 of product 2.
    private static PlacementInputs Inputs(DateOnly first, DateOnly second, PriceBoard? last = null)
    {
        var state = State with { LastBoard = last };
        return PlacementGather.Inputs(s_facts, state, new(null, Demand), [1, 1], new(
        [
            new PurchaseLine(new(1), new(1), default, 10, first), new PurchaseLine(new(2), new(1), default, 6, second),
        ]), new());
    }
}
