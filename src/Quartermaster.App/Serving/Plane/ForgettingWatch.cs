using Quartermaster.App.CommandLine;
using Quartermaster.Domain;
using Quartermaster.Storage.Ledger.Shards;

namespace Quartermaster.App.Serving.Plane;

/// <summary>Has the ledger in service forget what is old: when service begins, and whenever the UTC day turns, beside
/// requests.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="days">Days that it remembers; 0 for all.</param>
/// <param name="dayOf">The day by which the world has it, which may lie before the clock's:
/// <see cref="Worlds.Workspaces.LedgerDay"/>.</param>
/// <param name="clock">What time it is.</param>
/// <param name="stop">Ends it.</param>
internal sealed class ForgettingWatch(
    LedgerShards ledger, int days, Func<Instant, DateOnly> dayOf, TimeProvider clock, CancellationToken stop)
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    private sealed record Done(DateOnly Day, DateOnly WorldDay, LedgerMemory Memory);

    private volatile Done? _done;
    private volatile string? _fault;

    /// <summary>What was remembered after the last time; nothing before the first.</summary>
    internal LedgerMemory? Memory => _done?.Memory;

    /// <summary>Days that are remembered; 0 for all.</summary>
    internal int Days => days;

    /// <summary>Why memory grows although days pass: the world's history ended longer ago than is remembered. Null
    /// where it does not.</summary>
    internal string? Standstill => days > 0 && _done is { } done && done.WorldDay.AddDays(days) < done.Day
        ? FormattableString.Invariant(
            $"Nothing is forgotten: the last sale in the tables is of {done.WorldDay.AddDays(-1):yyyy-MM-dd}, and ")
            + FormattableString.Invariant($"what was {days} days before the day after it is forgotten already. ")
            + "Import sales up to yesterday (qm import sales sales.csv), so that memory stays bounded."
        : null;

    /// <summary>Why it failed the last time; null if it did not.</summary>
    internal string? Fault => _fault;

    /// <summary>Does it, unless it was done on this day.</summary>
    internal async Task RunAsync()
    {
        var now = new Instant(clock.GetUtcNow().ToUnixTimeMilliseconds());
        if (_done is null || now.UtcDay > _done.Day)
        {
            var day = dayOf(now);
            _done = new(now.UtcDay, day, await ledger.ForgetAsync(day, days, stop).ConfigureAwait(false));
        }

        _fault = null;
    }

    /// <summary>Does it on every new day, until it is told to stop or the ledger has failed.</summary>
    internal async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(s_look, clock);
        while (await PlaneRenewal.IsNextAsync(timer, ledger, stop).ConfigureAwait(false))
        {
            try
            {
                await RunAsync().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // It was asked to stop.
            }
#pragma warning disable CA1031 // Whatever failed once may go well the next time; readiness says it.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                _fault = Failures.Explain(fault) is { } known ? $"{known.Message} {known.NextStep}" : fault.Message;
            }
        }
    }
}
