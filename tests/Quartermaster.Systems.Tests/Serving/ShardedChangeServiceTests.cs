using Quartermaster.Systems.Tests.Commands;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>The same over a ledger of two shards: an order's goods and the hands that pick them lie in different ones.
/// </summary>
public sealed class ShardedChangeServiceTests(CornerShop corner) : ChangeServiceTests(corner)
{
    protected override int Shards => 2;
}
