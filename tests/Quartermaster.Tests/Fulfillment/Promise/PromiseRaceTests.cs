using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Promise;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Promise;

/// <summary>Hands come and go while a promise is made: there is an answer, and it is a whole one.</summary>
public sealed class PromiseRaceTests
{
    private const int Worlds = 20;
    private const int Promises = 1_500;

    [Fact]
    public async Task Promises_end_and_are_whole_while_others_take_hands_and_give_them_back()
    {
        var offered = 0;
        foreach (var world in PromiseWorlds.One.Where(world => world.Picks.Length > 0).Array[Worlds].Single())
        {
            var cells = (int[])world.Picks.Clone();
            var slots = new LiveSlots();
            slots.Publish(cells, RouteWorlds.FirstPickDay.DayNumber, RouteWorlds.PickDays);
            using var stop = new CancellationTokenSource();
            var taking = Task.Run(() => TakeAndGive(cells, world.Picks, stop.Token), CancellationToken.None);
            var promising = Task.Run(
                () => Promise(world.Inputs with { Slots = slots }), TestContext.Current.CancellationToken);
            offered += await promising.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
            await stop.CancelAsync();
            await taking;
        }

        Assert.InRange(offered, 500, int.MaxValue); // Or the test would look at nothing.
    }

    private static void TakeAndGive(int[] cells, int[] picks, CancellationToken stop)
    {
        for (var turn = 0; !stop.IsCancellationRequested; turn++)
        {
            for (var cell = 0; cell < cells.Length; cell++)
            {
                Volatile.Write(ref cells[cell], (turn + cell) % 3 == 0 ? 0 : picks[cell] + 2);
            }
        }
    }

    private static int Promise(PromiseInputs inputs)
    {
        var (engine, rows, offered) = (new PromiseEngine(new()), new PromiseRow[PromiseInputs.SpeedCount], 0);
        for (var i = 0; i < Promises; i++)
        {
            var why = new ReasonWriter<PromiseReason>();
            engine.DecideOne(inputs, inputs.Requests.Rows[0], inputs.LinesOf(0), rows, why);
            Assert.All(rows, row => Assert.Equal(row.IsOffered, inputs.Routes.Options.Has(row.Option)));
            offered += rows.Count(row => row.IsOffered);
        }

        return offered;
    }
}
