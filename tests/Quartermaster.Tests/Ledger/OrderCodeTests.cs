using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;
using Quartermaster.Ledger;
using Xunit;

namespace Quartermaster.Tests.Ledger;

/// <summary>How an order's code is written and what a customer was told is remembered, on the tape and in a kept state.
/// </summary>
public sealed class OrderCodeTests
{
    private static readonly Instant s_at = Instant.Of(new(2025, 3, 3));

    [Theory]
    [InlineData("web-1001", 1)]
    [InlineData("訂", 200)]
    [InlineData("訂單", 400)]
    [InlineData("🍵", 150)]
    public void Any_code_can_be_read_back(string part, int times)
    {
        var code = string.Concat(Enumerable.Repeat(part, times));
        var ledger = new GoodsLedger { Tape = new() };
        var (product, place, key) = (new ProductId(1), new FacilityId(1), OrderKey.Of(code));
        var units = Movements.ReceiveExtra(new(1, 1), s_at, product, place, 5);
        ledger.Post(new(in units), new Outcome[1]);
        ledger.Place(key, s_at, [new(product, place, 1)], []);
        var ask = new OrderAsk(new(1), s_at, null, new([new CartLine(product, 1)]))
        {
            Code = code, Promised = s_at.PlusMinutes(90),
        };
        Assert.Equal(OrderOutcome.Decided, ledger.Ask(key, ask));

        var again = new GoodsLedger();
        LedgerReplay.Apply(again, ledger.Tape!.Bytes);
        Assert.Equal(LedgerSnapshot.Of(ledger), LedgerSnapshot.Of(again));
        foreach (var one in (GoodsLedger[])[again, LedgerSnapshot.Read(LedgerSnapshot.Of(ledger))])
        {
            var told = one.AskOf(key)!;
            Assert.StartsWith(told.Code.TrimEnd('\uFFFD'), code, StringComparison.Ordinal);
            Assert.True(told.Code.Length >= Math.Min(code.Length, OrderAsk.MostCode) - 1);
            Assert.Equal(s_at.PlusMinutes(90), told.Promised);
        }
    }

    [Fact]
    public void A_count_that_takes_a_part_away_is_told_apart_from_a_decision()
    {
        var changes = new List<OrderChange>();
        var ledger = new GoodsLedger { Changes = changes };
        var (one, other, place) = (new ProductId(1), new ProductId(2), new FacilityId(1));
        foreach (var product in (ProductId[])[one, other])
        {
            var units = Movements.ReceiveExtra(new(1, (ulong)product.Value), s_at, product, place, 5);
            ledger.Post(new(in units), new Outcome[1]);
        }

        ledger.Place(new(1, 1), s_at, [new(one, place, 1), new(other, place, 1)], []);
        ledger.Count(new(2, 2), s_at, new(one, place, 0));
        Assert.Equal([(OrderOutcome.Decided, false), (OrderOutcome.Decided, true)],
            changes.Select(change => (change.State, change.IsCut)));
    }
}
