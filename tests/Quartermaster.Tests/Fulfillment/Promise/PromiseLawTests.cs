using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Promise;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Promise;

/// <summary>How promises must move when one thing changes.</summary>
public sealed class PromiseLawTests
{
    [Fact]
    public void More_stock_never_promises_later() =>
        (from world in PromiseWorlds.One
         from more in RouteWorlds.Stock
         select (world, more)).Sample(
            both =>
            {
                var richer = both.world.Stock.Zip(both.more, (units, extra) => units + extra).ToArray();
                NeverLater(
                    both.world.Inputs with { Available = RouteWorlds.Live(richer) }, both.world.Inputs);
            },
            iter: 300);

    [Fact]
    public void An_earlier_order_is_never_promised_later() =>
        (from world in PromiseWorlds.One
         from later in Gen.Int[1, 2_000]
         select (world, later)).Sample(
            both =>
            {
                var request = both.world.Inputs.Requests.Rows[0];
                var after = both.world.Inputs with
                {
                    Requests = new([request with { At = request.At.PlusMinutes(both.later) }]),
                };
                var (first, second) = (Rows(both.world.Inputs), Rows(after));
                for (var speed = 0; speed < PromiseInputs.SpeedCount; speed++)
                {
                    Assert.True(!first[speed].IsOffered || !second[speed].IsOffered
                        || (first[speed].Promised <= second[speed].Promised
                            && first[speed].Earliest <= second[speed].Earliest));
                }

                Assert.True(first[4].IsOffered || !second[4].IsOffered);
            },
            iter: 300);

    [Fact]
    public void Longer_handling_never_promises_sooner() =>
        PromiseWorlds.One.Sample(
            world =>
            {
                var slower = world.Inputs.Terms.Rows.ToArray()
                    .Select(terms => terms with { HandlingMinutes = terms.HandlingMinutes + 200 }).ToArray();
                NeverLater(world.Inputs, world.Inputs with { Terms = new(slower) });
            },
            iter: 300);

    [Fact]
    public void More_slots_never_promise_later() =>
        (from world in PromiseWorlds.One
         from more in RouteWorlds.Picks
         where world.Picks.Length > 0
         select (world, more)).Sample(
            both =>
            {
                var more = both.world.Picks.Zip(both.more, (units, extra) => units + extra).ToArray();
                NeverLater(both.world.Inputs with { Slots = RouteWorlds.Slots(more) }, both.world.Inputs);
                NeverLater(both.world.Inputs with { Slots = null }, both.world.Inputs);
            },
            iter: 300);

    [Fact]
    public void What_only_slots_keep_from_being_offered_says_so()
    {
        var said = 0;
        PromiseWorlds.One.Where(world => world.Picks.Length > 0).Sample(
            world =>
            {
                var plan = new PromiseEngine(new()).Plan(world.Inputs, Explain.Yes);
                var free = Rows(world.Inputs with { Slots = null });
                for (var speed = 0; speed < PromiseInputs.SpeedCount; speed++)
                {
                    if (!plan.Decisions.Rows[speed].IsOffered)
                    {
                        Assert.Equal(free[speed].IsOffered,
                            plan.Reasons.Of(speed)[0].Because == PromiseReason.NoSlot);
                        Interlocked.Add(ref said, free[speed].IsOffered ? 1 : 0);
                    }
                }
            },
            iter: 300);
        Assert.InRange(said, 20, int.MaxValue); // Or the test would compare nothing with nothing.
    }

    [Fact]
    public void One_cart_alone_is_decided_as_in_a_table() =>
        PromiseWorlds.Any.Sample(inputs =>
        {
            var engine = new PromiseEngine(new());
            var rows = new PromiseRow[PromiseInputs.SpeedCount];
            var plan = engine.Plan(inputs).Decisions;
            for (var cart = 0; cart < inputs.Count; cart++)
            {
                engine.DecideOne(inputs, inputs.Requests.Rows[cart], inputs.LinesOf(cart), rows);
                Assert.Equal(plan.Slice(inputs.FirstRow(cart), rows.Length), new Table<PromiseRow>(rows));
            }
        });

    private static void NeverLater(PromiseInputs sooner, PromiseInputs later)
    {
        var (first, second) = (Rows(sooner), Rows(later));
        for (var speed = 0; speed < PromiseInputs.SpeedCount; speed++)
        {
            Assert.True(!second[speed].IsOffered || (first[speed].IsOffered
                && first[speed].Promised <= second[speed].Promised
                && first[speed].Earliest <= second[speed].Earliest));
        }
    }

    private static PromiseRow[] Rows(PromiseInputs inputs) =>
        new PromiseEngine(new()).Plan(inputs).Decisions.Rows.ToArray();
}
