using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>Changes of orders over several ledgers, as bytes: on the tape and in a snapshot.</summary>
internal static class ChangeBlob
{
    // Marks of a part.
    private const int IsMove = 1;
    private const int HasAsk = 2;
    private const int HasPicked = 4;

    internal static void Write(BlobWriter blob, OrderChangePart part)
    {
        blob.Fixed(part.Order.High);
        blob.Fixed(part.Order.Low);
        blob.Fixed(part.Seen);
        ClaimsBlob.Write(blob, part.Lines, part.Slots);
        ClaimsBlob.Write(blob, part.Missing, []);
        blob.Byte((byte)part.MissingTo);
        blob.Whole(unchecked((long)part.Ledgers));
        blob.Fixed(part.Content);
        blob.Whole(part.Day);
        ClaimsBlob.Write(blob, part.AllMissing, []);
        ClaimsBlob.Write(blob, part.Lost, []);
        blob.Byte((byte)((part.IsMove ? IsMove : 0) | (part.Ask is null ? 0 : HasAsk)
            | (part.Picked.Length == 0 ? 0 : HasPicked)));
        if (part.Ask is { } ask)
        {
            OrderAskBlob.Write(blob, part.Order, ask);
            OrderAskBlob.WriteMore(blob, ask);
        }

        if (part.Picked.Length > 0)
        {
            blob.Whole(part.Picked.Length);
            Array.ForEach(part.Picked, facility => blob.Whole(facility.Value));
        }
    }

    internal static OrderChangePart Read(ref BlobReader blob)
    {
        var (order, seen) = (new OrderKey(blob.Fixed(), blob.Fixed()), blob.Fixed());
        var (lines, slots) = ClaimsBlob.Read(ref blob);
        var part = new OrderChangePart(order, seen, lines, slots)
        {
            Missing = ClaimsBlob.Read(ref blob).Lines,
            MissingTo = (GoodsState)blob.Byte(),
            Ledgers = unchecked((ulong)blob.Whole()),
            Content = blob.Fixed(),
            Day = blob.Number(),
            AllMissing = ClaimsBlob.Read(ref blob).Lines,
            Lost = ClaimsBlob.Read(ref blob).Lines,
        };
        var marks = blob.Byte();
        return part with
        {
            IsMove = (marks & IsMove) != 0,
            Ask = (marks & HasAsk) == 0 ? null : OrderAskBlob.ReadMore(ref blob, OrderAskBlob.Read(ref blob).Ask),
            Picked = (marks & HasPicked) == 0 ? [] : PlacesOf(ref blob),
        };
    }

    private static FacilityId[] PlacesOf(ref BlobReader blob)
    {
        var places = new List<FacilityId>();
        for (var left = blob.Number(); left > 0; left--)
        {
            places.Add(new(blob.Number()));
        }

        return [.. places];
    }

    internal static void Write(BlobWriter blob, PendingChange change)
    {
        blob.Fixed(change.Key.Cause);
        blob.Fixed(change.Key.Row);
        Write(blob, change.Part);
        blob.Byte(change.IsNew ? (byte)1 : (byte)0);
        blob.Whole(change.Untold);
        ClaimsBlob.Write(blob, change.Less, change.LessSlots);
        ClaimsBlob.Write(blob, change.Take, change.TakeSlots);
    }

    internal static PendingChange ReadPending(ref BlobReader blob)
    {
        var (key, part, isNew) = (new EntryKey(blob.Fixed(), blob.Fixed()), Read(ref blob), blob.Byte() == 1);
        var untold = blob.Number();
        var (less, lessSlots) = ClaimsBlob.Read(ref blob);
        var (take, takeSlots) = ClaimsBlob.Read(ref blob);
        return new(key, part, isNew, less, lessSlots, take, takeSlots) { Untold = untold };
    }
}
