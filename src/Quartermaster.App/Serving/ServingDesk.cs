using System.Diagnostics.Metrics;
using Quartermaster.App.Orders;
using Quartermaster.App.Serving.Events;
using Quartermaster.App.Serving.Http;
using Quartermaster.App.Serving.Http.Contracts;
using Quartermaster.App.Serving.Plane;
using Quartermaster.Ledger;

namespace Quartermaster.App.Serving;

/// <summary>All that endpoints need, HTTP's and gRPC's, and what is counted of it.</summary>
internal sealed class ServingDesk : IDisposable
{
    /// <summary>The name of the meter: figures are never by product.</summary>
    internal const string MeterName = "Quartermaster";

    private readonly OrderTaker _taker;
    private readonly ServingState _state;
    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _carts;
    private readonly Counter<long> _orders;

    internal ServingDesk(
        OnlinePlane plane, OfferSigner signer, ServePolicy policy, ServingState state,
        IReadOnlyList<WebhookSender> webhooks)
    {
        (Plane, _state, Webhooks) = (plane, state, webhooks);
        _taker = new(plane, policy);
        Promises = new(plane, signer, policy);
        var nextOffers = new NextOffers(plane, signer, policy);
        Orders = new(plane, signer, _taker, nextOffers, policy);
        Changes = new(plane, signer, Orders, nextOffers);
        Stock = new(plane);
        Movements = new(plane, policy);
        Shipments = new(plane);
        Waiting = new(plane);
        Inbound = new(plane, signer, policy);
        Watch = new(plane, policy.BacklogMinutes);
        Backlog = new(plane, Watch);
        _carts = _meter.CreateCounter<long>("quartermaster.promises", "carts", "Carts promised.");
        _orders = _meter.CreateCounter<long>("quartermaster.orders", "orders", "Orders taken, by their state.");
        _meter.CreateObservableGauge("quartermaster.ledger.waiting", () => plane.Ledger.Waiting, "operations",
            "Operations that wait for the ledger.");
        _meter.CreateObservableGauge("quartermaster.requests.at_work", () => state.AtWork, "requests",
            "Requests being worked on.");
        _meter.CreateObservableCounter("quartermaster.ledger.batches", () => plane.Ledger.Batches, "batches",
            "Batches safe on disk.");
        _meter.CreateObservableGauge("quartermaster.ledger.keeping_faults",
            () => plane.Ledger.KeepingFault is null ? 0 : 1, "faults",
            "1 while the ledger's state could not be kept the last time it was tried.");
        _meter.CreateObservableCounter("quartermaster.offers.brought", () => _taker.Counts.Offers, "offers",
            "Offers that orders brought.");
        _meter.CreateObservableCounter("quartermaster.offers.honored", () => _taker.Counts.Honored, "offers",
            "Of those, kept as made.");
    }

    internal OnlinePlane Plane { get; }

    internal PromiseAnswers Promises { get; }

    internal OrderAnswers Orders { get; }

    internal ChangeAnswers Changes { get; }

    internal StockAnswers Stock { get; }

    internal MovementAnswers Movements { get; }

    internal ShipmentAnswers Shipments { get; }

    internal WaitingAnswers Waiting { get; }

    internal InboundAnswers Inbound { get; }

    internal BacklogAnswers Backlog { get; }

    internal BacklogWatch Watch { get; }

    internal IReadOnlyList<WebhookSender> Webhooks { get; }

    internal PromiseAnswer Count(PromiseAnswer answer)
    {
        _carts.Add(1);
        return answer;
    }

    internal PromiseBatchAnswer Count(PromiseBatchAnswer answer)
    {
        _carts.Add(answer.Answers.Count);
        return answer;
    }

    internal void CountCarts(int carts) => _carts.Add(carts);

    internal void CountOrder(OrderAnswer answer) =>
        _orders.Add(1, new KeyValuePair<string, object?>("state", answer.State));

    /// <summary>Whether requests can be taken.</summary>
    internal HealthAnswer Health() => _state.IsStopping ? new("stopping")
        : Plane.Ledger.Fault is { } fault ? new("failing") { Because = fault }
        : new("ready") { Because = Plane.RenewalFault ?? KeepingFault() ?? Plane.Forgetting.Standstill };

    // Nothing is lost by it; but the next start takes long, and the disk may be full.
    private string? KeepingFault() => Plane.Ledger.KeepingFault is not { } fault ? null
        : $"The ledger's state could not be kept: {fault} Orders are safe in its log; look whether the disk is full.";

    /// <summary>How the service is doing.</summary>
    internal ServiceAnswer State()
    {
        var (view, counts) = (Plane.View, _taker.Counts);
        return new(Plane.Now.ToString(), view.Available.Sequence, Plane.Ledger.Batches, Plane.Ledger.Waiting,
            _state.AtWork, view.Parts.Routes.FirstDay.ToString("yyyy-MM-dd", null), view.Parts.Routes.Days,
            counts.Offers, counts.Honored,
            [.. Webhooks.Select(one => new WebhookAnswer(one.Webhook.Name, one.Heard.ToString(), one.Count)
                { Fault = one.Fault })])
        {
            RenewalFault = Plane.RenewalFault,
            Purchases = AnswerOf(Plane.Purchases, Plane.CutByPurchases),
            Backlog = Backlog.Last(),
            BacklogFault = Watch.Fault,
            KeepingFault = KeepingFault(),
            Memory = Plane.Forgetting.Memory is not { } memory ? null
                : new(Plane.Forgetting.Days, memory.Orders, memory.Keys)
                {
                    From = memory.From == default ? null : memory.From.ToString("yyyy-MM-dd", null),
                    Standstill = Plane.Forgetting.Standstill,
                },
        };
    }

    private static PurchasesAnswer AnswerOf(PurchaseFeedResult told, CutOrders cut) => new(told.UnitsOrdered,
        told.UnitsReceived, told.UnitsCancelled, told.Refused, told.TakenAsTold, told.ClaimsReleased)
    {
        OrdersCut = cut.Orders,
        CutOrders = [.. cut.First.Select(one => new CutItem(one.Order, one.Product, one.Facility, one.Units))],
    };

    public void Dispose()
    {
        Inbound.Dispose();
        _meter.Dispose();
    }
}
