using Quartermaster.Domain;

namespace Quartermaster.Evaluation.Generation;

/// <summary>What one customer wants at one instant.</summary>
/// <param name="Key">The order's key for keyed draws: the same in every run.</param>
/// <param name="At">When.</param>
/// <param name="Region">Where to; none if not known.</param>
/// <param name="FirstLine">The first of its lines in the day.</param>
/// <param name="LineCount">How many lines.</param>
/// <param name="Patience">A uniform draw in [0, 1): the customer stays if it lies below the acceptance.</param>
/// <param name="DecayPerDay">Share of customers lost per day of waiting after the first.</param>
public readonly record struct WantedOrder(
    ulong Key, Instant At, RegionId Region, int FirstLine, int LineCount, float Patience, float DecayPerDay)
{
    /// <summary>The share of such customers who stay at a promise: exp(−decay · max(0, days − 1)).</summary>
    /// <param name="promisedDays">Days from order to promised delivery; may be a fraction.</param>
    public double AcceptanceAt(double promisedDays) => Math.Exp(-DecayPerDay * Math.Max(0, promisedDays - 1));

    /// <summary>Whether this customer stays at a promise.</summary>
    /// <param name="promisedDays">Days from order to promised delivery; may be a fraction.</param>
    public bool Accepts(double promisedDays) => Patience < AcceptanceAt(promisedDays);
}

/// <summary>One product in a basket.</summary>
/// <param name="Product">What is wanted.</param>
/// <param name="Units">How many.</param>
/// <param name="Substitute">What the customer takes instead when it is out of stock; none: the customer leaves.</param>
public readonly record struct WantedLine(ProductId Product, int Units, ProductId Substitute);
