namespace Quartermaster.App.Serving.Http.Contracts;

/// <summary>Orders that wait for goods on their way.</summary>
/// <param name="Count">How many wait in all; where the ledger has several shards, an order counts in each in which it
/// waits.</param>
/// <param name="Units">The units that all of them wait for.</param>
/// <param name="Orders">Some of them, oldest first.</param>
internal sealed record WaitingAnswer(long Count, long Units, IReadOnlyList<WaitingOrderAnswer> Orders)
{
    /// <summary>What brings the next ones, as after; absent where there are none.</summary>
    public string? Next { get; init; }
}

/// <summary>An order that waits for goods on their way.</summary>
/// <param name="Order">Its code.</param>
/// <param name="State">decided, or held.</param>
/// <param name="Waiting">What it waits for, and where that comes to.</param>
internal sealed record WaitingOrderAnswer(string Order, string State, IReadOnlyList<WaitingItem> Waiting)
{
    /// <summary>When it was placed, in the region's local time.</summary>
    public string? Placed { get; init; }

    /// <summary>By when it was promised.</summary>
    public string? Promised { get; init; }

    /// <summary>Where it goes.</summary>
    public string? Region { get; init; }
}
