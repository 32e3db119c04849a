using System.Threading.Channels;
using Quartermaster.Domain;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger.Log;

namespace Quartermaster.Storage.Ledger;

/// <summary>A ledger for many callers that acknowledges only what is safe on disk.</summary>
/// <remarks>
/// Callers line up; one writer takes what waits, does it in memory, writes all that was accepted as one batch, and only
/// then answers. While a batch is written the next one gathers, so throughput grows with callers and not with the disk.
/// If a batch cannot be written, or an operation throws midway, its callers and all later ones get the reason: nothing
/// more is done until the ledger is opened again, which starts from what is on disk. The whole state is kept from time
/// to time, aside: see <see cref="LedgerWriter.KeepState"/>.
/// </remarks>
public sealed class DurableLedger : ILedgerShard, IAsyncDisposable
{
    /// <summary>The most updates of one call, so that no batch grows beyond what can be written.</summary>
    public const int MostUpdates = 10_000;

    private readonly DurableLedgerPolicy _policy;
    private readonly LedgerWriter _writer;
    private readonly Channel<LedgerWork> _queue;
    private readonly Task _thread;
    private Task _keeping = Task.CompletedTask;
    private volatile Exception? _fault;
    private volatile Exception? _keepingFault;

    /// <summary>Recovers the ledger from a log and starts the writer. The log from now on belongs to it.</summary>
    /// <param name="log">The log.</param>
    /// <param name="policy">How it batches.</param>
    /// <param name="limits">How large it may grow.</param>
    /// <param name="watcher">Who is told what each batch did to orders: see <see cref="LedgerWriter.Watcher"/>.</param>
    /// <param name="turns">Who numbers such batches where there are several writers.</param>
    /// <exception cref="LedgerLogException">The log is damaged.</exception>
    public DurableLedger(
        ILedgerLog log, DurableLedgerPolicy? policy = null, LedgerLimits? limits = null,
        Action<LedgerBatch>? watcher = null, LedgerTurns? turns = null)
    {
        _policy = policy ?? new();
        _writer = new(log, _policy, limits) { Watcher = watcher, Turns = turns };
        _queue = Channel.CreateBounded<LedgerWork>(new BoundedChannelOptions(_policy.QueueLength)
        {
            SingleReader = true,
        });

        // A thread of its own, because it waits for the disk.
        _thread = Task.Factory.StartNew(
            Write, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>What can be promised, readable by any thread.</summary>
    public Availability Availability => _writer.Goods.Availability;

    /// <summary>Why the writer has stopped, as a sentence; null while it works.</summary>
    public string? Fault => _fault?.Message;

    /// <summary>The last batch that is safe on disk.</summary>
    public long LastBatch => _writer.LastBatch;

    /// <summary>How many operations wait for the writer.</summary>
    public int Waiting => _queue.Reader.Count;

    /// <summary>What was cut off when the ledger was opened, as a sentence; null if nothing was.</summary>
    public string? Notice { get; private init; }

    /// <summary>Why the whole state could not be kept the last time it was tried; null if it could. Batches are safe
    /// all the same.</summary>
    public Exception? KeepingFault => _keepingFault;

    /// <summary>Opens the ledger in a folder.</summary>
    /// <param name="folder">The workspace's ledger.</param>
    /// <param name="policy">How it batches.</param>
    /// <param name="limits">How large it may grow.</param>
    /// <param name="watcher">Who is told what each batch did to orders: see <see cref="LedgerWriter.Watcher"/>.</param>
    /// <param name="turns">Who numbers such batches where there are several writers.</param>
    public static DurableLedger Open(
        string folder, DurableLedgerPolicy? policy = null, LedgerLimits? limits = null,
        Action<LedgerBatch>? watcher = null, LedgerTurns? turns = null)
    {
        var log = SegmentLog.OpenToWrite(folder);
        try
        {
            return new(log, policy, limits, watcher, turns) { Notice = log.Notice };
        }
        catch
        {
            log.Dispose();
            throw;
        }
    }

    /// <summary>Places an order; the answer comes when it is safe on disk.</summary>
    /// <inheritdoc cref="GoodsLedger.Place"/>
    /// <param name="request">The order.</param>
    /// <param name="cancel">Gives up waiting to get into the queue; once in, the order is done.</param>
    public ValueTask<OrderOutcome> PlaceAsync(OrderRequest request, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return EnqueueAsync(new PlaceWork(request), cancel);
    }

    /// <summary>Holds an order's stock and slots until an instant.</summary>
    /// <inheritdoc cref="GoodsLedger.Hold"/>
    /// <param name="request">The order.</param>
    /// <param name="expires">When the hold ends; the default for never.</param>
    /// <param name="cancel">Gives up waiting to get into the queue.</param>
    public ValueTask<OrderOutcome> HoldAsync(
        OrderRequest request, Instant expires, CancellationToken cancel = default) =>
        DoAsync(ledger => ledger.Hold(request.Order, request.At, expires, request.Lines, request.Slots), cancel);

    /// <summary>Posts entries in groups by cause, each all or none.</summary>
    /// <returns>One outcome per entry; see <see cref="GoodsLedger.PostAll"/>.</returns>
    public ValueTask<Outcome[]> PostAllAsync(Entry[] entries, CancellationToken cancel = default) =>
        DoAsync(
            ledger =>
            {
                var outcomes = new Outcome[entries.Length];
                ledger.PostAll(entries, outcomes);
                return outcomes;
            },
            cancel);

    /// <summary>Takes in what another system says of its stock.</summary>
    /// <param name="feed">Who says so.</param>
    /// <param name="at">When it came.</param>
    /// <param name="updates">In the order in which they came.</param>
    /// <param name="cuts">Receives the claims that were released; null if nobody asks.</param>
    /// <param name="cancel">Gives up waiting to get into a queue.</param>
    /// <returns>One outcome per update; see <see cref="GoodsLedger.Feed"/>.</returns>
    /// <exception cref="ArgumentException">More than <see cref="MostUpdates"/>: give them in several calls.</exception>
    public ValueTask<FeedOutcome[]> FeedAsync(
        FeedKey feed, Instant at, FeedUpdate[] updates, ICollection<ClaimCut>? cuts = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(updates);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(updates.Length, MostUpdates);
        return EnqueueAsync(new FeedWork(feed, at, updates, cuts), cancel);
    }

    /// <summary>Does anything with the ledger, alone, between other operations: any step, or a consistent read.
    /// </summary>
    /// <remarks>What the function posts is safe on disk when the answer comes, also where it throws halfway; a read
    /// sees nothing that is not safe by then. Where an operation of the ledger itself throws, the writer stops. It must
    /// not keep the ledger, wait, or call this class.</remarks>
    public ValueTask<TAnswer> DoAsync<TAnswer>(
        Func<GoodsLedger, TAnswer> act, CancellationToken cancel = default) =>
        EnqueueAsync(new CallWork<TAnswer>(act), cancel);

    /// <summary>Finishes what waits, keeps the state if much has changed, and closes the log.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        try
        {
            await _thread.ConfigureAwait(false);
            await _keeping.ConfigureAwait(false);
        }
        finally
        {
            _writer.Dispose();
        }
    }

    private async ValueTask<TAnswer> EnqueueAsync<TAnswer>(LedgerWork<TAnswer> work, CancellationToken cancel)
    {
        try
        {
            await _queue.Writer.WriteAsync(work, cancel).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw Refusal();
        }

        return await work.Answer.ConfigureAwait(false);
    }

    private void Write()
    {
        var batch = new List<LedgerWork>();
        try
        {
            while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                batch.Clear();
                while (batch.Count < _policy.MostPerBatch && _queue.Reader.TryRead(out var work))
                {
                    batch.Add(work);
                }

                _writer.Run(batch);
                if (_writer.WantsToKeepState && _keeping.IsCompleted)
                {
                    var keep = _writer.BeginToKeepState();
                    _keeping = Task.Run(() => Keep(keep));
                }
            }

            _keeping.Wait();
            Keep(_writer.KeepStateAtEnd);
        }
#pragma warning disable CA1031 // Whatever stopped the writer must reach those who wait, or they wait forever.
        catch (Exception cause)
#pragma warning restore CA1031
        {
            Stop(batch, cause);
        }
    }

    // A state that cannot be kept makes the next opening slower, no more.
    private void Keep(Action keep)
    {
        try
        {
            keep();
            _keepingFault = null;
        }
#pragma warning disable CA1031 // Also for want of memory: batches are safe all the same.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            _keepingFault = fault;
        }
    }

    private void Stop(List<LedgerWork> batch, Exception cause)
    {
        _fault = cause;
        _queue.Writer.TryComplete();
        batch.ForEach(work => work.Fail(Refusal()));
        while (_queue.Reader.TryRead(out var work))
        {
            work.Fail(Refusal());
        }
    }

    private Exception Refusal() => _fault is { } cause
        ? new LedgerLogException($"The ledger has stopped. {cause.Message}", cause)
        : new ObjectDisposedException(nameof(DurableLedger));
}
