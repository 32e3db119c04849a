using Quartermaster.Domain.Goods;

namespace Quartermaster.Storage.Ledger.Shards;

/// <summary>Lets one request per order through at a time: the same order, given twice at once, is done one after the
/// other.</summary>
/// <remarks>Whoever wants several orders at once asks for them in the order of their keys, so that nobody waits for
/// somebody who waits for him.</remarks>
/// <param name="isInline">Whether who waits goes on at once, in the same call: for simulations.</param>
internal sealed class OrderGate(bool isInline)
{
    private const int Stripes = 64;

    private readonly Dictionary<OrderKey, List<TaskCompletionSource>?>[] _inside =
        [.. Enumerable.Range(0, Stripes).Select(_ => new Dictionary<OrderKey, List<TaskCompletionSource>?>())];

    /// <summary>Waits until no other request for the order is inside, and goes in.</summary>
    internal async ValueTask EnterAsync(OrderKey order)
    {
        var stripe = StripeOf(order);
        while (true)
        {
            Task other;
            lock (stripe)
            {
                if (!stripe.TryGetValue(order, out var inside))
                {
                    stripe.Add(order, null);
                    return;
                }

                // Nearly always nobody waits, and nothing need be made for it. Each has a task of his own: of several
                // who wait for one, only one would go on in the same call.
                var waiting = new TaskCompletionSource(isInline ? TaskCreationOptions.None
                    : TaskCreationOptions.RunContinuationsAsynchronously);
                (stripe[order] = inside ?? []).Add(waiting);
                other = waiting.Task;
            }

            await other.ConfigureAwait(false);
        }
    }

    /// <summary>Goes out.</summary>
    internal void Leave(OrderKey order)
    {
        var stripe = StripeOf(order);
        List<TaskCompletionSource>? inside;
        lock (stripe)
        {
            stripe.Remove(order, out inside);
        }

        inside?.ForEach(waiting => waiting.SetResult());
    }

    private Dictionary<OrderKey, List<TaskCompletionSource>?> StripeOf(OrderKey order) =>
        _inside[(int)(unchecked((order.High ^ order.Low) * 0x9E3779B97F4A7C15UL) >> 58)];
}
