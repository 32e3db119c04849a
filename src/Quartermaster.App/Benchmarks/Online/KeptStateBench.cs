using System.Runtime.CompilerServices;
using Quartermaster.Storage.Ledger;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>How long orders wait for their answers while the ledger's whole state is kept, as often as
/// <c>qm serve</c> keeps it.</summary>
internal static class KeptStateBench
{
    private const double WarmSeconds = 2;
    private const double Seconds = 20;
    private const int MostRounds = 3;

    /// <summary>Runs at half of what is reached, until at least one state was kept.</summary>
    internal static async IAsyncEnumerable<Figure> RunAsync(
        string folder, [EnumeratorCancellation] CancellationToken cancel)
    {
        var ledger = DurableLedger.Open(folder, limits: new()
        {
            ExpectedProducts = LedgerLoad.Products, ExpectedFacilities = LedgerLoad.Centers,
        });
        await using (ledger.ConfigureAwait(false))
        {
            await ledger.DoAsync(LedgerLoad.OpenSlots, cancel).ConfigureAwait(false);
            var feed = new FeedLoad((key, at, updates) => ledger.FeedAsync(key, at, updates, cancel: cancel));
            await feed.RunAsync(2 * WarmSeconds, 0, cancel).ConfigureAwait(false);
            var orders = new OrderLoad(order => ledger.PlaceAsync(order, cancel));
            var all = await orders.RunAsync(WarmSeconds, 0, cancel).ConfigureAwait(false);
            for (var (round, kept) = (0, 0); round < MostRounds && kept == 0; round++)
            {
                var before = StatesIn(folder);
                var running = orders.RunAsync(Seconds, all.PerSecond / 2, cancel);
                var states = new HashSet<string>();
                while (!running.IsCompleted)
                {
                    states.UnionWith(StatesIn(folder));
                    await Task.WhenAny(running, Task.Delay(100, cancel)).ConfigureAwait(false);
                }

                var half = await running.ConfigureAwait(false);
                kept = states.Except(before).Count();
                if (kept > 0 || round == MostRounds - 1)
                {
                    yield return LedgerBench.Latency(
                        $"orders for {Seconds:0} s, in which the whole state was kept {kept} times as in qm serve,",
                        half);
                }
            }
        }
    }

    private static string[] StatesIn(string folder) =>
        Array.ConvertAll(Directory.GetFiles(folder, "snapshot-*"), path => Path.GetFileName(path));
}
