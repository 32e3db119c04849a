using Google.Protobuf;
using Quartermaster.App.Serving.Rpc;
using Quartermaster.Numerics;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>Messages that are almost right, wild, or no messages at all: the same for the same number.</summary>
internal sealed class RpcDraw(int number)
{
    private static readonly string[] s_texts =
        ["tea", "lamp", "coffee", "", "nothing", "\0", "TEA ", "\u202e", new string('x', 300), "🍵", "south", "{}"];

    private static readonly int[] s_units =
        [1, 1, 2, 3, 0, -1, 100_000, 100_001, int.MaxValue, int.MinValue];

    private static readonly long[] s_longs =
        [0, 1, -1, 2, 7_258_000_000_000, 7_258_000_000_001, long.MaxValue, long.MinValue, 1_741_000_000_000];

    private ulong _draw;

    /// <summary>A request for promises.</summary>
    internal PromiseRequest Promise()
    {
        var request = new PromiseRequest();
        for (var carts = Few(1_001); carts > 0; carts--)
        {
            var cart = new Cart { Region = Region(), At = Below(4) == 0 ? Any(s_longs) : 0 };
            cart.Items.AddRange(Items(Few(101)));
            request.Carts.Add(cart);
        }

        for (var speeds = Below(3) == 0 ? Below(7) : 0; speeds > 0; speeds--)
        {
            request.Speeds.Add((Speed)(Below(10) == 0 ? Any(s_units) : Below(7)));
        }

        return request;
    }

    /// <summary>An order.</summary>
    internal OrderRequest Order()
    {
        var order = new OrderRequest
        {
            Order = Below(10) == 0 ? Any(s_texts) : $"g-{Below(300)}", Region = Region(), Hold = Below(4) == 0,
            Speed = (Speed)(Below(20) == 0 ? Any(s_units) : Below(6)), Offer = Below(10) == 0 ? Any(s_texts) : "",
            Fill = Below(3) == 0 ? Any(["fill_or_kill", "fill_all", "fill_available", "most", ""]) : "",
            Customer = Below(3) == 0 ? Any(["ann", "bob", .. s_texts]) : "",
            PlacedAt = Below(5) == 0 ? Any([-1, 1, long.MaxValue, 1_700_000_000_000, 4_102_444_800_000]) : 0,
        };
        order.Items.AddRange(Items(Few(101)));
        return order;
    }

    /// <summary>A batch of a feed.</summary>
    internal FeedRequest Feed()
    {
        var request = new FeedRequest { Feed = Below(10) == 0 ? Any(s_texts) : "f" };
        for (var updates = Few(10_001); updates > 0; updates--)
        {
            request.Updates.Add(new Update
            {
                Product = Code("tea"), Facility = Code("south"), Sequence = Below(4) == 0 ? Any(s_longs) : Below(5_000),
                Units = Any(s_units), IsChange = Below(2) == 0,
            });
        }

        return request;
    }

    /// <summary>A message as bytes, of which some are lost, changed or added.</summary>
    internal byte[] Break(IMessage message)
    {
        var bytes = message.ToByteArray().ToList();
        for (var changes = 1 + Below(4); changes > 0; changes--)
        {
            var at = Below(bytes.Count + 1);
            switch (Below(5))
            {
                case 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 1:
                    // A length or a number of ten bytes, which is beyond all that there is.
                    bytes.InsertRange(at, [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]);
                    break;
                case 2:
                    // Groups within groups, which nobody closes.
                    bytes.InsertRange(at, Enumerable.Repeat((byte)0x0B, 200));
                    break;
                case 3:
                    bytes.InsertRange(at, Enumerable.Range(0, 1 + Below(8)).Select(_ => (byte)Below(256)));
                    break;
                default:
                    bytes[Math.Min(at, bytes.Count - 1) is >= 0 and var place ? place : Grow(bytes)] = (byte)Below(256);
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>A number below another.</summary>
    internal int Below(int count) => (int)(KeyedRandom.Uniform(4, 6, (ulong)number, _draw++) * count);

    private static int Grow(List<byte> bytes)
    {
        bytes.Add(0);
        return bytes.Count - 1;
    }

    private IEnumerable<Item> Items(int count) => Enumerable.Range(0, count).Select(_ =>
        new Item { Product = Code("tea"), Units = Below(3) == 0 ? Any(s_units) : 1 + Below(3) });

    // Mostly a few, at times none, seldom too many.
    private int Few(int tooMany) => Below(200) == 0 ? tooMany : Below(12) == 0 ? 0 : 1 + Below(3);

    private string Region() => Below(8) == 0 ? Any(s_texts) : "dallas";

    private string Code(string good) => Below(4) == 0 ? Any(s_texts) : good;

    private TOne Any<TOne>(TOne[] of) => of[Below(of.Length)];
}
