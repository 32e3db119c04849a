using System.IO.Hashing;
using System.Text;
using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Storage.Ledger.Shards;

/// <summary>Which shard keeps what: products by a hash of their code, slots by kind and place. It never changes for a
/// ledger that exists.</summary>
/// <remarks>A slot has one owner, so that it is never given out twice: a center's hands lie in one shard for all days,
/// and so do the departures of a lane and the delivery days of a region. What is on its way lies where its
/// product does, because it becomes goods.</remarks>
/// <param name="shards">The number of shards; 1 to 64.</param>
/// <param name="hashOf">The hash of a product; null for a product that nobody knows. Without it a product's number
/// counts.</param>
public sealed class ShardMap(int shards, Func<ProductId, ulong?>? hashOf = null)
{
    /// <summary>The most shards: a set of them is 64 bits.</summary>
    public const int Most = 64;

    private byte[] _known = [];

    /// <summary>The number of shards.</summary>
    public int Shards { get; } = shards is >= 1 and <= Most ? shards
        : throw new ArgumentOutOfRangeException(nameof(shards), shards, $"A ledger has 1 to {Most} shards.");

    /// <summary>The map of a workspace, whose codes never change.</summary>
    /// <param name="shards">The number of shards; 1 to 64.</param>
    /// <param name="catalog">The catalog as it is now: it may have grown since it was last asked for.</param>
    public static ShardMap OfCodes(int shards, Func<CatalogVersion> catalog) => new(shards, product =>
        catalog() is var known && product.Value >= 1 && product.Value <= known.Of<ProductId>().Count
            ? XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(known.CodeOf(product))) : null);

    /// <summary>The last shard of a set: the home of an order that is placed in them.</summary>
    public static int HomeOf(ulong ledgers) => 63 - (int)ulong.LeadingZeroCount(ledgers);

    /// <summary>The shard of a product.</summary>
    public int ShardOf(ProductId product)
    {
        if (Shards == 1)
        {
            return 0;
        }

        var known = Volatile.Read(ref _known);
        return (uint)product.Value < (uint)known.Length && known[product.Value] is > 0 and var shard
            ? shard - 1 : Find(product);
    }

    /// <summary>The shard of a slot.</summary>
    public int ShardOf(in Slot slot) => slot.Kind == SlotKind.Arrival
        ? ShardOf(new ProductId(slot.Place))
        : Mixed(unchecked(((ulong)(uint)slot.Place << 4) ^ (ulong)slot.Kind ^ 0x5107_5107UL));

    /// <summary>The shards that hold something of an order, a bit each; 0 for an order of nothing.</summary>
    public ulong ShardsOf(ReadOnlySpan<StockClaim> lines, ReadOnlySpan<SlotClaim> slots)
    {
        var ledgers = 0UL;
        foreach (ref readonly var line in lines)
        {
            ledgers |= 1UL << ShardOf(line.Product);
        }

        foreach (ref readonly var slot in slots)
        {
            ledgers |= 1UL << ShardOf(slot.Slot);
        }

        return ledgers;
    }

    /// <summary>An order's parts, by shard, the last of which is its home.</summary>
    /// <param name="request">The order.</param>
    /// <param name="expires">When its holds end.</param>
    public (int Shard, OrderPart Part)[] Split(OrderRequest request, Instant expires)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (ledgers, content) = (
            ShardsOf(request.Lines, request.Slots), OrderPart.ContentOf(request.Lines, request.Slots));
        var parts = new (int, OrderPart)[ulong.PopCount(ledgers)];
        for (var (i, left) = (0, ledgers); left != 0; left &= left - 1, i++)
        {
            var shard = (int)ulong.TrailingZeroCount(left);
            parts[i] = (shard, new(request.Order, request.At, expires,
                Array.FindAll(request.Lines, line => ShardOf(line.Product) == shard),
                Array.FindAll(request.Slots, slot => ShardOf(slot.Slot) == shard), ledgers,
                IsHome: shard == HomeOf(ledgers), content));
        }

        return parts;
    }

    // What was found is kept, a byte for each product; whoever finds it at the same time finds the same.
    private int Find(ProductId product)
    {
        if ((hashOf is null ? (ulong?)Mix(unchecked((uint)product.Value)) : hashOf(product)) is not { } hash)
        {
            // No ledger has it: whichever is asked refuses it.
            return 0;
        }

        var (shard, known) = ((int)(hash % (ulong)Shards), Volatile.Read(ref _known));
        if (product.Value is >= 0 and < 1 << 24)
        {
            if (product.Value >= known.Length)
            {
                Array.Resize(ref known, Math.Max(1_024, product.Value + (product.Value / 2) + 1));
                Volatile.Write(ref _known, known);
            }

            known[product.Value] = (byte)(shard + 1);
        }

        return shard;
    }

    private int Mixed(ulong key) => Shards == 1 ? 0 : (int)(Mix(key) % (ulong)Shards);

    private static ulong Mix(ulong key) => unchecked((key + 1) * 0x9E3779B97F4A7C15UL) >> 32;
}
