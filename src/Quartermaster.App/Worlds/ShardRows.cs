using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Ledger.Shards;

namespace Quartermaster.App.Worlds;

/// <summary>Divides tables among the shards of a ledger, before any of them is asked: no writer looks at rows of
/// others.</summary>
internal static class ShardRows
{
    /// <summary>A table's rows by shard; the table itself where there is one shard.</summary>
    /// <param name="table">The table.</param>
    /// <param name="map">Which shard keeps what.</param>
    /// <param name="productOf">The product of a row.</param>
    internal static Table<TRow>[] Of<TRow>(Table<TRow> table, ShardMap map, Func<TRow, ProductId> productOf)
        where TRow : unmanaged
    {
        if (map.Shards == 1)
        {
            return [table];
        }

        var rows = Enumerable.Range(0, map.Shards).Select(_ => new List<TRow>()).ToArray();
        foreach (var row in table.Rows)
        {
            rows[map.ShardOf(productOf(row))].Add(row);
        }

        return Array.ConvertAll(rows, some => new Table<TRow>([.. some]));
    }
}
