using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Promise;
using Xunit;

namespace Quartermaster.Tests.Fulfillment.Promise;

/// <summary>The board says what the engine says, for every cart, whichever of the two does the work.</summary>
public sealed class PromiseBoardTests
{
    private static readonly Speed[] s_speeds = Enum.GetValues<Speed>();

    [Fact]
    public void The_board_promises_what_the_engine_promises()
    {
        var (all, easy) = (0, 0);
        PromiseWorlds.Any.Sample(
            inputs =>
            {
                var hard = Compare(inputs, new(inputs.Routes, new()));
                Interlocked.Add(ref all, inputs.Count);
                Interlocked.Add(ref easy, inputs.Count - hard);
            },
            iter: 3_000);
        Assert.InRange(easy, all / 20, all); // Or the engine would be compared with itself.

        // Found by chance: what weighs nothing leaves by a departure that takes no more kilograms.
        PromiseWorlds.Any.Sample(
            inputs => { Compare(inputs, new(inputs.Routes, new())); }, seed: "6U0ilL5wNmV7", iter: 1);
    }

    [Fact]
    public void With_64_centers_too()
    {
        var (all, easy) = (0, 0);
        WideWorlds.Any.Sample(
            inputs =>
            {
                var hard = Compare(inputs, new(inputs.Routes, WideWorlds.Policy));
                Interlocked.Add(ref all, inputs.Count);
                Interlocked.Add(ref easy, inputs.Count - hard);
            },
            iter: 300);
        Assert.InRange(easy, all / 4, all);
    }

    [Fact]
    public void Rows_follow_the_clock_in_any_order() => WideWorlds.Any.Sample(
        inputs =>
        {
            var board = new PromiseBoard(inputs.Routes, WideWorlds.Policy);
            for (var i = 0; i < inputs.Count; i++)
            {
                Compare(inputs.Slice(inputs.Count - 1 - i, 1), board);
                Compare(inputs.Slice(i, 1), board);
            }
        },
        iter: 100);

    [Fact]
    public void A_large_batch_is_promised_region_by_region_and_answered_in_its_order() => WideWorlds.Any.Sample(
        inputs =>
        {
            if (inputs.Count > 0)
            {
                // Each cart many times, the last first in every other round.
                var turns = Enumerable.Range(0, 600)
                    .Select(i => i / inputs.Count % 2 == 0 ? i % inputs.Count : inputs.Count - 1 - (i % inputs.Count));
                Compare(inputs.Pick([.. turns]), new(inputs.Routes, WideWorlds.Policy));
            }
        },
        iter: 40);

    [Fact]
    public void Other_routes_are_refused() => Assert.Throws<ArgumentException>(() =>
        new PromiseBoard(WideWorlds.Any.Single().Routes, new()).Decide(
            WideWorlds.Any.Single(), s_speeds, new PromiseOffer[10_000]));

    private static int Compare(PromiseInputs inputs, PromiseBoard board)
    {
        var offers = new PromiseOffer[inputs.Count * s_speeds.Length];
        var hard = board.Decide(inputs, s_speeds, offers);
        var rows = new PromiseEngine(WideWorlds.Policy).Plan(inputs).Decisions.Rows.ToArray();
        Assert.Equal(rows.Select(row => row.ToOffer()), offers);
        return hard;
    }
}
