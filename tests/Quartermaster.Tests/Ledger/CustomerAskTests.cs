using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;
using Xunit;

namespace Quartermaster.Tests.Ledger;

/// <summary>Who orders is remembered with what was asked for, as a key; what was written before orders named anybody
/// still reads.</summary>
public sealed class CustomerAskTests
{
    // Five units, two orders, the second of which was sent elsewhere; written by a build that knew no customers.
    private const string OldTape = """
        010101000000000000000180A0EB94AB650100000100040105058AB4610988AF4BC9A7BFBEAC9FF01D1F0000010101010000118AB4610988
        AF4BC9A7BFBEAC9FF01D1F0180A0EB94AB6504010101057765622D3180B7FE99AB65050D8BC036C75CECEEC15C31144818C4D60000010101
        010000110D8BC036C75CECEEC15C31144818C4D60180A0EB94AB6504010101057765622D3280B7FE99AB6518070000000000000007000D8B
        C036C75CECEEC15C31144818C4D649403EFF0DB8F21001010101000000000A010D8BC036C75CECEEC15C31144818C4D60180A0EB94AB6584
        02010101057765622D32808CA4A0AB65
        """;

    private const string OldSnapshot = """
        020500010101000901010401060101050104000201000000000000000100000000000000F08F2D07000000000000000700000000000000F0
        8F2D00028AB4610988AF4BC9A7BFBEAC9FF01D1F49403EFF0DB8F2100200F08F2D020000010101010000000D8BC036C75CECEEC15C311448
        18C4D649403EFF0DB8F2100300F08F2D02000001010101000000028AB4610988AF4BC9A7BFBEAC9FF01D1F0180A0EB94AB65040101010577
        65622D3180B7FE99AB650D8BC036C75CECEEC15C31144818C4D60180A0EB94AB658402010101057765622D32808CA4A0AB650000
        """;

    private static readonly Instant s_at = Instant.Of(new(2025, 3, 3));
    private static readonly OrderKey s_order = OrderKey.Of("web-1");

    [Fact]
    public void A_customer_is_read_back_from_the_tape_and_a_kept_state_after_the_order_was_sent_elsewhere_too()
    {
        var (ann, ledger) = (CustomerKey.Of("ann"), Ledger(CustomerKey.Of("ann")));
        var claims = ledger.ClaimsToAmend(s_order)!;
        Assert.Equal(MoveOutcome.Moved, ledger.AmendOrder(new(7, 7), s_at,
            new(s_order, claims.Seen, claims.Lines, claims.Slots) { Ask = claims.Ask! with { Readdressed = new(2) } }));

        var again = new GoodsLedger();
        LedgerReplay.Apply(again, ledger.Tape!.Bytes);

        Assert.Equal(LedgerSnapshot.Of(ledger), LedgerSnapshot.Of(again));
        foreach (var one in (GoodsLedger[])[again, LedgerSnapshot.Read(LedgerSnapshot.Of(ledger))])
        {
            var told = one.AskOf(s_order)!;
            Assert.Equal((ann, 2, Speed.TwoDay), (told.Customer, told.GoesTo.Value, told.Speed));
            Assert.Equal(claims.Ask, told);
        }
    }

    [Fact]
    public void The_same_code_of_another_customer_is_another_order()
    {
        var ledger = Ledger(CustomerKey.Of("ann"));
        Assert.Equal(OrderOutcome.Decided, ledger.Ask(s_order, Ask(CustomerKey.Of("ann"))));
        Assert.Equal(OrderOutcome.OtherContent, ledger.Ask(s_order, Ask(CustomerKey.Of("bob"))));
        Assert.Equal(OrderOutcome.OtherContent, ledger.Ask(s_order, Ask(default)));
        Assert.Equal((false, false, true), (CustomerKey.Of("").IsNamed, CustomerKey.Of(null).IsNamed,
            CustomerKey.Of("0").IsNamed));
    }

    [Fact]
    public void What_earlier_builds_wrote_reads_and_names_no_customer()
    {
        var replayed = new GoodsLedger();
        LedgerReplay.Apply(replayed, Bytes(OldTape));

        Assert.Equal(Ask(default) with { Promised = default }, replayed.AskOf(s_order));
        var other = replayed.AskOf(OrderKey.Of("web-2"))!;
        Assert.Equal((default, 2, "web-2"), (other.Customer, other.GoesTo.Value, other.Code));
        Assert.Empty(LedgerAudit.Check(replayed));

        // Its kept states do not say what has left, so they are set aside, and the log says all again.
        var old = Bytes(OldSnapshot);
        Assert.Throws<LedgerBlobException>(() => LedgerSnapshot.Read(old));

        // Who names nobody is written as ever.
        old[0] = LedgerSnapshot.Version;
        Assert.Equal(old, LedgerSnapshot.Of(replayed));
    }

    private static GoodsLedger Ledger(CustomerKey customer)
    {
        var ledger = new GoodsLedger { Tape = new() };
        var units = Movements.ReceiveExtra(new(1, 1), s_at, new(1), new(1), 5);
        ledger.Post(new(in units), new Outcome[1]);
        ledger.Place(s_order, s_at, [new(new(1), new(1), 1)], []);
        ledger.Ask(s_order, Ask(customer));
        return ledger;
    }

    private static OrderAsk Ask(CustomerKey customer) =>
        new(new(1), s_at, Speed.TwoDay, new([new CartLine(new(1), 1)]))
        {
            Code = "web-1", Promised = s_at.PlusMinutes(90), Customer = customer,
        };

    private static byte[] Bytes(string hex) => Convert.FromHexString(string.Concat(hex.Split()));
}
