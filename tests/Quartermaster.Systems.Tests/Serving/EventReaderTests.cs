using Quartermaster.App.Serving.Events;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger;
using Quartermaster.Systems.Tests.Commands;
using Xunit;
using EventId = Quartermaster.App.Serving.Events.EventId;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>Reading all events there are: each batch once, and nobody waits for it.</summary>
public sealed class EventReaderTests(CornerShop corner) : IClassFixture<CornerShop>
{
    private const int Orders = 400;

    [Fact]
    public async Task Whoever_is_far_behind_reads_everything_in_turn_and_then_what_is_new()
    {
        var folder = Path.Combine(corner.Copy(), "events");
        using var book = new EventBook(folder);
        await using var ledger = await FillAsync(folder, book.Add);
        book.Start(ledger.LastBatch);

        // Nothing of what was before is in memory.
        using var reader = book.Open(new(0, 0));
        var ids = new List<EventId>();
        for (var page = 0; ids.Count < Orders; page++)
        {
            var some = await reader.NextAsync(7, CancellationToken.None);
            Assert.InRange(some.Count, 1, 7);
            ids.AddRange(some.Select(one => one.Id));
        }

        Assert.Equal(ids.Order(), ids);
        Assert.Equal(Orders, ids.Distinct().Count());
        var next = reader.NextAsync(7, CancellationToken.None);
        await ledger.PlaceAsync(Order(Orders));
        Assert.Equal(new OrderKey(1, Orders), (await next).Single().Change.Order);
    }

    [Fact]
    public async Task The_log_is_replayed_once_however_small_the_pages_are()
    {
        var folder = Path.Combine(corner.Copy(), "events");
        using var book = new EventBook(folder);
        await using var ledger = await FillAsync(folder, null);
        book.Start(ledger.LastBatch);
        await ReadAllAsync(book, Orders);
        var few = await AllocatedAsync(() => ReadAllAsync(book, Orders));

        var many = await AllocatedAsync(() => ReadAllAsync(book, 1));

        // A page takes some thousand bytes; reading the log from its start for each takes some hundred times as much.
        Assert.InRange(many, 0, few + (Orders * 20_000));
    }

    [Fact]
    public async Task More_readers_than_may_have_the_log_open_all_come_to_the_end()
    {
        var folder = Path.Combine(corner.Copy(), "events");
        using var book = new EventBook(folder);
        await using var ledger = await FillAsync(folder, null);
        book.Start(ledger.LastBatch);

        // Those that have it open and read nothing give way.
        var idle = Enumerable.Range(0, EventBook.MostLogs).Select(_ => book.Open(new(0, 0))).ToArray();
        foreach (var reader in idle)
        {
            Assert.Equal(3, (await reader.NextAsync(3, CancellationToken.None)).Count);
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ReadAllAsync(book, 50)))
            .WaitAsync(TimeSpan.FromSeconds(60));
        foreach (var reader in idle)
        {
            Assert.Equal(new OrderKey(1, 3), (await reader.NextAsync(3, CancellationToken.None))[0].Change.Order);
            reader.Dispose();
        }
    }

    private static async Task ReadAllAsync(EventBook book, int most)
    {
        using var reader = book.Open(new(0, 0));
        for (var count = 0; count < Orders;)
        {
            count += (await reader.NextAsync(most, CancellationToken.None)).Count;
        }
    }

    private static async Task<long> AllocatedAsync(Func<Task> act)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await act();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    // One order per batch.
    private static async Task<DurableLedger> FillAsync(string folder, Action<LedgerBatch>? watcher)
    {
        var ledger = DurableLedger.Open(folder, watcher: watcher);
        await ledger.DoAsync(goods => goods.Count(EntryKey.Of("opening", 0), new(1_000_000),
            new(new(1), new(1), 10_000)));
        for (var order = 0; order < Orders; order++)
        {
            await ledger.PlaceAsync(Order(order));
        }

        return ledger;
    }

    private static OrderRequest Order(int number) =>
        new(new(1, (ulong)number), new(1_000_000), [new(new(1), new(1), 1)], []);
}
