using Quartermaster.App.CommandLine;
using Quartermaster.App.Orders;
using Quartermaster.Domain;
using Quartermaster.Operations.Orders.Backlog;

namespace Quartermaster.App.Serving.Plane;

/// <summary>What a pass over the open orders did, and when.</summary>
internal sealed record BacklogPass(Instant At, BacklogReport Report);

/// <summary>Looks at open orders again, when an operator asks and by the clock: one pass at a time, beside
/// requests.</summary>
/// <param name="plane">The plane.</param>
/// <param name="everyMinutes">Minutes between passes; 0 for none by the clock.</param>
internal sealed class BacklogWatch(OnlinePlane plane, int everyMinutes) : IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private readonly CancellationTokenSource _stop = new();
    private Task _watching = Task.CompletedTask;
    private BacklogPass? _last;

    /// <summary>The last pass; null before the first.</summary>
    internal BacklogPass? Last => Volatile.Read(ref _last);

    /// <summary>Why the last pass by the clock failed; null if it did not.</summary>
    internal string? Fault { get; private set; }

    /// <summary>Starts the passes by the clock.</summary>
    internal void Begin(TimeProvider clock) =>
        _watching = everyMinutes == 0 ? Task.CompletedTask : Task.Run(() => WatchAsync(clock));

    /// <summary>Does a pass; waits where one is being done.</summary>
    internal async Task<BacklogPass> RunAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            // Many orders take seconds, which are no thread's that answers requests.
            var (parts, at) = (plane.View.Parts, plane.Now);
            var report = await Task.Run(() => LedgerBacklog.RunAsync(
                plane.Ledger, parts.Backlog!, parts.Routes.Whole, () => plane.Now, cancel), cancel)
                .ConfigureAwait(false);
            var pass = new BacklogPass(at, report);
            Volatile.Write(ref _last, pass);
            return pass;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Ends the passes by the clock.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
        _stop.Dispose();
        _one.Dispose();
    }

    private async Task WatchAsync(TimeProvider clock)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(everyMinutes), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
            {
                await TryAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // It was asked to stop.
        }
    }

    private async Task TryAsync()
    {
        try
        {
            await RunAsync(_stop.Token).ConfigureAwait(false);
            Fault = null;
        }
#pragma warning disable CA1031 // Whatever failed once may go well the next time; the service says it.
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Fault = Failures.Explain(fault) is { } known ? $"{known.Message} {known.NextStep}" : fault.Message;
        }
    }
}
