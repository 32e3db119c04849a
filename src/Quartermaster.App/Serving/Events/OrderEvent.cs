using System.Globalization;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Storage.Ledger;

namespace Quartermaster.App.Serving.Events;

/// <summary>Where an event stands in the ledger's log: always the same for the same event.</summary>
/// <param name="Batch">The batch; where the ledger has several shards, its turn among those of all.</param>
/// <param name="Index">Which one within the batch; 0 is the first.</param>
internal readonly record struct EventId(long Batch, int Index) : IComparable<EventId>
{
    public int CompareTo(EventId other) =>
        Batch != other.Batch ? Batch.CompareTo(other.Batch) : Index.CompareTo(other.Index);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Batch}.{Index}");

    /// <summary>Reads what <see cref="ToString"/> writes; null for anything else.</summary>
    internal static EventId? Parse(ReadOnlySpan<char> text)
    {
        var dot = text.IndexOf('.');
        return dot > 0
            && long.TryParse(text[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out var batch)
            && int.TryParse(text[(dot + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? new(batch, index) : null;
    }
}

/// <summary>Something that became of an order.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Change">The step.</param>
/// <param name="Ask">What was asked for under the order; null if nobody said.</param>
internal readonly record struct OrderEvent(EventId Id, OrderChange Change, OrderAsk? Ask)
{
    /// <summary>The events of a batch.</summary>
    internal static IEnumerable<OrderEvent> Of(LedgerBatch batch) =>
        batch.Changes.Select((change, index) => new OrderEvent(new(batch.Turn, index), change.Change, change.Ask));

    /// <summary>The order's code; its key where nobody said its code.</summary>
    internal string Code => Ask is { Code.Length: > 0 } ask ? ask.Code
        : string.Create(CultureInfo.InvariantCulture, $"{Change.Order.High:x16}{Change.Order.Low:x16}");
}
