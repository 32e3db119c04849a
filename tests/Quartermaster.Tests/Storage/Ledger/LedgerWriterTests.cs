using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Ledger.Log;
using Quartermaster.Storage.Ledger.Simulation;
using Xunit;

namespace Quartermaster.Tests.Storage.Ledger;

/// <summary>How operations become batches.</summary>
public sealed class LedgerWriterTests
{
    private const int MostBytes = 300;
    private const int Operations = 100;

    private static readonly Instant s_now = Instant.Of(new(2026, 1, 1));

    [Fact]
    public void A_batch_ends_where_it_has_enough_bytes()
    {
        var files = new SimulatedFiles(1);
        using var writer = Writer(files);
        var works = Works();
        writer.Run(works);

        Assert.All(works, work => Assert.Equal(Outcome.Posted, work.Answer.Result));
        var bytes = new SegmentLog(files, isWriter: false).Replay(0).Select(batch => batch.Blob.Length).ToArray();
        Assert.InRange(bytes.Length, 2, Operations / 2);
        Assert.All(bytes, length => Assert.InRange(length, 1, MostBytes + 50));
        Assert.All(bytes.SkipLast(1), length => Assert.InRange(length, MostBytes, int.MaxValue));
    }

    [Fact]
    public void An_operation_too_large_for_a_batch_has_one_of_its_own()
    {
        var files = new SimulatedFiles(1);
        using var writer = Writer(files, mostBytes: 1);
        writer.Run(Works());
        Assert.Equal(Operations, writer.LastBatch);
    }

    [Fact]
    public void What_a_batch_before_the_failed_one_did_is_answered()
    {
        var files = new SimulatedFiles(1) { MostBytes = 5 * MostBytes };
        using var writer = Writer(files);
        var works = Works();
        Assert.Throws<LedgerLogException>(() => writer.Run(works));
        var answered = works.Count(work => work.Answer.IsCompleted);
        Assert.InRange(answered, 1, Operations - 1);

        files.MostBytes = long.MaxValue;
        using var again = Writer(files);
        Assert.Equal(answered, again.Goods.OnHand(new(1), new(1)));
    }

    private static LedgerWriter Writer(SimulatedFiles files, int mostBytes = MostBytes) =>
        new(new SegmentLog(files, isWriter: true), new() { MostBytesPerBatch = mostBytes }, null);

    private static CallWork<Outcome>[] Works() =>
    [
        .. Enumerable.Range(1, Operations).Select(i => new CallWork<Outcome>(ledger =>
            ledger.Count(new(1, (ulong)i), s_now, new(new(1), new(1), i)))),
    ];
}
