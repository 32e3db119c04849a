using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Fulfillment.Orders.Backlog;
using Quartermaster.Fulfillment.Routes;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Orders;

/// <summary>What space on lanes is worth to others decides what becomes of open orders as a cost does, and is in
/// nothing that anybody pays.</summary>
public sealed class BacklogSpaceTests
{
    private static readonly BacklogEngine s_engine = new(BacklogWorlds.Policy);

    [Fact]
    public void Where_all_that_a_way_costs_is_the_price_of_space_the_same_is_shipped_and_only_handling_is_paid()
    {
        var (changed, freight) = (0, 0);
        (from network in RouteWorlds.Network

         // Departures cost nothing, so that all of a way's cost is one or the other.
         let paid = Array.ConvertAll(
             network.Lanes.Rows.ToArray(), lane => lane with { CostPerDeparture = default })
         let routes = Build(network, paid)
         from inputs in BacklogWorlds.After(OrderWorlds.Any.Select(world => world with
         {
             Routes = routes, StockValueColumns = new(OrderWorlds.Columns[..routes.Origins.Length]),
         }))
         select (inputs, Build(network, Array.ConvertAll(paid, AsSpace)))).Sample(
            drawn =>
            {
                var (inputs, priced) = drawn;
                var (whyOne, whyOther) = (new ReasonWriter<OrderReason>(), new ReasonWriter<OrderReason>());
                var one = s_engine.Decide(inputs, whyOne);
                var other = s_engine.Decide(
                    inputs with { Orders = inputs.Orders with { Routes = priced } }, whyOther);

                Assert.Equal((one.BeforeMicros, one.AfterMicros), (other.BeforeMicros, other.AfterMicros));
                Assert.Equal(one.Bills.Rows.ToArray().Select(bill => bill with
                {
                    Before = AsSpace(bill.Before), After = AsSpace(bill.After),
                }), other.Bills.Rows.ToArray());
                var (reasons, itsReasons) = (whyOne.ToReasons(), whyOther.ToReasons());
                for (var row = 0; row < one.Shipments.Count; row++)
                {
                    var (mine, its) = (one.Shipments.Rows[row], other.Shipments.Rows[row]);
                    var paidForFreight = Of(reasons, row, OrderReason.Freight);
                    Assert.Equal(mine with { PaidMicros = mine.PaidMicros - paidForFreight }, its);
                    Assert.Equal(0, Of(itsReasons, row, OrderReason.Freight));
                    Assert.Equal(paidForFreight, Of(itsReasons, row, OrderReason.LaneSpace));
                    Assert.Equal(its.CostMicros, Sum(itsReasons, row, _ => true));
                }

                changed += one.Changed > 0 ? 1 : 0;
                freight += one.Bills.Rows.ToArray().Any(bill => bill.After.FreightMicros > 0) ? 1 : 0;
            },
            iter: 400, threads: 1);

        // Or nothing would be compared.
        Assert.InRange(changed, 40, int.MaxValue);
        Assert.InRange(freight, 100, int.MaxValue);
    }

    private static Lane AsSpace(Lane lane) => lane with
    {
        CostPerParcel = default, CostPerKilogram = default, CostPerCubicMeter = default,
        SpacePricePerParcel = lane.CostPerParcel, SpacePricePerKilogram = lane.CostPerKilogram,
        SpacePricePerCubicMeter = lane.CostPerCubicMeter,
    };

    private static PlanBill AsSpace(PlanBill bill)
    {
        Assert.Equal(0, bill.SpaceMicros);
        return bill with { FreightMicros = 0, SpaceMicros = bill.FreightMicros };
    }

    private static RouteTable Build(RouteNetwork network, Lane[] lanes) =>
        new RouteBuilder(network with { Lanes = new(lanes) }, RouteWorlds.Policy)
            .Build(RouteWorlds.FirstDay, RouteWorlds.Days);

    private static long Of(Reasons<OrderReason> reasons, int row, OrderReason because) =>
        Sum(reasons, row, reason => reason.Because == because);

    private static long Sum(Reasons<OrderReason> reasons, int row, Func<Reason<OrderReason>, bool> counts)
    {
        var sum = 0L;
        foreach (var reason in reasons.Of(row))
        {
            sum += counts(reason) ? reason.Amount : 0;
        }

        return sum;
    }
}
