using Quartermaster.Domain.Goods;

namespace Quartermaster.Storage.Ledger.Shards;

/// <content>What the shards remember, and for how long.</content>
public sealed partial class LedgerShards
{
    /// <summary>What all shards remember.</summary>
    public async ValueTask<LedgerMemory> MemoryAsync(CancellationToken cancel = default)
    {
        var shards = await EachAsync((_, ledger) => new LedgerMemory(
            ledger.RemembersFrom, ledger.RememberedKeys, ledger.RememberedOrders), cancel).ConfigureAwait(false);
        return shards.Aggregate((sum, one) => sum.And(one));
    }

    /// <summary>Forgets what is older than so many days before a day, unless it is forgotten already, and closes the
    /// hands of those days, which no order can claim any more.</summary>
    /// <remarks>Not more than so many days before the day after the last one of which anything is remembered: a ledger
    /// in which nothing happens forgets nothing, and a clock that is wrong by years does no harm before something
    /// is done by it. O(remembered) where there is something to forget.</remarks>
    /// <param name="today">The day.</param>
    /// <param name="days">How many days to remember; 0 for all.</param>
    /// <param name="cancel">Ends it; what is not forgotten then is the next time.</param>
    /// <returns>What is remembered then.</returns>
    public async ValueTask<LedgerMemory> ForgetAsync(DateOnly today, int days, CancellationToken cancel = default)
    {
        var memory = await MemoryAsync(cancel).ConfigureAwait(false);
        if (days == 0 || today.DayNumber - days <= memory.From.DayNumber)
        {
            return memory;
        }

        var lasts = await EachAsync((_, ledger) => ledger.LastDay(today).DayNumber, cancel).ConfigureAwait(false);
        var before = Math.Min(today.DayNumber, lasts.Max() + 1) - days;
        if (before <= memory.From.DayNumber)
        {
            return memory;
        }

        await ForgetAsync(DateOnly.FromDayNumber(before), cancel).ConfigureAwait(false);
        await EachAsync((_, ledger) => ledger.CloseSlots(SlotKind.PickUnits, before), cancel).ConfigureAwait(false);
        return await MemoryAsync(cancel).ConfigureAwait(false);
    }
}
