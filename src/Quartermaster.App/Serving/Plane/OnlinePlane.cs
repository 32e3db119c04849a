using Quartermaster.App.CommandLine;
using Quartermaster.App.Serving.Events;
using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Operations.Gather;
using Quartermaster.Operations.Orders;
using Quartermaster.Storage.Ledger.Shards;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Serving.Plane;

/// <summary>A workspace in service: its ledger open, its tables joined, its routes laid out for today.</summary>
/// <remarks>The ledger belongs to the plane while it lives: another process that wants to write it is refused. Tables
/// may be imported meanwhile; the plane sees them within a minute, and the new day at once.</remarks>
internal sealed class OnlinePlane : IAsyncDisposable
{
    private const int BeatsPerRenewal = 30;

    // Of the time, ways are refreshed at most a fifth.
    private const int RestPerWork = 4;

    private const int LeastRestSeconds = 2;

    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(1);

    private readonly Workspace? _workspace;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _renewing = new(1);
    private StoredTables? _tables;
    private DateOnly _day;
    private PlaneView _view;
    private long _followFrom;
    private Task _beating = Task.CompletedTask;
    private Task _following = Task.CompletedTask;

    private OnlinePlane(
        Workspace? workspace, TimeProvider clock, LedgerShards ledger, EventBook events, PlaneView view, DateOnly day)
    {
        (_workspace, _clock, Ledger, Events) = (workspace, clock, ledger, events);
        (_view, _tables, _day) = (view, workspace?.Tables, day);
    }

    /// <summary>Every unit of goods.</summary>
    internal LedgerShards Ledger { get; }

    /// <summary>What became of orders.</summary>
    internal EventBook Events { get; }

    /// <summary>What requests are answered by now.</summary>
    internal PlaneView View => Volatile.Read(ref _view);

    /// <summary>What the clock shows.</summary>
    internal Instant Now => new(_clock.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Why tables or routes could not be renewed the last time it was tried; null if they could.</summary>
    internal string? RenewalFault { get; private set; }

    /// <summary>Opens a workspace for service.</summary>
    /// <param name="workspace">The workspace; its stock is posted to the ledger if nobody has done so.</param>
    /// <param name="clock">What time it is.</param>
    /// <param name="cancel">Gives up.</param>
    internal static async Task<OnlinePlane> OpenAsync(
        Workspace workspace, TimeProvider clock, CancellationToken cancel)
    {
        RequiredTables.Require(workspace, workspace.Tables, "stock");
        var opened = OpenedWorkspace.Open(workspace, null, cancel: cancel);
        if (!WorkspaceLedger.IsOpen(workspace))
        {
            LedgerOpening.Post(workspace, LedgerOpening.When(workspace, clock));
        }

        var events = new EventBook(workspace.LedgerPath);
        var now = new Instant(clock.GetUtcNow().ToUnixTimeMilliseconds());
        var day = now.UtcDay;
        var ledger = WorkspaceLedger.OpenToWrite(workspace, now, events.Add, LedgerHolder.Service);
        try
        {
            var parts = PlaneParts.Of(opened, day);
            var plane = new OnlinePlane(workspace, clock, ledger, events, new(parts, ledger.Availability), day);
            events.Start(ledger.LastTurn);
            await plane.SettleAsync().ConfigureAwait(false);
            await plane.OpenSlotsAsync(opened.Facts, parts.Routes, day).ConfigureAwait(false);
            await plane.FollowAsync().ConfigureAwait(false);
            plane._beating = Task.Run(plane.BeatAsync, CancellationToken.None);
            return plane;
        }
        catch
        {
            await ledger.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A plane over parts that somebody else has made and that never change; no slots are opened.</summary>
    internal static OnlinePlane Of(LedgerShards ledger, EventBook events, TimeProvider clock, PlaneParts parts)
    {
        events.Start(ledger.LastTurn);
        return new(null, clock, ledger, events, new(parts, ledger.Availability), default);
    }

    /// <summary>Stops renewing, finishes what waits for the ledger, and closes it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        try
        {
            await _beating.ConfigureAwait(false);
            await _following.ConfigureAwait(false);
        }
        finally
        {
            Events.Stop();
            await Ledger.DisposeAsync().ConfigureAwait(false);
            Events.Dispose();
            _renewing.Dispose();
            _stop.Dispose();
        }
    }

    /// <summary>Reads tables that have changed, and lays out the routes of a new day. What was served stays in service
    /// where that fails; readiness says so.</summary>
    internal async Task RenewAsync(bool always = false)
    {
        await _renewing.WaitAsync(_stop.Token).ConfigureAwait(false);
        try
        {
            var (tables, day) = (_workspace?.Tables, Now.UtcDay);
            if (_workspace is not null && (always || !ReferenceEquals(tables, _tables) || day != _day))
            {
                var opened = OpenedWorkspace.Open(_workspace, null, cancel: _stop.Token);
                var parts = PlaneParts.Of(opened, day);
                await OpenSlotsAsync(opened.Facts, parts.Routes, day).ConfigureAwait(false);
                parts = parts with { Routes = parts.Follower!.Follow(Ledger.Availability.Rooms) };
                Volatile.Write(ref _view, new(parts, Ledger.Availability));
                (_tables, _day) = (tables, day);
            }

            RenewalFault = null;
        }
        catch (Exception fault) when (Failures.Explain(fault) is { } known)
        {
            RenewalFault = $"{known.Message} {known.NextStep}";
        }
        finally
        {
            _renewing.Release();
        }
    }

    /// <summary>Leaves departures and days that are full out of the ways, takes in what has room again; not before it
    /// has rested from the last time.</summary>
    internal async Task FollowAsync()
    {
        await _renewing.WaitAsync(_stop.Token).ConfigureAwait(false);
        try
        {
            if (View.Parts.Follower is { } follower && _clock.GetTimestamp() >= _followFrom)
            {
                Follow(follower);
            }
        }
        finally
        {
            _renewing.Release();
        }
    }

    private void Follow(RouteFollower follower)
    {
        var (view, start, rest) = (View, _clock.GetTimestamp(), 0L);
        try
        {
            if (follower.Follow(Ledger.Availability.Rooms) is var routes && !ReferenceEquals(routes, view.Parts.Routes))
            {
                // Rows of the board are laid out anew: not every second.
                rest = LeastRestSeconds * _clock.TimestampFrequency;
                Volatile.Write(ref _view, new(view.Parts with { Routes = routes }, Ledger.Availability));
            }
        }
        finally
        {
            var now = _clock.GetTimestamp();
            _followFrom = now + Math.Max(rest, RestPerWork * (now - start));
        }
    }

    // Beside the beat: however long ways take, holds end in time.
    private async Task FollowAloneAsync()
    {
        try
        {
            await FollowAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // It was asked to stop.
        }
#pragma warning disable CA1031 // Whatever failed once may go well the next time; readiness says it.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            RenewalFault = fault.Message;
        }
    }

    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(s_beat, _clock);
        var triedOn = _day;
        for (var beat = 1; await IsNextAsync(timer).ConfigureAwait(false); beat++)
        {
            try
            {
                await SettleAsync().ConfigureAwait(false);
                _following = _following.IsCompleted
                    ? Task.Run(FollowAloneAsync, CancellationToken.None) : _following;
                if (beat % BeatsPerRenewal == 0 || Now.UtcDay != triedOn)
                {
                    triedOn = Now.UtcDay;
                    await RenewAsync().ConfigureAwait(false);
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
                RenewalFault = fault.Message;
            }
        }
    }

    private async ValueTask<bool> IsNextAsync(PeriodicTimer timer)
    {
        try
        {
            return Ledger.Fault is null && await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    // Frees what was held too long.
    private async Task SettleAsync()
    {
        var now = Now;
        await Ledger.ExpireAsync(now, _stop.Token).ConfigureAwait(false);
    }

    private async Task OpenSlotsAsync(CompanyFacts facts, RouteTable routes, DateOnly day) => await Ledger.DoAsync(
        ledger =>
        {
            SlotsAhead.Open(facts.Centers, facts.Capacities, routes, ledger, day);
            return true;
        },
        _stop.Token).ConfigureAwait(false);
}
