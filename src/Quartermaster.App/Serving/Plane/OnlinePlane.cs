using Quartermaster.App.Orders;
using Quartermaster.App.Serving.Events;
using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Ledger;
using Quartermaster.Operations.Orders;
using Quartermaster.Storage.Ledger.Shards;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Serving.Plane;

/// <summary>A workspace in service: its ledger open, its tables joined, its routes laid out for today.</summary>
/// <remarks>The ledger belongs to the plane while it lives: another process that wants to write it is refused. Tables
/// may be imported meanwhile; see <see cref="PlaneRenewal"/>.</remarks>
internal sealed class OnlinePlane : IAsyncDisposable
{
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop = new();
    private readonly PlaneRenewal _renewal;
    private string? _holdsFault;
    private Task _beating = Task.CompletedTask;
    private Task _watching = Task.CompletedTask;
    private Task _forgetting = Task.CompletedTask;

    private OnlinePlane(
        TimeProvider clock, LedgerShards ledger, EventBook events, PlaneView view, PlaneSource? source,
        int rememberDays = 0)
    {
        (_clock, Ledger, Events) = (clock, ledger, events);
        Forgetting = new(ledger, rememberDays,
            now => source is null ? now.UtcDay : Workspaces.LedgerDay(source.Workspace, now), clock, _stop.Token);
        _renewal = new(source, clock, ledger, view, _stop.Token);
    }

    /// <summary>Every unit of goods.</summary>
    internal LedgerShards Ledger { get; }

    /// <summary>What became of orders.</summary>
    internal EventBook Events { get; }

    /// <summary>What the ledger remembers, and for how long.</summary>
    internal ForgettingWatch Forgetting { get; }

    /// <summary>What requests are answered by now.</summary>
    internal PlaneView View => _renewal.View;

    /// <summary>What tables of purchase orders and receipts changed in the ledger when they were last told to it.
    /// </summary>
    internal PurchaseFeedResult Purchases => _renewal.Purchases;

    /// <inheritdoc cref="PlaneRenewal.CutByPurchases"/>
    internal CutOrders CutByPurchases => _renewal.CutByPurchases;

    /// <summary>What the clock shows.</summary>
    internal Instant Now => new(_clock.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Why tables or routes could not be renewed the last time it was tried, holds not freed, or what is
    /// old not forgotten; null if they could.</summary>
    internal string? RenewalFault => _holdsFault ?? _renewal.Fault ?? Forgetting.Fault;

    /// <summary>Opens a workspace for service.</summary>
    /// <param name="workspace">The workspace; its stock is posted to the ledger if nobody has done so.</param>
    /// <param name="clock">What time it is.</param>
    /// <param name="threads">Threads to lay out routes with; 1 or more.</param>
    /// <param name="cancel">Gives up.</param>
    internal static async Task<OnlinePlane> OpenAsync(
        Workspace workspace, TimeProvider clock, int threads, CancellationToken cancel)
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
            var source = new PlaneSource(workspace, opened, day);
            var follower = source.Follow(opened.Policies.Routes, threads);
            var plane = new OnlinePlane(
                clock, ledger, events,
                new(PlaneParts.Of(opened, follower, ledger.Availability, day), ledger.Availability), source,
                opened.Policies.Ledger.RememberDays);
            events.Start(ledger.LastTurn);
            await plane.SettleAsync().ConfigureAwait(false);
            await plane._renewal.PostPurchasesAsync(opened.Tables).ConfigureAwait(false);
            await plane.Forgetting.RunAsync().ConfigureAwait(false);
            await plane._renewal.OpenSlotsAsync(plane.View.Parts, day).ConfigureAwait(false);
            await plane._renewal.OpenArrivalsAsync(plane.View.Parts, day).ConfigureAwait(false);
            await plane.FollowAsync().ConfigureAwait(false);
            plane._beating = Task.Run(plane.BeatAsync, CancellationToken.None);
            plane._watching = Task.Run(plane._renewal.WatchAsync, CancellationToken.None);
            plane._forgetting = Task.Run(plane.Forgetting.WatchAsync, CancellationToken.None);
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
        return new(clock, ledger, events, new(parts, ledger.Availability), null);
    }

    /// <summary>Stops renewing, finishes what waits for the ledger, and closes it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        try
        {
            await _beating.ConfigureAwait(false);
            await _watching.ConfigureAwait(false);
            await _forgetting.ConfigureAwait(false);
        }
        finally
        {
            Events.Stop();
            await Ledger.DisposeAsync().ConfigureAwait(false);
            Events.Dispose();
            _renewal.Dispose();
            _stop.Dispose();
        }
    }

    /// <inheritdoc cref="PlaneRenewal.RenewAsync"/>
    internal Task RenewAsync(bool always = false) => _renewal.RenewAsync(always);

    /// <inheritdoc cref="PlaneRenewal.FollowAsync"/>
    internal Task FollowAsync() => _renewal.FollowAsync();

    // Beside whatever is renewed: however long tables and ways take, holds end in time.
    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(s_beat, _clock);
        while (await PlaneRenewal.IsNextAsync(timer, Ledger, _stop.Token).ConfigureAwait(false))
        {
            try
            {
                await SettleAsync().ConfigureAwait(false);
                _holdsFault = null;
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // It was asked to stop.
            }
#pragma warning disable CA1031 // Whatever failed once may go well the next time; readiness says it.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                _holdsFault = fault.Message;
            }
        }
    }

    // Frees what was held too long.
    private async Task SettleAsync()
    {
        var now = Now;
        await Ledger.ExpireAsync(now, _stop.Token).ConfigureAwait(false);
    }
}
