using System.Diagnostics;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Numerics;
using Quartermaster.Storage.Ledger;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>Inventory updates that flow into a ledger at a steady rate while something else is measured.</summary>
internal sealed class FeedInFlow : IAsyncDisposable
{
    /// <summary>The least that flows in where nothing holds it up, updates/s: a fortieth less than wanted, for its
    /// beginning.</summary>
    internal const double LeastPerSecond = 0.975 * PerSecond;

    private const int PerSecond = 20_000;
    private const int PerCall = 200;

    private readonly CancellationTokenSource _stop = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Task _flowing;
    private long _count;

    /// <summary>Lets them flow.</summary>
    /// <param name="feed">Takes them in, durably.</param>
    /// <param name="next">The next ones by their sequence, from 1 on; none for no more.</param>
    internal FeedInFlow(
        Func<FeedKey, FeedUpdate[], ValueTask<FeedOutcome[]>> feed, Func<long, FeedUpdate[]> next) =>
        _flowing = Task.Run(() => FlowAsync(feed, next));

    /// <summary>Each sets the stock of a product at a center, as it was or one unit away.</summary>
    internal FeedInFlow(DurableLedger ledger, OnlineStock stock, Instant now)
        : this((feed, updates) => ledger.FeedAsync(feed, now, updates), sequence =>
        {
            var updates = new FeedUpdate[PerCall];
            for (var i = 0; i < PerCall; i++)
            {
                var product = stock.Ask(KeyedRandom.Uniform(3, 1, (ulong)sequence, (ulong)i));
                var center = 1 + (int)(OnlineNetwork.Centers * KeyedRandom.Uniform(3, 2, (ulong)sequence, (ulong)i));
                var units = stock.Cells[((long)product * OnlineStock.Stride) + center];
                updates[i] = new(new(product), new(center), sequence, FeedKind.Level, units + (int)(sequence & 1));
            }

            return updates;
        })
    {
    }

    /// <summary>Updates a second that were durable so far.</summary>
    internal double Rate => Volatile.Read(ref _count) / _clock.Elapsed.TotalSeconds;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _flowing.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task FlowAsync(
        Func<FeedKey, FeedUpdate[], ValueTask<FeedOutcome[]>> feed, Func<long, FeedUpdate[]> next)
    {
        var key = FeedKey.Of("flow");
        for (var sequence = 1L; !_stop.IsCancellationRequested && next(sequence) is { Length: > 0 } updates; sequence++)
        {
            await feed(key, updates).ConfigureAwait(false);
            _count += updates.Length;
            if ((_count * 1_000.0 / PerSecond) - _clock.Elapsed.TotalMilliseconds is var early && early > 1)
            {
                await Task.Delay((int)early).ConfigureAwait(false);
            }
        }
    }
}
