using Quartermaster.App.Serving;
using Quartermaster.App.Serving.Events;
using Quartermaster.App.Serving.Plane;
using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Goods;
using Quartermaster.Operations.Orders;
using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Ledger.Log;
using Quartermaster.Storage.Ledger.Shards;
using Quartermaster.Storage.Workspaces;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>A state of the ledger that could not be kept is said where operators look.</summary>
public sealed class KeepingFaultTests(CornerShop corner) : IClassFixture<CornerShop>
{
    [Fact]
    public async Task Readiness_and_the_service_say_that_the_state_could_not_be_kept()
    {
        var folder = corner.Copy();
        var opened = OpenedWorkspace.Open(Workspace.Open(folder), null);
        using var log = new NoSnapshots(SegmentLog.OpenToWrite(Path.Combine(folder, "ledger")));
        var ledger = LedgerShards.Of(new DurableLedger(log, new() { SnapshotEveryBytes = 100 }));
        var events = new EventBook(Path.Combine(folder, "ledger"));
        await using var plane = OnlinePlane.Of(ledger, events, TimeProvider.System,
            PlaneParts.Of(opened, new RouteFollower(
                opened.Network, opened.Policies.Routes, opened.Today.AddDays(-1), Networks.RouteDays),
                ledger.Availability, opened.Today));
        using var desk = new ServingDesk(plane, new([1]), new(), new(), []);
        Assert.Null(desk.Health().Because);
        Assert.Null(desk.State().KeepingFault);

        for (var i = 0; i < 100 || ledger.KeepingFault is null; i++)
        {
            await ledger.Only!.DoAsync(goods => goods.Once(EntryKey.Of("once", (ulong)i), new(1_000_000)));
        }

        Assert.Equal("ready", desk.Health().Status);
        Assert.Contains("no room", desk.Health().Because, StringComparison.Ordinal);
        Assert.Contains("no room", desk.State().KeepingFault, StringComparison.Ordinal);
        await desk.Watch.DisposeAsync();
    }

    private sealed class NoSnapshots(ILedgerLog log) : ILedgerLog
    {
        public long LastBatch => log.LastBatch;

        public void Append(long batch, ReadOnlySpan<byte> blob) => log.Append(batch, blob);

        public IEnumerable<(long Batch, byte[] Blob)> Replay(long after) => log.Replay(after);

        public void SaveSnapshot(long batch, Action<IByteSink> write) => throw new LedgerLogException("no room");

        public IEnumerable<(long Batch, IByteSource Blob)> Snapshots() => [];

        public ILedgerLog OpenReader() => log.OpenReader();

        public void Dispose() => log.Dispose();
    }
}
