using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger.Shards;

/// <content>A moment in which all writers stand still, and one function has all ledgers.</content>
public sealed partial class LedgerShards
{
    // Whoever comes last does it; the others wait for him. What each ledger accepted it then writes itself. One such
    // moment at a time: two of them would wait for one another.
    private async ValueTask<TAnswer> TogetherAsync<TAnswer>(
        Func<GoodsLedger[], TAnswer> act, CancellationToken cancel)
    {
        await _together.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var meeting = new Meeting<TAnswer>(_shards.Length, act);
            await Task.WhenAll(_shards.Select((shard, number) => ComeAsync(shard, number, meeting)))
                .ConfigureAwait(false);
            return meeting.Answer;
        }
        finally
        {
            _together.Release();
        }
    }

    private static async Task ComeAsync<TAnswer>(ILedgerShard shard, int number, Meeting<TAnswer> meeting)
    {
        try
        {
            await shard.DoAsync(ledger => meeting.Come(shard, number, ledger)).ConfigureAwait(false);
        }
        catch
        {
            // Who has stopped never comes: the others need not wait.
            meeting.Cancel();
            throw;
        }
    }

    private sealed class Meeting<TAnswer>(int shards, Func<GoodsLedger[], TAnswer> act)
    {
        private readonly GoodsLedger[] _ledgers = new GoodsLedger[shards];
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _missing = shards;

        internal TAnswer Answer { get; private set; } = default!;

        // In the thread of a writer, which has nothing else to do.
        internal bool Come(ILedgerShard shard, int number, GoodsLedger ledger)
        {
            _ledgers[number] = ledger;
            if (Interlocked.Decrement(ref _missing) > 0)
            {
                shard.StandStill(_done.Task);
                return true;
            }

            try
            {
                Answer = act(_ledgers);
            }
            finally
            {
                _done.TrySetResult();
            }

            return true;
        }

        internal void Cancel() => _done.TrySetResult();
    }
}
