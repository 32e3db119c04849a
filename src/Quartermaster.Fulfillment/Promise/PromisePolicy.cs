using Quartermaster.Domain;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>The settings of the promise engine.</summary>
public sealed record PromisePolicy
{
    /// <summary>The two-hour speed: minutes from order to delivery; 1 to 1,440.</summary>
    [Setting("minutes", AtLeast = 1, AtMost = 1_440)]
    public int TwoHourMinutes { get; init; } = 120;

    /// <summary>The standard speed is promised by the end of this local day after the order's; 2 to 30. Where nothing
    /// arrives by then, by the end of the earliest day there is.</summary>
    [Setting("days", AtLeast = 2, AtMost = 30)]
    public int StandardDays { get; init; } = 5;

    /// <summary>Goods on order are promised, and can be ordered, from when so many of such deliveries were there
    /// before; 0 for no promise of what is not there. 0 or more, below 1.</summary>
    [Setting("share of deliveries", AtLeast = 0, Below = 1)]
    public double ArrivalShare { get; init; }
}
