using Quartermaster.Domain.Tables;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>What a cart can be promised at one speed: the short form, for millions of answers a second. 40 bytes.
/// </summary>
/// <param name="PromisedMinute">By when the customer is told to have everything; 0 if the speed is not offered.</param>
/// <param name="DeliveryMinute">When the chosen way delivers, at the promise quantile.</param>
/// <param name="EarliestMinute">When the earliest way delivers everything, whatever it costs.</param>
/// <param name="Confidence">The share of such carts that are complete by the promise, 0 to 1; parcels of different FCs
/// counted as independent.</param>
/// <param name="CostMicros">Freight of the chosen way, micros, without what space on it is worth to
/// others.</param>
/// <param name="Origins">The FCs that ship: bit i for origin i of the route table.</param>
/// <param name="Option">The option that arrives last; −1 if none.</param>
/// <param name="Speed">The speed.</param>
public readonly record struct PromiseOffer(
    int PromisedMinute, int DeliveryMinute, int EarliestMinute, float Confidence, long CostMicros, ulong Origins,
    int Option, Speed Speed)
{
    /// <summary>Whether the speed is offered.</summary>
    public bool IsOffered => Origins != 0;

    internal static PromiseOffer None(Speed speed) => new(0, 0, 0, 0, 0, 0, -1, speed);
}
