using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Goods;
using Quartermaster.Storage.Ledger.Shards;
using Xunit;

namespace Quartermaster.Tests.Storage.Ledger.Shards;

public sealed class ShardMapTests
{
    [Fact]
    public void A_product_stays_where_the_hash_of_its_code_says_whatever_comes_after_it()
    {
        var catalog = CatalogVersion.Empty.With(EntityKind.Product, ["apple", "pear", "plum"]);
        var map = ShardMap.OfCodes(5, () => catalog);
        var before = Shards();

        // Known by their hashes: another build must find them there, or what it has would lie in the wrong shard.
        Assert.Equal([("apple", 4), ("pear", 3), ("plum", 1)], before);
        Assert.Equal(0, map.ShardOf(new ProductId(4)));
        catalog = catalog.With(EntityKind.Product, [.. Enumerable.Range(0, 5_000).Select(i => $"p{i}")]);
        Assert.Equal(before, Shards().Take(3));
        var counts = Enumerable.Range(1, 5_003).CountBy(i => map.ShardOf(new ProductId(i))).Select(pair => pair.Value);
        Assert.All(counts, count => Assert.InRange(count, 850, 1_150));

        (string, int)[] Shards() => [.. Enumerable.Range(1, catalog.Of<ProductId>().Count)
            .Select(i => (catalog.CodeOf(new ProductId(i)), map.ShardOf(new ProductId(i))))];
    }

    [Fact]
    public void A_slot_has_one_shard_on_all_its_days()
    {
        var map = new ShardMap(7);
        Assert.All(Enumerable.Range(1, 50), place => Assert.Single(Enumerable.Range(0, 30)
            .Select(day => map.ShardOf(new Slot(SlotKind.PickUnits, place, 739_000 + day))).Distinct()));
        Assert.Equal(7, Enumerable.Range(1, 200).Select(place => map.ShardOf(new Slot(SlotKind.PickUnits, place, 1)))
            .Distinct().Count());
    }

    [Fact]
    public void With_one_shard_everything_lies_in_it()
    {
        var map = new ShardMap(1, _ => throw new InvalidOperationException("Nobody need be asked."));
        Assert.Equal((0, 0), (map.ShardOf(new ProductId(9)), map.ShardOf(new Slot(SlotKind.Delivery, 3, 4))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public void There_are_1_to_64_shards(int shards) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShardMap(shards));
}
