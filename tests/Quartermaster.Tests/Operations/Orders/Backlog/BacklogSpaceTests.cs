using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Ledger;
using Quartermaster.Operations.Orders.Backlog;
using Xunit;

namespace Quartermaster.Tests.Operations.Orders.Backlog;

/// <summary>Open orders where space on a lane has a price: a parcel costs 2.00 from the first center, by a lane whose
/// space others could need, and 5.00 from the second.</summary>
public sealed class BacklogSpaceTests
{
    private static readonly DateOnly s_today = new(2025, 3, 3);
    private static readonly OrderKey s_order = new(5, 1);

    [Fact]
    public void An_order_that_leaves_dear_space_to_others_pays_more_and_the_report_says_so()
    {
        var ledger = Held();

        var report = DeskOf().Run(ledger, Routes(spacePrice: 6), Instant.Of(s_today, 60));

        Assert.Equal(new FacilityId(2), ledger.ClaimsOf(s_order).Single().Facility);
        Assert.Equal((-3_000_000, 6_000_000), (report.Saved.FreightMicros, report.Saved.SpaceMicros));
        Assert.Equal(-3_000_000, report.Saved.SpentMicros);
        Assert.Equal(3_000_000, report.Saved.Micros);
    }

    [Fact]
    public void Where_space_is_worth_less_than_it_costs_to_leave_it_nothing_moves()
    {
        var ledger = Held();

        Assert.Empty(DeskOf().Run(ledger, Routes(spacePrice: 2), Instant.Of(s_today, 60)).Moved);
        Assert.Equal(new FacilityId(1), ledger.ClaimsOf(s_order).Single().Facility);
    }

    private static BacklogDesk DeskOf() => new(
        new([default, new ShipTerms(1_000, 1_000, 0, default, default)]), new(),
        new() { PickMinutes = 5, LeastGain = new(1) });

    // An order of one unit, which leaves the first center; the second has one, too.
    private static GoodsLedger Held()
    {
        var (ledger, now) = (new GoodsLedger(), Instant.Of(s_today));
        foreach (var center in (int[])[1, 2])
        {
            ledger.Count(EntryKey.Of("opening", (ulong)center), now, new(new(1), new(center), 1));
            ledger.OpenSlot(Slot.Pick(new(center), s_today), 10, now);
        }

        Assert.Equal(OrderOutcome.Decided, ledger.Place(
            s_order, now, [new(new(1), new(1), 1)], [new(Slot.Pick(new(1), s_today), 1)]));
        ledger.Ask(s_order, new(new(1), now, null, new([new CartLine(new(1), 1)]))
        {
            Promised = Instant.Of(s_today.AddDays(2)),
        });
        return ledger;
    }

    private static RouteTable Routes(decimal spacePrice)
    {
        var lane = new Lane(new(1), new(1), default, new(1), LaneMode.Courier, 600, 600, default, Money.Of(2),
            default, default, Lane.Unlimited, Lane.Unlimited, Lane.Unlimited)
        {
            SpacePricePerParcel = Money.Of(spacePrice),
        };
        var center = new Facility(new(1), FacilityKind.Fulfillment, 50, 0, new(1), 60, 0, 1_440, 127);
        var departure = new Departure(new(1), 20 * 60, 127, 0);
        return new RouteBuilder(new()
        {
            Facilities = new([center, center with { Id = new(2) }]),
            Lanes = new([lane, lane with
            {
                Id = new(2), FromFacility = new(2), CostPerParcel = Money.Of(5), SpacePricePerParcel = default,
            }]),
            Departures = new([departure, departure with { Lane = new(2) }]),
            ClosedDays = new([]),
            Regions = new([new(new(1), 50, 0, 1_000, new(1), Region.Unlimited)]),
            Zones = CodeList.Of(["Etc/UTC"]),
        }, new()).Build(s_today, 3);
    }
}
