using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger.Shards;

/// <summary>Which shard keeps what: products by blocks of numbers, slots by place. It never changes for a ledger
/// that exists.</summary>
/// <param name="shards">The number of shards; 1 to 64.</param>
/// <param name="blockBits">Products whose numbers differ only in so many last bits lie together; 0 to 20.</param>
public sealed class ShardMap(int shards, int blockBits = 12)
{
    /// <summary>The most shards: a set of them is 64 bits.</summary>
    public const int Most = 64;

    /// <summary>The number of shards.</summary>
    public int Shards { get; } = shards is >= 1 and <= Most ? shards
        : throw new ArgumentOutOfRangeException(nameof(shards), shards, $"A ledger has 1 to {Most} shards.");

    /// <summary>The shard of a product. Blocks, so that a shard's arrays are in use in stretches.</summary>
    public int ShardOf(ProductId product) => Mixed(unchecked((uint)product.Value) >> blockBits);

    /// <summary>The shard of a slot.</summary>
    public int ShardOf(in Slot slot) => Mixed(unchecked((uint)slot.Place << 4) ^ (uint)slot.Kind ^ 0x5107_5107U);

    /// <summary>An order's parts, by shard, the first of which is its home.</summary>
    /// <param name="request">The order.</param>
    /// <param name="expires">When its holds end.</param>
    public (int Shard, OrderPart Part)[] Split(OrderRequest request, Instant expires)
    {
        var ledgers = 0UL;
        foreach (ref readonly var line in request.Lines.AsSpan())
        {
            ledgers |= 1UL << ShardOf(line.Product);
        }

        foreach (ref readonly var slot in request.Slots.AsSpan())
        {
            ledgers |= 1UL << ShardOf(slot.Slot);
        }

        var (parts, content) = (
            new (int, OrderPart)[ulong.PopCount(ledgers)], OrderPart.ContentOf(request.Lines, request.Slots));
        for (var (i, left) = (0, ledgers); left != 0; left &= left - 1, i++)
        {
            var shard = (int)ulong.TrailingZeroCount(left);
            parts[i] = (shard, new(request.Order, request.At, expires,
                Array.FindAll(request.Lines, line => ShardOf(line.Product) == shard),
                Array.FindAll(request.Slots, slot => ShardOf(slot.Slot) == shard), ledgers, i == 0, content));
        }

        return parts;
    }

    private int Mixed(uint key) =>
        Shards == 1 ? 0 : (int)(unchecked(((ulong)key + 1) * 0x9E3779B97F4A7C15UL) >> 40) % Shards;
}
