using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Fulfillment.Orders.Backlog;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Orders;

/// <summary>Orders that have a parcel in common share its cost; orders that have none stand on their own, whatever they
/// were planned with.</summary>
public sealed class BacklogUnitTests
{
    [Fact]
    public void What_orders_cost_is_by_the_parcels_that_they_share_and_adds_up_to_what_the_plan_costs()
    {
        var shared = 0;
        BacklogWorlds.Any.Sample(
            any =>
            {
                // Stock is not in the bills.
                var inputs = any with
                {
                    Orders = any.Orders with { StockValues = null },
                    Parties = new(Enumerable.Repeat(1, any.Orders.Count).ToArray()),
                };
                var plan = new BacklogEngine(BacklogWorlds.Policy).Decide(inputs);

                var bills = plan.Bills.Rows.ToArray();
                Assert.Equal(plan.BeforeMicros, bills.Sum(bill => bill.Before.Micros));
                Assert.Equal(plan.AfterMicros, bills.Sum(bill => bill.After.Micros));
                foreach (var unit in Enumerable.Range(0, bills.Length).GroupBy(order => bills[order].TogetherAfter))
                {
                    Check(inputs, plan, [.. unit]);
                    Interlocked.Add(ref shared, unit.Count() > 1 ? 1 : 0);
                }
            },
            iter: 1_000);
        Assert.InRange(shared, 20, int.MaxValue); // Or nothing would have been tried.
    }

    // The first order's goods come in where ten of them cost 10 less, for a parcel of 5 more. Only the second one's are
    // dear to pack.
    [Fact]
    public void Two_orders_that_leave_a_parcel_for_two_centers_are_packed_apart_and_no_longer_together()
    {
        var stock = new int[3 * BacklogTown.Stride];
        (stock[BacklogTown.Cell(1, 2)], stock[BacklogTown.Cell(2, 2)]) = (10, 1);
        var (light, dear) = (new ShipTerms(1, 0, 0, default, default),
            new ShipTerms(1, 0, 0, default, new(3_000_000)));
        var inputs = BacklogTown.Orders(stock, [[1], [2]]) with
        {
            Lines = new([new(new(1), 10), new(new(2), 1)]), Terms = new([light, light, dear]),
        };
        var present = BacklogTown.DecideInTurn(inputs, stock);
        stock[BacklogTown.Cell(1, 1)] = 10;

        var plan = new BacklogEngine(new()).Decide(
            new() { Orders = inputs, Present = new(present), Parties = new([7, 7]) });

        var (one, other) = (plan.Bills.Rows[0], plan.Bills.Rows[1]);
        Assert.Equal([1, 2], BacklogTown.FacilitiesOf(plan.Shipments.Rows.ToArray()));
        Assert.Equal((30_000_000, 25_000_000, 0), (plan.BeforeMicros, plan.AfterMicros, plan.SharedParcels));
        Assert.Equal((0, 3_000_000), (one.After.HandlingMicros, other.After.HandlingMicros));
        Assert.Equal((0, 0), (one.TogetherBefore, other.TogetherBefore));
        Assert.Equal((0, 1), (one.TogetherAfter, other.TogetherAfter));
    }

    private static void Check(BacklogInputs inputs, BacklogPlan plan, int[] unit)
    {
        var parcels = Array.ConvertAll(unit, order => RowsOf(inputs, plan, order)
            .Select(row => row.Facility).ToHashSet());
        var all = parcels.SelectMany(own => own).ToHashSet();
        var reached = parcels[0].ToHashSet();
        foreach (var _ in unit)
        {
            Array.ForEach(Array.FindAll(parcels, own => own.Overlaps(reached)), reached.UnionWith);
        }

        Assert.True(unit.Length == 1 || Array.TrueForAll(parcels, own => own.IsSubsetOf(reached) && own.Count > 0));
        var bill = unit.Aggregate(default(PlanBill), (sum, order) => sum + plan.Bills.Rows[order].After);
        var pack = unit.SelectMany(order => inputs.Orders.LinesOf(order).ToArray())
            .Select(line => TermsOf(inputs, line.Product).PackPerParcel.Micros).DefaultIfEmpty().Max();
        var pick = unit.SelectMany(order => RowsOf(inputs, plan, order))
            .Sum(row => row.Units * TermsOf(inputs, row.Product).PickPerUnit.Micros);
        Assert.Equal(all.Count, bill.Parcels);
        Assert.Equal(pick + (all.Count * pack), bill.HandlingMicros);
        Assert.Equal(OrderWorlds.Policy.SplitCost.Micros * Math.Max(0, all.Count - unit.Length), bill.SplitMicros);
    }

    private static ShipmentRow[] RowsOf(BacklogInputs inputs, BacklogPlan plan, int order) => Array.FindAll(
        plan.Shipments.Rows[inputs.Orders.FirstRow(order)..inputs.Orders.FirstRow(order + 1)].ToArray(),
        row => row.Units > 0);

    private static ShipTerms TermsOf(BacklogInputs inputs, ProductId product) =>
        inputs.Orders.Terms.Rows[product.Value];
}
