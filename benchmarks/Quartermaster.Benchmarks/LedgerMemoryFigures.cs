using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Quartermaster.Domain;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;

namespace Quartermaster.Benchmarks;

/// <summary>What a year of orders takes of memory, remembered for ever and for some days, how long forgetting a day
/// takes, and what keeping the state takes: "dotnet run -c Release -- ledger-memory".</summary>
internal static class LedgerMemoryFigures
{
    private const int Days = 365;
    private const int PerDay = 5_000;

    private static readonly DateOnly s_day0 = new(2026, 1, 1);

    internal static void Print()
    {
        foreach (var days in (int[])[0, 90, 30])
        {
            Print(days);
        }
    }

    // By itself, so that nothing of the ledger before is still there.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Print(int days)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (ledger, clock, slowest) = (Stocked(), new Stopwatch(), TimeSpan.Zero);
        for (var day = 0; day < Days; day++)
        {
            Live(ledger, day);
            clock.Restart();
            ledger.Forget(s_day0.AddDays(day - (days == 0 ? day : days)));
            slowest = clock.Elapsed > slowest ? clock.Elapsed : slowest;
        }

        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Days * PerDay:N0} orders of 2 lines, {(days == 0 ? "all" : $"{days} days")} remembered: "
            + $"{ledger.RememberedOrders:N0} orders and {ledger.RememberedKeys:N0} keys, {bytes / 1e6:N1} MB, "
            + $"{(double)bytes / ledger.RememberedOrders:N0} bytes an order remembered and "
            + $"{(double)bytes / (Days * PerDay):N0} an order ever placed; forgetting a day took at most "
            + $"{slowest.TotalMilliseconds:N0} ms"));
        Keep(ledger);
    }

    // Allocated, not kept: what a state that is written whole or part by part needs on the way.
    private static void Keep(GoodsLedger ledger)
    {
        var start = GC.GetAllocatedBytesForCurrentThread();
        var state = LedgerSnapshot.Of(ledger).Length;
        var whole = GC.GetAllocatedBytesForCurrentThread() - start;
        start += whole;
        LedgerSnapshot.Write(ledger, new Nowhere());
        var parts = GC.GetAllocatedBytesForCurrentThread() - start;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  its state: {state / 1e6:N1} MB; keeping it whole allocates {whole / 1e6:N1} MB, part by part "
            + $"{parts / 1e6:N1} MB"));
    }

    private static void Live(GoodsLedger ledger, int day)
    {
        var at = Instant.Of(s_day0.AddDays(day));
        for (var i = 0; i < PerDay; i++)
        {
            var number = (day * PerDay) + i;
            var key = OrderKey.Of(Code(number));
            ledger.Place(key, at, [new(new(1 + (number % 2_000)), new(1), 1), new(new(1), new(2), 1)], []);
            ledger.Ask(key, new(new(1), at, Speed.Standard, new([new(new(1), 1), new(new(2), 1)]))
            {
                Code = Code(number),
            });
            ledger.Ship(key, default, at);
            ledger.Once(new(7, (ulong)number), at);
        }
    }

    private static string Code(int number) => string.Create(CultureInfo.InvariantCulture, $"W-{number:D10}");

    private static GoodsLedger Stocked()
    {
        var ledger = new GoodsLedger(new() { ExpectedProducts = 2_000, ExpectedFacilities = 8 });
        for (var product = 1; product <= 2_000; product++)
        {
            foreach (var place in (int[])[1, 2])
            {
                ledger.Count(new((ulong)place, (ulong)product), Instant.Of(s_day0),
                    new(new(product), new(place), 1_000_000_000));
            }
        }

        return ledger;
    }

    private sealed class Nowhere : IByteSink
    {
        public void Write(ReadOnlySpan<byte> bytes)
        {
        }
    }
}
