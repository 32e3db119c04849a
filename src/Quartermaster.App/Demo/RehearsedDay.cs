using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Promise;

namespace Quartermaster.App.Demo;

/// <summary>What became of a day of orders in a copy of the ledger.</summary>
/// <param name="Release">What was ordered from vendors.</param>
/// <param name="Offers">What carts were offered, by speed.</param>
/// <param name="Orders">What was shipped.</param>
internal sealed record RehearsedDay(
    RehearsedRelease Release, IReadOnlyList<SpeedOffers> Offers, RehearsedOrders Orders);

/// <summary>The purchase orders of the plan, as the ledger has them.</summary>
/// <param name="PurchaseOrders">Purchase orders.</param>
/// <param name="Lines">Their lines.</param>
/// <param name="Units">Units that the ledger has on order now, and had not before.</param>
/// <param name="Spend">What they cost, currency.</param>
/// <param name="Held">The gate's checks that hold the plan; nothing is released then.</param>
internal sealed record RehearsedRelease(
    int PurchaseOrders, int Lines, long Units, double Spend, IReadOnlyList<string> Held);

/// <summary>What carts were offered at one speed.</summary>
/// <param name="Speed">The speed.</param>
/// <param name="Carts">Carts that asked.</param>
/// <param name="Offered">Carts that it was offered to.</param>
/// <param name="MedianDays">Median days from the request to the promise; not a number if it was never offered.</param>
/// <param name="WhyNot">What kept it from the others, most often first.</param>
internal sealed record SpeedOffers(
    Speed Speed, int Carts, int Offered, double MedianDays, IReadOnlyList<(PromiseReason Because, int Carts)> WhyNot);

/// <summary>What became of the orders in the durable ledger.</summary>
internal sealed record RehearsedOrders
{
    /// <summary>Orders that customers placed.</summary>
    internal required int Asked { get; init; }

    /// <summary>Orders of which something ships.</summary>
    internal required int Shipped { get; init; }

    /// <summary>Orders of which nothing ships.</summary>
    internal int Refused => Asked - Shipped;

    /// <summary>Of those that ship, orders that lack a line or part of one.</summary>
    internal required int Partial { get; init; }

    /// <summary>Orders that several centers ship.</summary>
    internal required int Split { get; init; }

    /// <summary>Parcels.</summary>
    internal required int Parcels { get; init; }

    /// <summary>Units that ship.</summary>
    internal required long Units { get; init; }

    /// <summary>Units that were free before.</summary>
    internal required long FreeBefore { get; init; }

    /// <summary>Units that are free after.</summary>
    internal required long FreeAfter { get; init; }

    /// <summary>Freight and handling, currency.</summary>
    internal required double Cost { get; init; }

    /// <summary>Rules that the ledger breaks by its own audit, overselling among them; 0 for a sound one.</summary>
    internal required int BrokenRules { get; init; }

    /// <summary>How long it took, every order safe on disk twice: held, then committed.</summary>
    internal required double Seconds { get; init; }
}
