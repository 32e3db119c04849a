namespace Quartermaster.Fulfillment.Promise;

/// <summary>The way chosen for a cart at a speed.</summary>
/// <param name="Origins">The FCs that ship, a bit each.</param>
/// <param name="CostMicros">Freight.</param>
/// <param name="DeliveryMinute">When the last parcel is delivered.</param>
/// <param name="Option">The option of that parcel; −1 for none.</param>
/// <param name="HandlingMinutes">The handling before it.</param>
/// <param name="Confidence">The share of such carts that are complete by the deadline.</param>
internal readonly record struct Choice(
    ulong Origins, long CostMicros, int DeliveryMinute, int Option, int HandlingMinutes, float Confidence)
{
    /// <summary>No way at all.</summary>
    internal static Choice None => new(0, 0, 0, -1, 0, 1);

    internal bool IsAny => Origins != 0;
}

/// <summary>What to leave out of account to learn what binds.</summary>
[Flags]
internal enum Relaxation
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>As if every FC had every product.</summary>
    Stock = 1,

    /// <summary>As if every FC could pick any number of units on any day.</summary>
    Slots = 2,

    /// <summary>As if nothing needed handling.</summary>
    Handling = 4,

    /// <summary>As if every departure and every delivery day could take anything.</summary>
    Lanes = 8,
}
