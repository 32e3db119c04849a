using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Ledger.Shards;

namespace Quartermaster.App.Serving.Events;

/// <summary>What became of orders, newest in memory, older in the ledger's log, which is the outbox: an event is never
/// lost and never made up, because it is read from what was committed.</summary>
/// <remarks>Batches come in turn, however many shards the ledger has.</remarks>
/// <param name="ledgerFolder">Where the log is, or the logs.</param>
internal sealed class EventBook(string ledgerFolder) : IDisposable
{
    /// <summary>Events kept in memory; older ones are read from the log.</summary>
    internal const int MostKept = 65_536;

    // Of one reading of the log, so that a reader far behind needs bounded memory.
    private const int MostOfLog = 200_000;

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _log = new(1);
    private readonly OrderEvent[] _ring = new OrderEvent[MostKept];
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource _news = New();
    private long _added;
    private long _knownAfter;
    private long _last;

    /// <summary>Ends when the service stops: readers that wait give up.</summary>
    internal CancellationToken Stopping => _stop.Token;

    /// <summary>The last turn that is safe when service begins: events after it come by <see cref="Add"/>.</summary>
    internal void Start(long batch)
    {
        lock (_gate)
        {
            (_knownAfter, _last) = (batch, Math.Max(_last, batch));
        }
    }

    /// <summary>Wakes every reader for good.</summary>
    internal void Stop() => _stop.Cancel();

    /// <summary>Takes in a batch that is safe on disk. Called by the ledger's writer, in turn.</summary>
    internal void Add(LedgerBatch batch)
    {
        TaskCompletionSource news;
        lock (_gate)
        {
            foreach (var one in OrderEvent.Of(batch))
            {
                ref var place = ref _ring[_added++ % MostKept];
                _knownAfter = Math.Max(_knownAfter, place.Id.Batch);
                place = one;
            }

            _last = batch.Turn;
            (news, _news) = (_news, New());
        }

        news.SetResult();
    }

    /// <summary>The last batch of which all events are known here.</summary>
    internal long LastBatch
    {
        get
        {
            lock (_gate)
            {
                return _last;
            }
        }
    }

    /// <summary>The events after one, oldest first; waits until there is at least one.</summary>
    /// <param name="after">The last event that is known already.</param>
    /// <param name="most">At most so many, but for what one reading of the log finds.</param>
    /// <param name="cancel">Gives up.</param>
    internal async Task<IReadOnlyList<OrderEvent>> ReadAsync(EventId after, int most, CancellationToken cancel)
    {
        while (true)
        {
            Task news;
            long knownAfter, last;
            lock (_gate)
            {
                (news, knownAfter, last) = (_news.Task, _knownAfter, _last);
                if (!IsBehind(after))
                {
                    var found = Kept(after, most);
                    if (found.Length > 0)
                    {
                        return found;
                    }
                }
            }

            if (after.CompareTo(new(knownAfter, int.MaxValue)) >= 0)
            {
                await news.WaitAsync(cancel).ConfigureAwait(false);
            }
            else if (await ReadLogAsync(after, last, cancel).ConfigureAwait(false) is { Count: > 0 } older)
            {
                return older;
            }
            else
            {
                // The log has nothing in between: from here on memory has all.
                after = new(knownAfter, int.MaxValue);
            }
        }
    }

    // Those in memory lie in the order of their ids.
    private OrderEvent[] Kept(EventId after, int most)
    {
        var (low, high) = (Math.Max(0, _added - MostKept), _added);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _ring[middle % MostKept].Id.CompareTo(after) > 0 ? (low, middle) : (middle + 1, high);
        }

        var found = new OrderEvent[Math.Min(most, _added - low)];
        for (var i = 0; i < found.Length; i++)
        {
            found[i] = _ring[(low + i) % MostKept];
        }

        return found;
    }

    // Of the batch that was dropped last, the rest may stand here, but not all of it.
    private bool IsBehind(EventId after) => after.CompareTo(new(_knownAfter, int.MaxValue)) < 0;

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Dispose();
        _log.Dispose();
    }

    // Not beyond the last batch that is safe: of what stands behind it the machine may yet know nothing.
    private async Task<IReadOnlyList<OrderEvent>> ReadLogAsync(EventId after, long last, CancellationToken cancel)
    {
        await _log.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            return [.. ShardFolders.HistoryAfter(ledgerFolder, Math.Max(0, after.Batch - 1), cancel)
                .TakeWhile(batch => batch.Turn <= last).SelectMany(OrderEvent.Of)
                .Where(one => one.Id.CompareTo(after) > 0).Take(MostOfLog)];
        }
        finally
        {
            _log.Release();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
