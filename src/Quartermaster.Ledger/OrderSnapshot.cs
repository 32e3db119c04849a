using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>The orders' part of a snapshot.</summary>
internal static class OrderSnapshot
{
    // Beside the number of a line, which never comes near it.
    private const int Picked = 1 << 30;

    // Marks of an order.
    private const int HasShipped = 1;
    private const int IsForeign = 2;
    private const int TellsShipped = 4;

    internal static void Write(BlobWriter blob, OrderBook orders)
    {
        blob.Whole(orders.Count);
        foreach (var number in orders.Sorted())
        {
            ref var order = ref orders[number];
            blob.Fixed(order.Key.High);
            blob.Fixed(order.Key.Low);
            blob.Fixed(order.Content);
            blob.Whole(order.Sequence);
            blob.Whole(order.Expires);
            blob.Whole(order.Day);
            blob.Byte((byte)order.State);
            blob.Byte((byte)((order.HasShipped ? HasShipped : 0) | (order.IsForeign ? IsForeign : 0)
                | (order.FirstShipped != OrderRecord.None ? TellsShipped : 0)));
            blob.Whole(unchecked((long)order.Ledgers));
            WriteClaims(blob, orders, order.FirstClaim, order.FirstSlot);
            if (order.FirstShipped != OrderRecord.None)
            {
                WriteShipped(blob, orders, order.FirstShipped);
            }
        }

        blob.Whole(orders.Asks.Count);
        var (asked, count) = (new OrderKey[orders.Asks.Count], 0);
        foreach (var (key, _) in orders.Asks.Pairs)
        {
            asked[count++] = key;
        }

        Array.Sort(asked);
        foreach (var key in asked)
        {
            var ask = orders.Asks.GetValueOrDefault(key)!;
            OrderAskBlob.Write(blob, key, ask);
            OrderAskBlob.WriteMore(blob, ask);
        }
    }

    internal static void Read(ref BlobReader blob, OrderBook orders)
    {
        for (var left = blob.Number(); left > 0; left--)
        {
            var record = new OrderRecord
            {
                Key = new(blob.Fixed(), blob.Fixed()),
                Content = blob.Fixed(),
                Sequence = blob.Whole(),
                Expires = blob.Whole(),
                Day = blob.Number(),
                State = (OrderOutcome)blob.Byte(),
            };
            var marks = blob.Byte();
            (record.HasShipped, record.IsForeign) = ((marks & HasShipped) != 0, (marks & IsForeign) != 0);
            record.Ledgers = unchecked((ulong)blob.Whole());
            var number = orders.Add(in record);
            ReadClaims(ref blob, orders, number);
            for (var lines = (marks & TellsShipped) != 0 ? blob.Number() : 0; lines > 0; lines--)
            {
                var line = blob.Claim();
                orders.AddShipped(number, in line);
            }
        }

        for (var left = blob.Number(); left > 0; left--)
        {
            var (key, ask) = OrderAskBlob.Read(ref blob);
            orders.Asks.TryAdd(key, OrderAskBlob.ReadMore(ref blob, ask));
        }
    }

    // Last first, so that reading them back, each before the others, restores the order.
    private static void WriteClaims(BlobWriter blob, OrderBook orders, int firstClaim, int firstSlot)
    {
        var claims = LastFirst(orders, firstClaim);
        blob.Whole(claims.Count);
        foreach (var claim in claims)
        {
            blob.Claim(orders.Claim(claim).Claim);
            blob.Whole(orders.Claim(claim).Line | (orders.Claim(claim).IsPicked ? Picked : 0));
        }

        var slots = new Stack<int>();
        for (var slot = firstSlot; slot != OrderRecord.None; slot = orders.Slot(slot).Next)
        {
            slots.Push(slot);
        }

        blob.Whole(slots.Count);
        foreach (var slot in slots)
        {
            blob.Slot(orders.Slot(slot).Claim.Slot);
            blob.Whole(orders.Slot(slot).Claim.Units);
        }
    }

    private static void WriteShipped(BlobWriter blob, OrderBook orders, int firstShipped)
    {
        var lines = LastFirst(orders, firstShipped);
        blob.Whole(lines.Count);
        foreach (var line in lines)
        {
            blob.Claim(orders.Claim(line).Claim);
        }
    }

    private static Stack<int> LastFirst(OrderBook orders, int first)
    {
        var claims = new Stack<int>();
        for (var claim = first; claim != OrderRecord.None; claim = orders.Claim(claim).Next)
        {
            claims.Push(claim);
        }

        return claims;
    }

    private static void ReadClaims(ref BlobReader blob, OrderBook orders, int number)
    {
        for (var left = blob.Number(); left > 0; left--)
        {
            var (claim, line) = (blob.Claim(), blob.Number());
            orders.AddClaim(number, in claim, line & ~Picked);
            if ((line & Picked) != 0)
            {
                orders.MarkPicked(orders[number].FirstClaim);
            }
        }

        for (var left = blob.Number(); left > 0; left--)
        {
            orders.AddClaims(number, [], [new(blob.Slot(), blob.Number())]);
        }
    }
}
