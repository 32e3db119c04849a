using Quartermaster.Domain.Goods;

namespace Quartermaster.Storage.Ledger.Shards;

/// <summary>Lets one request per order through at a time: the same order, given twice at once, is done one after the
/// other.</summary>
/// <param name="isInline">Whether who waits goes on at once, in the same call: for simulations.</param>
internal sealed class OrderGate(bool isInline)
{
    private readonly Dictionary<OrderKey, TaskCompletionSource> _inside = [];

    /// <summary>Waits until no other request for the order is inside, and goes in.</summary>
    internal async ValueTask EnterAsync(OrderKey order)
    {
        while (true)
        {
            Task other;
            lock (_inside)
            {
                if (!_inside.TryGetValue(order, out var inside))
                {
                    _inside.Add(order, new(isInline ? TaskCreationOptions.None
                        : TaskCreationOptions.RunContinuationsAsynchronously));
                    return;
                }

                other = inside.Task;
            }

            await other.ConfigureAwait(false);
        }
    }

    /// <summary>Goes out.</summary>
    internal void Leave(OrderKey order)
    {
        TaskCompletionSource inside;
        lock (_inside)
        {
            _inside.Remove(order, out inside!);
        }

        inside.SetResult();
    }
}
