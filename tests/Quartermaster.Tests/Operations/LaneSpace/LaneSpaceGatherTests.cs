using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Ledger;
using Quartermaster.Operations.Gather;
using Quartermaster.Operations.Orders;
using Quartermaster.Operations.PriceLoop;
using Quartermaster.Planning.LaneSpace;
using Quartermaster.Planning.Outbound;
using Quartermaster.Tests.Evaluation.Simulation;
using Quartermaster.Tests.Operations.Gather;
using Xunit;

namespace Quartermaster.Tests.Operations.LaneSpace;

/// <summary>What the prices of room on lanes are worked out from: parcels of the tiny shop leave at 20:00, are two days
/// under way and cost 3.00; a unit weighs 500 g, and a day of delay costs 0.50.</summary>
public sealed class LaneSpaceGatherTests
{
    private static readonly DateOnly s_today = TinyShop.FirstDay;

    [Fact]
    public void Where_no_departure_is_limited_there_is_nothing_to_price()
    {
        Assert.Null(InputsOf(new() { ParcelsPerDeparture = Lane.Unlimited }));
        Assert.Null(InputsOf(new(), policy: new() { LaneDays = 0 }));
        var shop = new TinyShop();
        Assert.Null(InputsOf(shop, facts: shop.Facts with { LanesWithPrice = new HashSet<LaneId> { new(1) } }));
    }

    /// <summary>An order of the first day may take that day's departure, or for 0.50 more the next, or the third; one
    /// of the last day that is looked at only its own. What leaves later is somebody else's.</summary>
    [Fact]
    public void Orders_may_take_the_departures_that_are_left_to_them()
    {
        var inputs = InputsOf(new())!;

        Assert.Equal([3, 3, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1],
            Enumerable.Range(0, 12).Select(at => inputs.WaysOf.FirstRow(at + 1) - inputs.WaysOf.FirstRow(at)));
        var first = inputs.Ways.Rows[..3].ToArray();
        Assert.Equal([0, 1, 2], first.Select(way => way.First));
        Assert.All(first, way => Assert.Equal(-1, way.Second));
        Assert.Equal(0.5, first[1].Cost - first[0].Cost, 1e-4);
        Assert.Equal(0.5 / 4, first[0].Cost - inputs.Ways.Rows[3].Cost, 1e-4);
        Assert.Equal([0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25, 0.25, 0.25, 0.25, 0.25],
            inputs.Instants.Rows.ToArray());
    }

    /// <summary>Of a way over a lane without a price nothing is limited, and all that costs more is left out.</summary>
    [Fact]
    public void The_first_way_that_nothing_limits_is_the_last()
    {
        var shop = new TinyShop { SecondLaneCost = 2 };
        var inputs = InputsOf(shop, facts: shop.Facts with { LanesWithPrice = new HashSet<LaneId> { new(2) } })!;

        Assert.Equal(Enumerable.Repeat(1, 12),
            Enumerable.Range(0, 12).Select(at => inputs.WaysOf.FirstRow(at + 1) - inputs.WaysOf.FirstRow(at)));
        Assert.All(inputs.Ways.Rows.ToArray(), way => Assert.Equal(-1, way.First));
    }

    /// <summary>A lane that costs more at the same hours is in no table of ways; in the one without the first lane it
    /// is.</summary>
    [Fact]
    public void What_a_short_lane_beats_is_found_without_it()
    {
        var shop = new TinyShop { SecondLaneCost = 5 };
        var ways = new WaysAhead(shop.Network, new(), shop.Routes.Of(s_today));
        var without = ways.Without(new HashSet<LaneId> { new(1) }, threads: 1);

        var inputs = InputsOf(shop, tables: [ways.Table, without])!;

        var days = inputs.LaneDays.Rows;
        var first = inputs.Ways.Rows[..inputs.WaysOf.FirstRow(1)].ToArray()
            .Select(way => (inputs.LaneDays.Rows[way.First].Lane.Value, way.Cost)).ToArray();
        Assert.Equal(6, days.Length);
        Assert.Equal([1, 1, 1, 2, 2, 2], first.Select(way => way.Value).Order());
        Assert.Equal(2, first.Where(way => way.Value == 2).Min(way => way.Cost) - first[0].Cost, 1e-4);
    }

    /// <summary>Two lanes of one parcel a day are short on all three days, and a third, which costs 1.50 more than the
    /// first, takes all: room of the first is worth those 1.50, of the second 0.20 less, and nothing is lost, whether
    /// the third is without a limit or far from it.</summary>
    [Theory]
    [InlineData(Lane.Unlimited)]
    [InlineData(1_000)]
    public void However_many_days_are_short_the_price_ends_at_what_another_lane_costs_more(int parcels)
    {
        var shop = new TinyShop
        {
            ParcelsPerDeparture = 1, SecondLaneCost = 3.2m, ThirdLaneCost = 4.5m, ParcelsPerThirdDeparture = parcels,
        };
        var ways = new WaysAhead(shop.Network, new(), shop.Routes.Of(s_today));
        var inputs = InputsOf(shop, tables:
        [
            ways.Table, ways.Without(new HashSet<LaneId> { new(1) }, threads: 1),
            ways.Without(new HashSet<LaneId> { new(1), new(2) }, threads: 1),
        ])! with
        {
            LostPerUnit = 40,
        };

        var plan = new LaneSpacePricing(new() { Gap = 1e-6, MostRounds = 200 }).Price(inputs);

        Assert.Empty(LaneSpaceAudit.Check(inputs, plan));
        foreach (var row in plan.Rows.Rows)
        {
            Assert.Equal(row.Lane.Value switch { 1 => 1.5, 2 => 1.3, _ => 0 }, row.Price, 0.03);
            Assert.True(row.Lane.Value == 3 || row.Wanted > 0 || row.Units > 0.9, $"{row}");
        }

        // 24 units are wanted in three days, and no way costs more than 1.50 and half a day's wait.
        Assert.InRange(plan.Value, 24 * (40 - 4.5 - 2), 24 * 40);
    }

    /// <summary>A kilogram holds two units, and of what departures take orders have claimed a part.</summary>
    [Theory]
    [InlineData(7, Lane.Unlimited, SlotKind.LaneParcels, 7, 5)]
    [InlineData(7, 1.5, SlotKind.LaneGrams, 3, 2)]
    public void What_is_claimed_of_a_departure_is_not_left(
        int parcels, double kilograms, SlotKind measure, double limit, double left)
    {
        var shop = new TinyShop { ParcelsPerDeparture = parcels, KilogramsPerDeparture = kilograms };
        var (ledger, routes) = (new GoodsLedger(), shop.Routes.Of(s_today));
        LaneSlots.OpenAhead(routes, ledger, s_today);
        ledger.Count(EntryKey.Of("opening", 0), Instant.Of(s_today), new(new(1), new(1), 9));
        var minute = Instant.Of(s_today.AddDays(1), 20 * 60).UnixMinutes;
        SlotClaim[] room = kilograms < Lane.Unlimited
            ? [new(Slot.Parcels(new(1), minute), 2), new(Slot.Weight(new(1), minute), 500)]
            : [new(Slot.Parcels(new(1), minute), 2)];
        Assert.True(ledger.Hold(OrderKey.Of("o"), Instant.Of(s_today), Instant.Of(s_today.AddDays(1)),
            [new(new(1), new(1), 1)], room).IsAccepted());

        var inputs = InputsOf(shop, claimed: LaneSlots.ClaimedFrom(ledger, routes, s_today))!;

        Assert.Equal([limit, left, limit], inputs.LaneDays.Rows.ToArray().Select(day => day.Limit));
        Assert.All(inputs.LaneDays.Rows.ToArray(), day => Assert.Equal(measure, day.Measure));
    }

    /// <summary>Goods of which nobody has said what they weigh meet no limit of weight, however full it is.</summary>
    [Fact]
    public void What_weighs_nothing_meets_the_other_limits_alone()
    {
        var shop = new TinyShop { ParcelsPerDeparture = 7, KilogramsPerDeparture = 1 };
        var facts = shop.Facts with
        {
            Products = new([.. shop.Facts.Products.Rows.ToArray().Select(of => of with { WeightGrams = 0 })]),
        };
        var state = SeenByPrices.State with { ClaimedRoom = new([new(new(1), s_today, 0, 1_000, 0)]) };

        var inputs = LaneSpaceGather.Inputs(facts, state, [shop.Routes.Of(s_today)], SeenByPrices.Outlook,
            () => StockedDemand.Of(facts, state, SeenByPrices.Outlook, 64), null, new())!;

        Assert.All(inputs.LaneDays.Rows.ToArray(), day =>
            Assert.Equal((SlotKind.LaneParcels, 7), (day.Measure, day.Limit)));
    }

    private static LaneSpaceInputs? InputsOf(
        TinyShop shop, CompanyFacts? facts = null, OutboundPolicy? policy = null, Table<ClaimedRoom>? claimed = null,
        IReadOnlyList<RouteTable>? tables = null)
    {
        var state = SeenByPrices.State with { ClaimedRoom = claimed ?? new([]) };
        return LaneSpaceGather.Inputs(facts ?? shop.Facts, state, tables ?? [shop.Routes.Of(s_today)],
            SeenByPrices.Outlook, () => StockedDemand.Of(shop.Facts, state, SeenByPrices.Outlook, 64), null,
            policy ?? new());
    }
}
