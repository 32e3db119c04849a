namespace Quartermaster.Fulfillment.Promise;

/// <summary>The settings of the promise engine.</summary>
public sealed record PromisePolicy
{
    /// <summary>The two-hour speed: minutes from order to delivery.</summary>
    public int TwoHourMinutes { get; init; } = 120;

    /// <summary>The standard speed is promised by the end of this local day after the order's; 2 to 30. Where nothing
    /// arrives by then, by the end of the earliest day there is.</summary>
    public int StandardDays { get; init; } = 5;
}
