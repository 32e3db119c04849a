using System.Globalization;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Storage.Ledger;
using Xunit;

namespace Quartermaster.Systems.Tests.Ledger;

/// <summary>The process that is killed: this test program, told to run the one test here, which nobody else runs.
/// </summary>
/// <remarks>Places orders of two lines and a slot from several tasks, and prints the number of each one that was
/// acknowledged, until somebody ends it.</remarks>
public sealed class LedgerChild
{
    /// <summary>The environment variable with the ledger's file.</summary>
    internal const string FileVariable = "QM_TEST_LEDGER_CHILD";

    /// <summary>The environment variable with the number of the first order.</summary>
    internal const string FirstVariable = "QM_TEST_LEDGER_FIRST";

    /// <summary>What an acknowledgement starts with, to tell it from what the runner prints.</summary>
    internal const string Mark = "acknowledged ";

    internal const int Products = 20;
    internal const int UnitsPerProduct = 100_000_000;

    internal static readonly Instant Now = Instant.Of(new(2026, 1, 1));
    internal static readonly Slot Pick = Slot.Pick(new(1), new(2026, 1, 1));

    internal static OrderRequest Order(ulong number) =>
        new(
            new(1, number), Now,
            [new(ProductOf(number), new(1), 1 + (int)(number % 3)), new(ProductOf(number + 7), new(2), 2)],
            [new(Pick, 3)]);

    [Fact(Explicit = true)]
    public async Task Place_orders_until_killed()
    {
        var first = Environment.GetEnvironmentVariable(FirstVariable);
        Assert.NotNull(first);
        await Run(Environment.GetEnvironmentVariable(FileVariable)!, ulong.Parse(first, CultureInfo.InvariantCulture));
    }

    private static ProductId ProductOf(ulong number) => new(1 + (int)(number % Products));

    private static async Task Run(string file, ulong first)
    {
        // Small snapshots often, so that the kill also falls into one.
        await using var ledger = DurableLedger.Open(file, new() { SnapshotEveryBytes = 50_000 });
        await ledger.DoAsync(goods =>
        {
            goods.OpenSlot(Pick, 1_000_000_000, Now);
            for (var product = 1; product <= Products; product++)
            {
                for (var facility = 1; facility <= 2; facility++)
                {
                    var key = EntryKey.Of("opening", (ulong)((product * 10) + facility));
                    goods.Count(key, Now, new(new(product), new(facility), UnitsPerProduct));
                }
            }

            return 0;
        });

        var (next, output) = (first, Console.OpenStandardOutput());
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                var number = Interlocked.Increment(ref next) - 1;
                if (await ledger.PlaceAsync(Order(number)) == OrderOutcome.Decided)
                {
                    var line = System.Text.Encoding.ASCII.GetBytes(string.Create(
                        CultureInfo.InvariantCulture, $"{Mark}{number}\n"));
                    lock (output)
                    {
                        output.Write(line);
                    }
                }
            }
        })));
    }
}
