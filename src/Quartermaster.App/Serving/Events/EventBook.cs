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

    /// <summary>Readers of the log at a time.</summary>
    internal const int MostLogs = 2;

    private const int IdleMilliseconds = 5_000;

    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _logs = new(MostLogs);
    private readonly HashSet<EventReader> _open = [];
    private readonly OrderEvent[] _ring = new OrderEvent[MostKept];
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource _news = New();
    private long _added;
    private long _knownAfter;
    private long _last;

    /// <summary>Where the log is, or the logs.</summary>
    internal string Folder => ledgerFolder;

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

    /// <summary>Reads from an event on, page after page.</summary>
    /// <param name="after">The last event that is known already.</param>
    internal EventReader Open(EventId after) => new(this, after);

    /// <summary>The events after one, oldest first; waits until there is at least one. Whoever wants the next ones too
    /// opens a reader: see <see cref="Open"/>.</summary>
    /// <param name="after">The last event that is known already.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancel">Gives up.</param>
    internal async Task<IReadOnlyList<OrderEvent>> ReadAsync(EventId after, int most, CancellationToken cancel)
    {
        using var reader = Open(after);
        return await reader.NextAsync(most, cancel).ConfigureAwait(false);
    }

    /// <summary>What memory has after an event.</summary>
    /// <returns>The events, null where memory does not go back so far; what ends when there are more; and up to where
    /// the log would have to be read.</returns>
    internal (OrderEvent[]? Kept, Task News, EventId Last) Kept(EventId after, int most)
    {
        lock (_gate)
        {
            return (IsBehind(after) ? null : Find(after, most), _news.Task,
                new(Math.Min(_last, _knownAfter), int.MaxValue));
        }
    }

    /// <summary>Waits until a reader may open the log: at most <see cref="MostLogs"/> do at a time, each with a ledger
    /// of its own in memory. Who has one open and reads nothing gives way.</summary>
    internal async Task TakeLogAsync(EventReader reader, CancellationToken cancel)
    {
        while (!await _logs.WaitAsync(s_patience, cancel).ConfigureAwait(false))
        {
            EventReader[] open;
            lock (_gate)
            {
                open = [.. _open];
            }

            open.Where(one => one.IdleSince <= Tick - IdleMilliseconds).MinBy(one => one.IdleSince)?.CloseLog();
        }

        lock (_gate)
        {
            _open.Add(reader);
        }
    }

    /// <summary>A reader has closed the log.</summary>
    internal void GiveLog(EventReader reader)
    {
        lock (_gate)
        {
            _open.Remove(reader);
        }

        _logs.Release();
    }

    /// <summary>Milliseconds since the machine started.</summary>
    internal static long Tick => Environment.TickCount64;

    // Those in memory lie in the order of their ids.
    private OrderEvent[] Find(EventId after, int most)
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
        _logs.Dispose();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
