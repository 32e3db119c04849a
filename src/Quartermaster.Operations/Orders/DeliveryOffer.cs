using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Promise;

namespace Quartermaster.Operations.Orders;

/// <summary>What a customer is told before the order is placed: a quote, read from live figures without a lock.
/// </summary>
/// <param name="Speed">The speed.</param>
/// <param name="Promised">By when everything is delivered.</param>
/// <param name="Sequence">The ledger's sequence that it was read at.</param>
/// <param name="Lines">What it is for, and the units that were free.</param>
/// <param name="WhyNotAsked">What keeps the speed that was asked for from being offered; none where it is offered, or
/// where the shop chose.</param>
public sealed record DeliveryOffer(
    Speed Speed, Instant Promised, long Sequence, Table<OfferedLine> Lines, PromiseReason? WhyNotAsked);

/// <summary>A line of an offer.</summary>
/// <param name="Product">The product.</param>
/// <param name="Units">Units wanted.</param>
/// <param name="Free">Units that were free, all centers together.</param>
public readonly record struct OfferedLine(ProductId Product, int Units, long Free);

/// <summary>An offer that could not be kept as it was made.</summary>
/// <param name="Because">Why.</param>
/// <param name="Next">What can be had instead, under a code of its own; null for nothing.</param>
public sealed record ChangedOffer(RefusalReason Because, DeliveryOffer? Next);
