namespace Quartermaster.Storage.Ledger.Shards;

/// <summary>Where an order is.</summary>
/// <param name="Ledgers">The shards that hold something of it, a bit each; 0 for an order that is not known.</param>
/// <param name="Home">The shard whose word counts: the last of them when it was placed. An order that was changed may
/// lie in later ones too.</param>
internal readonly record struct OrderPlace(ulong Ledgers, int Home)
{
    internal bool IsKnown => Ledgers != 0;

    /// <summary>Whether it lies in several shards.</summary>
    internal bool IsAcross => ulong.PopCount(Ledgers) > 1;

    /// <summary>The other shards that hold a part, in order.</summary>
    internal IEnumerable<int> Others
    {
        get
        {
            for (var left = Ledgers & ~(1UL << Home); left != 0; left &= left - 1)
            {
                yield return (int)ulong.TrailingZeroCount(left);
            }
        }
    }

    /// <summary>Where an order is when it is placed.</summary>
    internal static OrderPlace OfNew(ulong ledgers) => new(ledgers, ShardMap.HomeOf(ledgers));
}
