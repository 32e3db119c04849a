using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Tables;
using Quartermaster.Operations.Gather;
using Quartermaster.Planning.Buying;
using Quartermaster.Planning.Capacity;
using Quartermaster.Tests.Evaluation.Simulation;
using Xunit;

namespace Quartermaster.Tests.Operations.Gather;

/// <summary>What rests at a center halfway through the cover, and how unsure that is.</summary>
public sealed class StorageLoadsTests
{
    private const int CoverDays = 14;

    private static readonly DateOnly s_today = TinyShop.FirstDay;

    private static readonly CompanyFacts s_facts = new TinyShop().Facts with
    {
        Capacities = new([new(new(1), Resource.Storage, StorageClass.Bin, s_today, 1, 1)]),
    };

    // Both products rest at the one center, whose share is 1. Over 7 days each future takes its units; 100 are there.
    private static double Volume(int row) => s_facts.Products.Rows[row].VolumeCubicCentimeters * 1e-6;

    [Fact]
    public void Known_demand_leaves_a_known_load()
    {
        var load = LoadOf([40], default);
        Assert.Equal(CoverDays * 60 * (Volume(0) + Volume(1)), load.FixedMean, 1e-9);
        Assert.Equal(0, load.FixedDeviation, 1e-9);
    }

    [Fact]
    public void Futures_that_take_more_than_there_is_leave_nothing()
    {
        // 100, 60 and 0 units are left.
        var load = LoadOf([0, 40, 300], default);
        Assert.Equal(CoverDays * 160 / 3.0 * (Volume(0) + Volume(1)), load.FixedMean, 1e-9);
    }

    [Fact]
    public void Products_apart_add_up_by_squares_and_in_step_as_they_are()
    {
        var each = Math.Sqrt(((100.0 * 100) + (60 * 60)) / 3 - (160.0 * 160 / 9)) * CoverDays;
        var apart = LoadOf([0, 40, 300], new(default, 0, Persistence: 1, CommonLoading: 0)).FixedDeviation;
        var inStep = LoadOf([0, 40, 300], new(default, 0, Persistence: 1, CommonLoading: 1)).FixedDeviation;

        Assert.Equal(each * Math.Sqrt((Volume(0) * Volume(0)) + (Volume(1) * Volume(1))), apart, 1e-9);
        Assert.Equal(each * (Volume(0) + Volume(1)), inStep, 1e-9);
    }

    /// <summary>Half of the customers come here: 20 of 40 are expected, with 40 × ½ × ½ of variance, and what each does
    /// is its own affair however much products move in step.</summary>
    [Fact]
    public void Customers_choose_a_center_one_by_one()
    {
        var load = LoadOf([40], new(default, 0, Persistence: 1, CommonLoading: 1), share: 0.5f);
        Assert.Equal(CoverDays * 80 * (Volume(0) + Volume(1)), load.FixedMean, 1e-9);
        Assert.Equal(CoverDays * Math.Sqrt(10 * ((Volume(0) * Volume(0)) + (Volume(1) * Volume(1)))),
            load.FixedDeviation, 1e-9);
    }

    /// <summary>Seven days whose scores hang together by 0.2, half of it common: 7 × 0.1 of 1 + 6 × 0.2 in step.
    /// </summary>
    [Fact]
    public void The_part_in_step_grows_with_the_days()
    {
        var each = Math.Sqrt(((100.0 * 100) + (60 * 60)) / 3 - (160.0 * 160 / 9)) * CoverDays;
        var (first, second, inStep) = (Volume(0), Volume(1), 0.7 / 2.2);
        var load = LoadOf([0, 40, 300], new(default, 0, Persistence: 0.2f, CommonLoading: 0.1f));
        Assert.Equal(each * Math.Sqrt(((1 - inStep) * ((first * first) + (second * second)))
            + (inStep * (first + second) * (first + second))), load.FixedDeviation, 1e-6);
    }

    [Fact]
    public void Unsure_demand_leaves_less_room_for_new_goods()
    {
        var engine = new CapacityEngine(new());
        var known = engine.LimitsOf([LoadOf([40], default)])[0];
        var unsure = engine.LimitsOf([LoadOf([0, 40, 80], default)])[0];
        Assert.InRange(unsure, 0, known * 0.99);
    }

    private static ResourceLoad LoadOf(float[] sevenDays, ForecastRow belief, float share = 1)
    {
        var facts = s_facts with { CenterShares = new(1, [share, share]) };
        var days = CumulativeDemand.UsualDays.ToArray();
        float[] ofProduct = [.. days.SelectMany(day => sevenDays.Select(units => units * day / 7))];
        var demand = new CumulativeDemand
        {
            Days = new(days), Paths = sevenDays.Length,
            Sums = new(ofProduct.Length, [.. ofProduct.Concat(ofProduct)]),
        };
        var state = new PlanningState
        {
            Today = s_today, Available = [90, 100], OnOrder = [10, 0], OpenLines = new([]),
        };
        var policy = new GatherPolicy { CoverDays = CoverDays };
        var inputs = PlacementGather.Inputs(facts, state, new(null, demand), [1, 1], new(
            [new PurchaseLine(new(1), new(1), default, 10, s_today.AddDays(2))]), policy);
        var loads = PlacementGather.LoadsOf(facts, state, inputs,
            RestingDemand.Of(demand, new([belief, belief]), CoverDays / 2.0), policy);
        return loads.Rows[0];
    }
}
