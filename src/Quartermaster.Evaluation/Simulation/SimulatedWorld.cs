using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Prices;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Generation;
using Quartermaster.Ledger;
using Quartermaster.Operations;
using Quartermaster.Operations.Gather;
using Quartermaster.Operations.Orders;

namespace Quartermaster.Evaluation.Simulation;

/// <summary>The goods of one simulated company: its ledger, what is on its way, and what it remembers.</summary>
/// <remarks>Goods move only through <see cref="GoodsLedger"/>, with the same entries as in production.</remarks>
internal sealed class SimulatedWorld
{
    private readonly CompanyFacts _facts;
    private readonly ISupplySource _supply;
    private readonly SortedDictionary<DateOnly, List<Arrival>> _arrivals = [];
    private readonly List<OpenLine> _open = [];
    private readonly float[] _lastShares;
    private PriceBoard? _lastBoard;
    private ulong _orderLines;

    internal SimulatedWorld(
        CompanyFacts facts, OpeningState opening, DemandBook book, ISupplySource supply, DateOnly firstDay)
    {
        (_facts, _supply, Book) = (facts, supply, book);
        _lastShares = new float[facts.Products.Count * facts.Centers.Length];
        Post(opening.Entries);
        var answers = new OpeningDeliveries(facts, supply, firstDay);
        Span<Delivery> deliveries = stackalloc Delivery[ISupplySource.MostParts];
        foreach (var line in opening.OpenLines.Rows)
        {
            var count = answers.Of(line, deliveries);
            Expect(line, Money.Of((decimal)facts.Economics.Rows[line.Row].UnitCost), firstDay, deliveries[..count]);
        }
    }

    /// <summary>Every unit of goods.</summary>
    internal GoodsLedger Ledger { get; } = new();

    /// <summary>What the company has seen of demand.</summary>
    internal DemandBook Book { get; }

    /// <summary>What planning sees this morning.</summary>
    /// <param name="today">The day.</param>
    /// <param name="seed">The seed of every keyed draw.</param>
    /// <param name="ways">The ways of the day; null where room on lanes is not looked at.</param>
    internal PlanningState StateOf(DateOnly today, ulong seed, WaysAhead? ways)
    {
        var centers = _facts.Centers;
        var products = _facts.Products.Rows;
        var (available, onOrder) = (new int[products.Length * centers.Length],
            new int[products.Length * centers.Length]);
        for (var row = 0; row < products.Length; row++)
        {
            for (var center = 0; center < centers.Length; center++)
            {
                var at = (row * centers.Length) + center;
                available[at] = Ledger.Available(products[row].Id, centers[center]);
                onOrder[at] = (int)Math.Min(int.MaxValue, Ledger.OnOrder(products[row].Id, centers[center]));
            }
        }

        return new()
        {
            Today = today,
            Available = available,
            OnOrder = onOrder,
            OpenLines = new([.. _open]),
            ClaimedHands = PickSlots.ClaimedFrom(Ledger, centers, today),
            Ways = ways,
            ClaimedRoom = ways is null ? new([]) : LaneSlots.ClaimedFrom(Ledger, ways.Table, today),
            LastShares = _lastShares,
            LastBoard = _lastBoard,
            Seed = seed,
        };
    }

    /// <summary>Posts a plan's lines and lets the vendors answer.</summary>
    internal void Release(DayPlan plan, DateOnly today)
    {
        var lines = plan.Lines.Rows;
        var entries = new Entry[lines.Length];
        var cause = EntryKey.Of("release", 0).Cause;
        Span<Delivery> deliveries = stackalloc Delivery[ISupplySource.MostParts];
        for (var i = 0; i < lines.Length; i++)
        {
            ref readonly var line = ref lines[i];
            entries[i] = Movements.Order(
                new(cause, _orderLines++), Instant.Of(today), line.Product, line.ShipTo, line.Units);
            var count = _supply.Deliver(
                new(line.Vendor, line.Product, line.ShipTo, today, StatedDays(line), line.Units), deliveries);
            Expect(
                new(_facts.RowOf(line.Product), _facts.CenterOf(line.ShipTo), line.Units, line.DueDay, line.Vendor,
                    today),
                line.UnitCost, today.AddDays(1), deliveries[..count]);
        }

        Post(entries);
        Remember(plan);
    }

    /// <summary>Receives what arrives today.</summary>
    /// <param name="today">The day.</param>
    /// <param name="onArrival">Told of each arrival; may be null.</param>
    internal void Receive(DateOnly today, Action<Arrival>? onArrival)
    {
        if (!_arrivals.Remove(today, out var arrivals))
        {
            return;
        }

        var cause = EntryKey.Of("receive", 0).Cause;
        var entries = new List<Entry>();
        foreach (var arrival in arrivals)
        {
            var at = Instant.Of(today);
            Add(arrival.Units, (key, units) => Movements.Receive(key, at, arrival.Product, arrival.Center, units));
            Add(arrival.DamagedUnits, (key, units) =>
                Movements.Receive(key, at, arrival.Product, arrival.Center, units, isSellable: false));
            Add(arrival.MissingUnits, (key, units) =>
                Movements.CancelOrder(key, at, arrival.Product, arrival.Center, units));
            _open.Remove(arrival.Line);
            if (!arrival.IsLast)
            {
                var left = arrival.Line.Units - arrival.Units - arrival.DamagedUnits;
                _open.Add(arrival.Line with { Units = Math.Max(0, left) });
            }

            onArrival?.Invoke(arrival);
        }

        Post([.. entries]);

        void Add(int units, Func<EntryKey, int, Entry> entry)
        {
            if (units > 0)
            {
                entries.Add(entry(new(cause, _orderLines++), units));
            }
        }
    }

    // What the vendor states, not what the company has learned to expect: the world must not follow a belief.
    private int StatedDays(in ReleaseLine line) =>
        _facts.OfferOf(_facts.RowOf(line.Product), line.Vendor, line.ShipTo) is >= 0 and var offer
            ? _facts.Offers.Rows[offer].LeadTimeDays
            : throw new InvalidOperationException($"The simulated company bought {line}, which no vendor offers.");

    private void Expect(OpenLine line, Money unitCost, DateOnly earliest, ReadOnlySpan<Delivery> deliveries)
    {
        var (product, center, open) = (_facts.Products.Rows[line.Row].Id, _facts.Centers[line.Center], line);
        var left = line.Units;
        _open.Add(open);
        for (var part = 0; part < deliveries.Length; part++)
        {
            var delivery = deliveries[part];
            left -= delivery.Units + delivery.DamagedUnits;
            var isLast = part == deliveries.Length - 1;
            Schedule(delivery.Day > earliest ? delivery.Day : earliest, new(product, center, delivery.Units,
                delivery.DamagedUnits, isLast ? left : 0, isLast, unitCost, open));
            open = open with { Units = left };
        }
    }

    private void Schedule(DateOnly day, Arrival arrival)
    {
        if (!_arrivals.TryGetValue(day, out var list))
        {
            _arrivals.Add(day, list = []);
        }

        list.Add(arrival);
    }

    private void Remember(DayPlan plan)
    {
        _lastBoard = plan.OrderBoard is { Count: > 0 } board ? board : _lastBoard;
        var centers = _facts.Centers.Length;
        var rows = plan.Placement.Decisions.Rows;
        for (var first = 0; first + centers <= rows.Length; first += centers)
        {
            var all = 0;
            for (var i = 0; i < centers; i++)
            {
                all += rows[first + i].Units;
            }

            for (var i = 0; i < centers && all > 0; i++)
            {
                _lastShares[(_facts.RowOf(rows[first].Product) * centers) + i] = (float)rows[first + i].Units / all;
            }
        }
    }

    private void Post(Entry[] entries)
    {
        var outcomes = new Outcome[entries.Length];
        Ledger.Post(entries, outcomes);
        if (Array.FindIndex(outcomes, outcome => outcome != Outcome.Posted) is >= 0 and var i)
        {
            throw new InvalidOperationException($"The simulated world posted {entries[i]}, which is {outcomes[i]}.");
        }
    }
}

/// <summary>Goods that arrive for one line.</summary>
/// <param name="Product">What.</param>
/// <param name="Center">Where.</param>
/// <param name="Units">Sellable units.</param>
/// <param name="DamagedUnits">Units that cannot be sold.</param>
/// <param name="MissingUnits">Units that will never come.</param>
/// <param name="IsLast">Whether no more will come for the line.</param>
/// <param name="UnitCost">What the vendor charges.</param>
/// <param name="Line">The line, as planning sees it.</param>
internal readonly record struct Arrival(
    ProductId Product, FacilityId Center, int Units, int DamagedUnits, int MissingUnits, bool IsLast, Money UnitCost,
    OpenLine Line);

/// <summary>What every policy starts with.</summary>
/// <param name="Entries">The entries that open the ledger: on hand and on order.</param>
/// <param name="OpenLines">What is on order, and when it is due.</param>
public sealed record OpeningState(Entry[] Entries, Table<OpenLine> OpenLines);
