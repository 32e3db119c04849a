using Quartermaster.Systems.Tests.Commands;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>The same over a ledger of three shards: orders lie in several of them, and so do the hands that they would
/// need elsewhere.</summary>
public sealed class ShardedBacklogServiceTests(CornerShop corner) : BacklogServiceTests(corner)
{
    protected override int Shards => 3;
}
