using CsCheck;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Ledger.Log;
using Quartermaster.Storage.Ledger.Simulation;
using Xunit;

namespace Quartermaster.Tests.Storage.Ledger;

/// <summary>Concurrent callers of a durable ledger are answered as if they had come one after the other.</summary>
public sealed class LinearizabilityTests
{
    private const int Callers = 4;
    private const int CallsEach = 8;
    private const int Histories = 100;

    private static readonly Instant s_now = Instant.Of(new(2026, 1, 1));
    private static readonly FeedKey s_feed = FeedKey.Of("linear");

    private static readonly Gen<CellCall[][]> s_calls = Gen.Select(
        Gen.Frequency((4, Gen.Const(CellAct.Place)), (2, Gen.Const(CellAct.Release)), (2, Gen.Const(CellAct.Ship)),
            (4, Gen.Const(CellAct.Change)), (1, Gen.Const(CellAct.Level)), (1, Gen.Const(CellAct.Count)),
            (3, Gen.Const(CellAct.Read))),
        Gen.Int[0, CellModel.Cells - 1], Gen.Int[0, CellModel.Orders - 1], Gen.Int[1, 6], Gen.Bool,
        (act, cell, order, units, isLess) => new CellCall(
            act, cell, order, act == CellAct.Change && isLess ? -units : units, 0)).Array[CallsEach].Array[Callers];

    private delegate Task<string> Ask(DurableLedger ledger, CellCall call);

    [Fact]
    public void Concurrent_callers_are_answered_as_if_one_after_the_other() => s_calls.Sample(
        calls =>
        {
            var history = Run(calls, AskAsync);
            Assert.True(HistoryChecker.IsLinearizable(history), string.Join('\n', history.OrderBy(one => one.Asked)));
        },
        iter: Histories, threads: 1);

    [Fact]
    public void A_change_in_two_steps_is_found_out() => Assert.True(IsFoundOut(async (ledger, call) =>
    {
        if (call.Act != CellAct.Change)
        {
            return await AskAsync(ledger, call);
        }

        // Another caller's change comes between, and is lost.
        var there = await ledger.DoAsync(goods => goods.OnHand(new(1), PlaceOf(call)));
        return there + call.Units < 0 ? $"{FeedOutcome.NotEnough}"
            : await AskAsync(ledger, call with { Act = CellAct.Level, Units = (int)there + call.Units });
    }));

    [Fact]
    public void A_read_of_what_was_there_before_is_found_out()
    {
        var last = new Dictionary<(DurableLedger, int), string>();
        Assert.True(IsFoundOut(async (ledger, call) =>
        {
            var answer = await AskAsync(ledger, call);
            if (call.Act != CellAct.Read)
            {
                return answer;
            }

            lock (last)
            {
                var before = last.GetValueOrDefault((ledger, call.Cell), answer);
                last[(ledger, call.Cell)] = answer;
                return before;
            }
        }));
    }

    [Fact]
    public void The_checker_tells_overlapping_calls_from_calls_in_turn()
    {
        CellCall level = new(CellAct.Level, 0, 0, 5, 1), read = new(CellAct.Read, 0, 0, 0, 2);
        Assert.True(HistoryChecker.IsLinearizable([new(level, "Applied", 1, 4), new(read, "0 0", 2, 3)]));
        Assert.True(HistoryChecker.IsLinearizable([new(level, "Applied", 1, 4), new(read, "5 0", 2, 3)]));
        Assert.False(HistoryChecker.IsLinearizable([new(level, "Applied", 1, 2), new(read, "0 0", 3, 4)]));
        Assert.False(HistoryChecker.IsLinearizable([new(level, "Applied", 3, 4), new(read, "5 0", 1, 2)]));
        Assert.False(HistoryChecker.IsLinearizable(
            [new(level, "Applied", 1, 6), new(read, "5 0", 2, 3), new(read, "0 0", 4, 5)]));
    }

    // Whether some history of a ledger that is asked wrongly is not linearizable.
    private static bool IsFoundOut(Ask ask)
    {
        var isFound = false;
        s_calls.Sample(
            calls => { isFound = isFound || !HistoryChecker.IsLinearizable(Run(calls, ask)); },
            iter: Histories, threads: 1);
        return isFound;
    }

    private static List<CellEvent> Run(CellCall[][] calls, Ask ask)
    {
        var (history, clock) = (new List<CellEvent>(), 0L);
        RunAsync().GetAwaiter().GetResult();
        return history;

        async Task RunAsync()
        {
            await using var ledger = new DurableLedger(new SegmentLog(new SimulatedFiles(1), isWriter: true));
            using var start = new ManualResetEventSlim();
            var callers = calls.Select((some, caller) => Task.Run(async () =>
            {
                start.Wait();
                for (var i = 0; i < some.Length; i++)
                {
                    var call = some[i] with { Number = (i * Callers) + caller + 1 };
                    var asked = Interlocked.Increment(ref clock);
                    var answer = await ask(ledger, call);
                    var answered = Interlocked.Increment(ref clock);
                    lock (history)
                    {
                        history.Add(new(call, answer, asked, answered));
                    }
                }
            })).ToArray();
            start.Set();
            await Task.WhenAll(callers);
        }
    }

    private static async Task<string> AskAsync(DurableLedger ledger, CellCall call)
    {
        var order = new OrderKey(0, (ulong)call.Order);
        switch (call.Act)
        {
            case CellAct.Place:
                return $"{await ledger.PlaceAsync(new(order, s_now, [new(new(1), PlaceOf(call), call.Units)], []))}";
            case CellAct.Release:
                return $"{await ledger.DoAsync(goods => goods.Release(order, s_now))}";
            case CellAct.Ship:
                return $"{await ledger.DoAsync(goods => goods.Ship(order, default, s_now))}";
            case CellAct.Count:
                return $"{await ledger.DoAsync(goods => goods.Count(
                    new(1, (ulong)call.Number), s_now, new(new(1), PlaceOf(call), call.Units)))}";
            case CellAct.Read:
                return await ledger.DoAsync(goods =>
                    $"{goods.Available(new(1), PlaceOf(call))} {goods.Held(new(1), PlaceOf(call))}");
            default:
                var outcomes = await ledger.FeedAsync(s_feed, s_now,
                [
                    new(new(1), PlaceOf(call), call.Number,
                        call.Act == CellAct.Level ? FeedKind.Level : FeedKind.Change, call.Units),
                ]);
                return $"{outcomes[0]}";
        }
    }

    private static FacilityId PlaceOf(CellCall call) => new(1 + call.Cell);
}
