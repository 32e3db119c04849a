using System.Diagnostics;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger;

namespace Quartermaster.Benchmarks;

/// <summary>The ledger's figures, each at n and 10 n: "dotnet run -c Release -- ledger".</summary>
internal static class LedgerFigures
{
    private const int Orders = 100_000;
    private static readonly Instant s_now = Instant.Of(new(2026, 1, 1));

    internal static async Task Print()
    {
        foreach (var orders in (int[])[Orders, Orders, 10 * Orders])
        {
            InMemory(orders);
        }

        foreach (var (orders, callers) in ((int, int)[])[(20_000, 256), (200_000, 256), (200_000, 4_096), (20_000, 16)])
        {
            var folder = Directory.CreateTempSubdirectory("qm-ledger-figures-");
            var rate = await LedgerThroughput.MeasureAsync(
                Path.Combine(folder.FullName, "ledger"), orders, callers);
            Console.WriteLine($"durable: {orders:N0} orders of 2 lines and 1 slot, {callers} callers: {rate:N0}/s");
            folder.Delete(recursive: true);
        }
    }

    // One line and one slot: held, decided, shipped; forgotten day by day, so that memory stays bounded.
    private static void InMemory(int orders)
    {
        var ledger = new GoodsLedger(new() { ExpectedProducts = 2_000, ExpectedFacilities = 8 });
        var slot = Slot.Pick(new(1), s_now.UtcDay);
        ledger.OpenSlot(slot, long.MaxValue / 2, s_now);
        for (var product = 1; product <= 2_000; product++)
        {
            ledger.Count(new(1, (ulong)product), s_now, new(new(product), new(1), 1_000_000_000));
        }

        Span<StockClaim> lines = stackalloc StockClaim[1];
        ReadOnlySpan<SlotClaim> slots = [new(slot, 1)];
        Run(ledger, 0, 20_000, lines, slots);
        var (bytes, clock) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
        Run(ledger, 20_000, orders, lines, slots);
        var nanoseconds = clock.Elapsed.TotalNanoseconds / orders;
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        Console.WriteLine(
            $"in memory: {orders:N0} orders held, decided and shipped: {nanoseconds:N0} ns each, "
            + $"{(double)bytes / orders:N2} bytes allocated each");
    }

    private static void Run(
        GoodsLedger ledger, int first, int count, Span<StockClaim> lines, ReadOnlySpan<SlotClaim> slots)
    {
        for (var i = first; i < first + count; i++)
        {
            var at = s_now.PlusMinutes(i / 4);
            lines[0] = new(new(1 + (i % 2_000)), new(1), 1);
            var order = new OrderKey(0, (ulong)i);
            ledger.Hold(order, at, at.PlusMinutes(15), lines, slots);
            ledger.Decide(order, at);
            ledger.Ship(order, default, at);
            if (i % 5_760 == 0)
            {
                ledger.Forget(at.UtcDay);
            }
        }
    }
}
