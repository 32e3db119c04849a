using Quartermaster.Storage.Ledger.Shards;

namespace Quartermaster.App.Serving.Events;

/// <summary>Reads what became of orders from an event on: from the ledger's log as long as it is behind what is in
/// memory, then from memory.</summary>
/// <remarks>The log is replayed once for all pages, beside requests: it stays open from one page to the next, so that
/// whoever reads from the first event on reads every batch once. One caller at a time.</remarks>
/// <param name="book">The events.</param>
/// <param name="after">The last event that is known already.</param>
internal sealed class EventReader(EventBook book, EventId after) : IDisposable
{
    private readonly Lock _gate = new();
    private IEnumerator<OrderEvent>? _log;
    private EventId _logUntil;
    private bool _isReading;
    private bool _isOver;
    private long _idleSince;

    /// <summary>The last event that was read.</summary>
    internal EventId After { get; private set; } = after;

    /// <summary>The events that come next, oldest first; waits until there is at least one.</summary>
    /// <param name="most">At most so many.</param>
    /// <param name="cancel">Gives up.</param>
    internal async Task<IReadOnlyList<OrderEvent>> NextAsync(int most, CancellationToken cancel)
    {
        while (true)
        {
            var (kept, news, last) = book.Kept(After, most);
            if (kept is { Length: > 0 })
            {
                CloseLog();
                After = kept[^1].Id;
                return kept;
            }

            if (kept is not null)
            {
                CloseLog();
                await news.WaitAsync(cancel).ConfigureAwait(false);
            }
            else if (await ReadLogAsync(most, last, cancel).ConfigureAwait(false) is { Count: > 0 } older)
            {
                return older;
            }
        }
    }

    /// <summary>How long it has had the log open and not read it, as the book's clock counts; null where it has none
    /// open, or reads it.</summary>
    internal long? IdleSince
    {
        get
        {
            lock (_gate)
            {
                return _log is null || _isReading ? null : _idleSince;
            }
        }
    }

    /// <summary>Closes the log where nobody reads it right now: it is opened again when more is asked for.</summary>
    internal void CloseLog()
    {
        IEnumerator<OrderEvent>? log;
        lock (_gate)
        {
            if (_isReading || _log is null)
            {
                return;
            }

            (log, _log) = (_log, null);
        }

        log.Dispose();
        book.GiveLog(this);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
        }

        CloseLog();
    }

    // Replaying takes as long as it takes: never in the thread of a request.
    private async Task<IReadOnlyList<OrderEvent>> ReadLogAsync(int most, EventId last, CancellationToken cancel)
    {
        if (!TryBegin())
        {
            await book.TakeLogAsync(this, cancel).ConfigureAwait(false);
            Begin(last, cancel);
        }

        var (page, mayHaveMore) = (new List<OrderEvent>(), false);
        try
        {
            mayHaveMore = await Task.Run(() => Fill(page, most), cancel).ConfigureAwait(false);
        }
        finally
        {
            // Whatever went wrong, the log is of no more use.
            if (End() || !mayHaveMore)
            {
                CloseLog();
            }
        }

        // Where the log is read to its end, memory has the rest, or the log has grown.
        After = mayHaveMore ? page[^1].Id : _logUntil;
        return page;
    }

    // True where there may be more.
    private bool Fill(List<OrderEvent> page, int most)
    {
        while (page.Count < most && _log!.MoveNext())
        {
            page.Add(_log.Current);
        }

        return page.Count == most;
    }

    private bool TryBegin()
    {
        lock (_gate)
        {
            return _isReading = _log is not null;
        }
    }

    // Not beyond the last batch that is safe: of what stands behind it the machine may yet know nothing.
    private void Begin(EventId last, CancellationToken cancel)
    {
        var from = After;
        var log = ShardFolders.HistoryAfter(book.Folder, Math.Max(0, from.Batch - 1), cancel)
            .TakeWhile(batch => batch.Turn <= last.Batch).SelectMany(OrderEvent.Of)
            .Where(one => one.Id.CompareTo(from) > 0).GetEnumerator();
        lock (_gate)
        {
            (_log, _logUntil, _isReading) = (log, last, true);
        }
    }

    // True where nobody will ask for more.
    private bool End()
    {
        lock (_gate)
        {
            (_isReading, _idleSince) = (false, EventBook.Tick);
            return _isOver;
        }
    }
}
