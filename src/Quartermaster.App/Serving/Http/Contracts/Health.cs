namespace Quartermaster.App.Serving.Http.Contracts;

/// <summary>Whether the service is well.</summary>
/// <param name="Status">live, ready, stopping or failing.</param>
internal sealed record HealthAnswer(string Status)
{
    /// <summary>What is wrong.</summary>
    public string? Because { get; init; }
}

/// <summary>How the service is doing.</summary>
/// <param name="Now">What its clock shows.</param>
/// <param name="Sequence">The ledger's sequence.</param>
/// <param name="Batch">The last batch that is safe on disk.</param>
/// <param name="Waiting">Operations that wait for the ledger.</param>
/// <param name="AtWork">Requests being worked on.</param>
/// <param name="RoutesFrom">The first day that routes cover.</param>
/// <param name="RouteDays">How many days they cover.</param>
/// <param name="Offers">Offers that orders brought.</param>
/// <param name="OffersHonored">Of those, kept as made.</param>
/// <param name="Webhooks">How far each webhook has come.</param>
internal sealed record ServiceAnswer(
    string Now, long Sequence, long Batch, int Waiting, int AtWork, string RoutesFrom, int RouteDays, long Offers,
    long OffersHonored, IReadOnlyList<WebhookAnswer> Webhooks)
{
    /// <summary>Why tables or routes could not be renewed; absent if they could.</summary>
    public string? RenewalFault { get; init; }

    /// <summary>What the ledger was told of purchases the last time.</summary>
    public PurchasesAnswer? Purchases { get; init; }

    /// <summary>Why the ledger's state could not be kept the last time it was tried; absent if it could. Its log has
    /// all that was acknowledged.</summary>
    public string? KeepingFault { get; init; }

    /// <summary>What the last pass over the open orders did; absent before the first.</summary>
    public BacklogPassAnswer? Backlog { get; init; }

    /// <summary>Why the last pass by the clock failed; absent if it did not.</summary>
    public string? BacklogFault { get; init; }

    /// <summary>What the ledger remembered after it last forgot what is old, once a day.</summary>
    public MemoryAnswer? Memory { get; init; }
}

/// <summary>What the ledger remembers.</summary>
/// <param name="Days">Days that it remembers; 0 for all.</param>
/// <param name="Orders">Orders, open and closed; one that lies in several shards counts in each.</param>
/// <param name="Keys">Keys of what was posted.</param>
internal sealed record MemoryAnswer(int Days, long Orders, long Keys)
{
    /// <summary>The first day that is remembered; absent while nothing was forgotten.</summary>
    public string? From { get; init; }

    /// <summary>Why nothing is forgotten although days pass; absent where it is.</summary>
    public string? Standstill { get; init; }
}

/// <summary>What tables of purchase orders and receipts changed in the ledger when they were last told to it.</summary>
/// <param name="UnitsOrdered">Units put on order.</param>
/// <param name="UnitsReceived">Units that arrived.</param>
/// <param name="UnitsCancelled">Units that are no longer on order.</param>
/// <param name="Refused">Lines or deliveries that break a rule of the ledger: not posted.</param>
/// <param name="TakenAsTold">Deliveries from before the days that are remembered: not posted.</param>
/// <param name="ClaimsReleased">Claims of orders that waited for goods which will not come.</param>
internal sealed record PurchasesAnswer(
    long UnitsOrdered, long UnitsReceived, long UnitsCancelled, int Refused, int TakenAsTold, int ClaimsReleased)
{
    /// <summary>Orders of which claims were released.</summary>
    public int OrdersCut { get; init; }

    /// <summary>What the first ten of them lost; events (part_cut, cut) tell of all.</summary>
    public IReadOnlyList<CutItem> CutOrders { get; init; } = [];
}

/// <summary>How far a webhook has come.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Heard">The last event that was heard.</param>
/// <param name="Count">Events heard since the service began.</param>
internal sealed record WebhookAnswer(string Name, string Heard, long Count)
{
    /// <summary>Why the last request was not heard; absent if it was.</summary>
    public string? Fault { get; init; }
}
