using Quartermaster.App.CommandLine;
using Quartermaster.App.Orders;
using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Ledger;
using Quartermaster.Operations.Orders;
using Quartermaster.Storage.Ledger.Shards;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Serving.Plane;

/// <summary>Keeps what a plane answers by up to date: lanes as soon as they are imported, what is full, other tables
/// within half a minute, and the new day at once.</summary>
/// <remarks>A changed lane is looked for ten times a second, at the cost of reading the manifest; ways are then laid
/// out anew only where it touches them, and everything else that was joined stays. All tables are read beside that:
/// what was served stays in service until they are, and lanes imported meanwhile do not wait for them.</remarks>
internal sealed class PlaneRenewal : IDisposable
{
    // In looks.
    private const int LooksPerFollow = 10;
    private const int LooksPerRenewal = 300;

    // Of the time, ways are refreshed at most a fifth for what is full.
    private const int RestPerWork = 4;

    private const int LeastRestSeconds = 2;

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);

    private readonly PlaneSource? _source;
    private readonly TimeProvider _clock;
    private readonly LedgerShards _ledger;
    private readonly CancellationToken _stop;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly SemaphoreSlim _opening = new(1);
    private PlaneView _view;
    private string? _lanesFault;
    private string? _tablesFault;
    private long _followFrom;
    private DateOnly _triedOn;
    private string? _posted;
    private volatile Told? _purchases;

    internal PlaneRenewal(
        PlaneSource? source, TimeProvider clock, LedgerShards ledger, PlaneView view, CancellationToken stop)
    {
        (_source, _clock, _ledger, _view, _stop) = (source, clock, ledger, view, stop);
        _triedOn = Today;
    }

    /// <summary>What requests are answered by now.</summary>
    internal PlaneView View => Volatile.Read(ref _view);

    /// <summary>What tables of purchase orders and receipts changed in the ledger when they were last told to it.
    /// </summary>
    internal PurchaseFeedResult Purchases => _purchases?.Result ?? default;

    /// <summary>The orders that lost goods by it.</summary>
    internal CutOrders CutByPurchases => _purchases?.Cut ?? CutOrders.None;

    /// <summary>Why tables or routes could not be renewed the last time it was tried; null if they could.</summary>
    internal string? Fault => _lanesFault ?? _tablesFault;

    private DateOnly Today => new Instant(_clock.GetUtcNow().ToUnixTimeMilliseconds()).UtcDay;

    public void Dispose()
    {
        _gate.Dispose();
        _opening.Dispose();
    }

    /// <summary>Reads tables that have changed, and lays out the routes of a new day. What was served stays in service
    /// where that fails; readiness says so.</summary>
    /// <param name="always">Whether tables are read even where none has changed.</param>
    internal async Task RenewAsync(bool always = false)
    {
        if (_source is null)
        {
            return;
        }

        await _opening.WaitAsync(_stop).ConfigureAwait(false);
        try
        {
            var day = Today;
            if (always || _source.IsBehind(_source.Workspace.Tables, day))
            {
                // Without the gate: reading everything takes longer than anybody should wait for a lane.
                var opened = OpenedWorkspace.Open(_source.Workspace, null, cancel: _stop);
                await PostPurchasesAsync(opened.Tables).ConfigureAwait(false);
                await ChangeAsync(() => _source.With(opened, day, _ledger.Availability), day).ConfigureAwait(false);
            }

            _tablesFault = null;
        }
        catch (Exception fault) when (Failures.Explain(fault) is { } known)
        {
            _tablesFault = $"{known.Message} {known.NextStep}";
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>Leaves departures and days that are full out of the ways, takes in what has room again; not before it
    /// has rested from the last time.</summary>
    internal async Task FollowAsync()
    {
        await _gate.WaitAsync(_stop).ConfigureAwait(false);
        try
        {
            if (View.Parts.Follower is { } follower && _clock.GetTimestamp() >= _followFrom)
            {
                Follow(follower);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Looks for what has changed, until it is told to stop.</summary>
    internal async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(s_look, _clock);
        var (renewing, tried) = (Task.CompletedTask, (StoredTables?)null);
        for (var look = 1; await IsNextAsync(timer, _ledger, _stop).ConfigureAwait(false); look++)
        {
            try
            {
                // Tables that cannot be read are tried again when others are.
                var tables = _source!.Workspace.Tables;
                var isTime = look % LooksPerRenewal == 0 || Today != _triedOn;
                if ((!ReferenceEquals(tables, tried) || isTime) && _source.HasOtherLanes(tables))
                {
                    tried = tables;
                    await ChangeAsync(() => _source.WithLanes(View.Parts, tables), Today).ConfigureAwait(false);
                    _lanesFault = null;
                }

                if (look % LooksPerFollow == 0)
                {
                    await FollowAsync().ConfigureAwait(false);
                }

                if (isTime && renewing.IsCompleted)
                {
                    _triedOn = Today;
                    renewing = Task.Run(RenewAloneAsync, CancellationToken.None);
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // It was asked to stop.
            }
#pragma warning disable CA1031 // Whatever failed once may go well the next time; readiness says it.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                _lanesFault = Failures.Explain(fault) is { } known ? $"{known.Message} {known.NextStep}"
                    : fault.Message;
            }
        }

        await renewing.ConfigureAwait(false);
    }

    /// <summary>Opens the slots that orders of a day may need.</summary>
    internal async Task OpenSlotsAsync(PlaneParts parts, DateOnly day) => await _ledger.DoAsync(
        ledger =>
        {
            SlotsAhead.Open(parts.Facts!.Centers, parts.Facts.Capacities, parts.Follower!.Table, ledger, day);
            return true;
        },
        _stop).ConfigureAwait(false);

    /// <summary>Opens what arrives to orders, when it is in what is served: a slot never has more room than those who
    /// promise it know of.</summary>
    internal async Task OpenArrivalsAsync(PlaneParts parts, DateOnly day) => await _ledger.DoAsync(
        ledger =>
        {
            ArrivalSlots.Open(ledger, parts.Arrivals, Instant.Of(day));
            return true;
        },
        _stop).ConfigureAwait(false);

    /// <summary>Tells the ledger of purchase orders and receipts, where they have changed: commands that import them
    /// cannot, for it is ours.</summary>
    internal async Task PostPurchasesAsync(StoredTables tables)
    {
        var version = tables.Fingerprint("purchase_orders") + tables.Fingerprint("receipts");
        if (version != _posted)
        {
            var now = new Instant(_clock.GetUtcNow().ToUnixTimeMilliseconds());
            var (told, cut) = await LedgerFeed.PostPurchasesAsync(_ledger, tables, now).ConfigureAwait(false);
            _purchases = new(told, cut);
            _posted = version;
        }
    }

    /// <summary>Waits for the next beat; false when it is time to stop, or the ledger has failed.</summary>
    internal static async ValueTask<bool> IsNextAsync(PeriodicTimer timer, LedgerShards ledger, CancellationToken stop)
    {
        try
        {
            return ledger.Fault is null && await timer.WaitForNextTickAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    // Slots first: what is served can be claimed.
    private async Task ChangeAsync(Func<PlaneParts> change, DateOnly day)
    {
        await _gate.WaitAsync(_stop).ConfigureAwait(false);
        try
        {
            var parts = change();
            await OpenSlotsAsync(parts, day).ConfigureAwait(false);
            parts = parts with { Routes = parts.Follower!.Follow(_ledger.Availability.Rooms) };
            Volatile.Write(ref _view, new(parts, _ledger.Availability));
            await OpenArrivalsAsync(parts, day).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    private void Follow(RouteFollower follower)
    {
        var (view, start, rest) = (View, _clock.GetTimestamp(), 0L);
        try
        {
            if (follower.Follow(_ledger.Availability.Rooms) is var routes
                && !ReferenceEquals(routes, view.Parts.Routes))
            {
                // Rows of the board are laid out anew: not every second.
                rest = LeastRestSeconds * _clock.TimestampFrequency;
                Volatile.Write(ref _view, new(view.Parts with { Routes = routes }, _ledger.Availability));
            }
        }
        finally
        {
            var now = _clock.GetTimestamp();
            _followFrom = now + Math.Max(rest, RestPerWork * (now - start));
        }
    }

    private sealed record Told(PurchaseFeedResult Result, CutOrders Cut);

    private async Task RenewAloneAsync()
    {
        try
        {
            await RenewAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // It was asked to stop.
        }
#pragma warning disable CA1031 // Whatever failed once may go well the next time; readiness says it.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            _tablesFault = fault.Message;
        }
    }
}
