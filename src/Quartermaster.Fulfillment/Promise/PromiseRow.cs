using Quartermaster.Domain;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>What a cart can be promised at one speed.</summary>
/// <param name="Speed">The speed.</param>
/// <param name="Minutes">Minutes from the request to <paramref name="Promised"/>; 0 if the speed is not
/// offered.</param>
/// <param name="Promised">By when the customer is told to have everything; not known if not offered.</param>
/// <param name="Delivery">When the chosen way delivers, at the promise quantile; not after the promise.</param>
/// <param name="Earliest">When the earliest way delivers everything, whatever it costs.</param>
/// <param name="CostMicros">Freight of the chosen way, micros, without what space on it is worth to
/// others.</param>
/// <param name="Origins">The FCs that ship: bit i for origin i of the route table.</param>
/// <param name="Option">The option that arrives last, an index into the route table's options; −1 if none.</param>
/// <param name="Facility">The only FC that ships; none if several do or none.</param>
public readonly record struct PromiseRow(
    Speed Speed, int Minutes, Instant Promised, Instant Delivery, Instant Earliest, long CostMicros, ulong Origins,
    int Option, FacilityId Facility)
{
    /// <summary>Whether the speed is offered.</summary>
    public bool IsOffered => Origins != 0;

    /// <summary>The share of such carts that are complete by the promise, 0 to 1; parcels of different FCs counted as
    /// independent. 0 if the speed is not offered.</summary>
    public float Confidence { get; init; }

    /// <summary>The short form.</summary>
    public PromiseOffer ToOffer() => IsOffered
        ? new(Promised.UnixMinutes, Delivery.UnixMinutes, Earliest.UnixMinutes, Confidence, CostMicros, Origins,
            Option, Speed)
        : PromiseOffer.None(Speed);
}

/// <summary>Why a promise is as late as it is, or why there is none. Amounts are minutes from the request.</summary>
public enum PromiseReason : byte
{
    /// <summary>The owner's handling before the order can be picked.</summary>
    Handling = 1,

    /// <summary>Working minutes at the FC and at facilities on the way.</summary>
    Processing = 2,

    /// <summary>Time under way, median.</summary>
    Transit = 3,

    /// <summary>Time added so that the stated share of parcels arrives by the promise.</summary>
    Buffer = 4,

    /// <summary>Waiting for opening hours, cut-offs and departures.</summary>
    Waiting = 5,

    /// <summary>Waiting for the region's delivery hours and days.</summary>
    DeliveryHours = 6,

    /// <summary>From the delivery to the end of what the speed promises.</summary>
    EndOfPromise = 7,

    /// <summary>Several FCs ship.</summary>
    Split = 8,

    /// <summary>Not offered: too few units where they would arrive in time.</summary>
    OutOfStock = 9,

    /// <summary>Not offered: the FCs that would be in time cannot pick so many units on the ship days.</summary>
    NoSlot = 10,

    /// <summary>Not offered: the owner's handling takes too long.</summary>
    SlowHandling = 11,

    /// <summary>Not offered: the day's last cut-off has passed.</summary>
    PastCutoff = 12,

    /// <summary>Not offered: no lane is fast enough from where there could be stock.</summary>
    NoLane = 13,

    /// <summary>Not offered: the request is outside the route table's window.</summary>
    OutsideWindow = 14,

    /// <summary>Not offered: the cart cannot be decided on. See the findings of the inputs.</summary>
    BadInput = 15,

    /// <summary>Not offered: the departures, or the region's delivery days, that would be in time can take no more.
    /// </summary>
    LaneFull = 16,

    /// <summary>Waiting for goods that are on their way to the FC.</summary>
    Arriving = 17,
}
