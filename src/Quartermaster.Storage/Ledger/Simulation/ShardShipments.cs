using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger.Shards;

namespace Quartermaster.Storage.Ledger.Simulation;

/// <summary>Vendors who announce shipments over several simulated shards, some of them others under the same code, and
/// again until they have an answer; and who cancel some, also such of which nobody knows whether they are taken.
/// </summary>
/// <param name="below">Draws a number below another one.</param>
internal sealed class ShardShipments(Func<int, int> below)
{
    private const int Shipments = 4;

    // Of each code two shipments; one of them is taken.
    private readonly (ProductId Product, int Units)[][] _lines =
        [.. Enumerable.Range(0, 2 * Shipments).Select(_ => LinesOf(below))];

    private readonly int?[] _taken = new int?[Shipments];
    private readonly bool[] _cancelled = new bool[Shipments];

    internal List<string> Broken { get; } = [];

    /// <summary>Shipments of which somebody was told that they are taken.</summary>
    internal int Taken => _taken.Count(which => which is not null);

    /// <summary>Shipments that were cancelled.</summary>
    internal int Cancelled => _cancelled.Count(one => one);

    /// <summary>Announces one or cancels one; in the end all of which nobody knows whether they are taken, or
    /// cancelled.</summary>
    internal async Task AnnounceAsync(LedgerShards ledger, Instant now, bool isLast)
    {
        if (!isLast)
        {
            if (below(4) == 0)
            {
                await CancelAsync(ledger, now, below(Shipments)).ConfigureAwait(false);
            }
            else
            {
                await AnnounceAsync(ledger, now, below(2 * Shipments)).ConfigureAwait(false);
            }

            return;
        }

        for (var code = 0; code < Shipments; code++)
        {
            if (_taken[code] is null && await AnnounceAsync(ledger, now, 2 * code).ConfigureAwait(false)
                == Outcome.Refused)
            {
                await AnnounceAsync(ledger, now, (2 * code) + 1).ConfigureAwait(false);
            }

            if (_cancelled[code])
            {
                await CancelAsync(ledger, now, code).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The rules broken when all are announced, a sentence each.</summary>
    internal IEnumerable<string> Check(GoodsLedger[] ledgers)
    {
        for (var product = 1; product <= ShardClients.Products; product++)
        {
            var id = new ProductId(product);
            var taken = _taken.Where((_, code) => !_cancelled[code]).Sum(which => which is { } one
                ? _lines[one].Where(line => line.Product == id).Sum(line => line.Units) : 0);
            var ordered = ledgers.Sum(ledger => ledger.Balance(id, default, new(1), GoodsState.Ordered));
            if (taken != ordered)
            {
                yield return $"{taken} units of product {product} were announced, and {ordered} are on order";
            }
        }

        if (Taken < Shipments)
        {
            yield return $"of {Shipments} shipments {Taken} were taken";
        }
    }

    private async Task<Outcome> AnnounceAsync(LedgerShards ledger, Instant now, int which)
    {
        var (code, lines) = (which / 2, _lines[which]);
        var outcome = await new LedgerInbound<(ProductId Product, int Units)>(
            new(900UL + (ulong)code, 0), new(700UL + (ulong)which, 1), lines, line => line.Product,
            (_, line, key) => [Movements.Order(key, now, lines[line].Product, new(1), lines[line].Units)])
            {
                Ended = ShipmentKeys.Cancelled(NameOf(code)),
                NoteOf = entry => ShipmentKeys.Announced(NameOf(code), in entry),
            }
            .PostAsync(ledger, now, CancellationToken.None).ConfigureAwait(false);
        var isTaken = outcome is Outcome.Posted or Outcome.AlreadyPosted;
        if (isTaken ? _taken[code] is { } other && other != which : outcome != Outcome.Refused || _taken[code] == which)
        {
            Broken.Add($"shipment {which} is {outcome}, and {_taken[code]} was taken under its code");
        }

        _taken[code] = isTaken ? which : _taken[code];
        return outcome;
    }

    // Of one that nobody has announced nothing is done, as far as anybody knows.
    private async Task CancelAsync(LedgerShards ledger, Instant now, int code)
    {
        var was = _cancelled[code];
        _cancelled[code] = true;
        var done = await new InboundCancel(NameOf(code), new(900UL + (ulong)code, 0), [new(1)])
            .PostAsync(ledger, now, CancellationToken.None).ConfigureAwait(false);
        _cancelled[code] = was || done.State != Outcome.Refused;
        if (done.State == Outcome.Refused && _taken[code] is not null)
        {
            Broken.Add($"shipment {code} was taken, and nobody knows it");
        }
    }

    private static string NameOf(int code) => System.FormattableString.Invariant($"s{code}");

    private static (ProductId Product, int Units)[] LinesOf(Func<int, int> below)
    {
        var first = 1 + below(ShardClients.Products - 2);
        return [.. Enumerable.Range(first, 1 + below(3)).Select(product => (new ProductId(product), 1 + below(5)))];
    }
}
