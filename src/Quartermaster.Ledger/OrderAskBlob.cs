using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Ledger;

/// <summary>What was asked for, as bytes: on the tape and in a snapshot.</summary>
internal static class OrderAskBlob
{
    // Beside the speed: only orders with another address than they were placed with, and those that name a customer,
    // have more, so the bytes of all others are those that they always were.
    private const int IsReaddressed = 0x80;
    private const int HasCustomer = 0x40;

    internal static void Write(BlobWriter blob, OrderKey order, OrderAsk ask)
    {
        blob.Fixed(order.High);
        blob.Fixed(order.Low);
        blob.Whole(ask.Region.Value);
        blob.Signed(ask.At.UnixMilliseconds);
        blob.Byte((byte)((int)(ask.Speed ?? 0) | (ask.Readdressed.Value > 0 ? IsReaddressed : 0)
            | (ask.Customer.IsNamed ? HasCustomer : 0)));
        if (ask.Readdressed.Value > 0)
        {
            blob.Whole(ask.Readdressed.Value);
        }

        if (ask.Customer.IsNamed)
        {
            blob.Fixed(ask.Customer.Value);
        }

        blob.Whole(ask.Lines.Count);
        foreach (ref readonly var line in ask.Lines.Rows)
        {
            blob.Whole(line.Product.Value);
            blob.Whole(line.Units);
        }
    }

    /// <summary>What is beyond <see cref="Write"/>: how the code was written, and what the customer was told.</summary>
    internal static void WriteMore(BlobWriter blob, OrderAsk ask)
    {
        blob.Text(ask.Code);
        blob.Signed(ask.Promised.UnixMilliseconds);
    }

    internal static OrderAsk ReadMore(ref BlobReader blob, OrderAsk ask) =>
        ask with { Code = blob.Text(OrderAsk.MostCode), Promised = new(blob.Signed()) };

    internal static (OrderKey Order, OrderAsk Ask) Read(ref BlobReader blob)
    {
        var order = new OrderKey(blob.Fixed(), blob.Fixed());
        var (region, at, marks) = (new RegionId(blob.Number()), new Instant(blob.Signed()), blob.Byte());
        var readdressed = (marks & IsReaddressed) != 0 ? new RegionId(blob.Number()) : default;
        var customer = (marks & HasCustomer) != 0 ? new CustomerKey(blob.Fixed()) : default;
        var speed = (Speed)(marks & ~(IsReaddressed | HasCustomer));
        var lines = new CartLine[blob.Number()];
        for (var i = 0; i < lines.Length; i++)
        {
            lines[i] = new(new(blob.Number()), blob.Number());
        }

        return (order, new(region, at, speed == 0 ? null : speed, new(lines))
        {
            Readdressed = readdressed, Customer = customer,
        });
    }
}
