namespace Quartermaster.Fulfillment.Promise;

/// <summary>All that a region can be promised from any FC while no cut-off passes: FCs in order of delivery, and for
/// each speed in order of cost. Immutable.</summary>
internal sealed class BoardRow
{
    private readonly Deadlines _deadlines;

    /// <summary>The first minute that the row answers for.</summary>
    internal required int From { get; init; }

    /// <summary>The minute after the last one.</summary>
    internal required int Until { get; init; }

    /// <summary>What it took for granted of the room on the way.</summary>
    internal required BoardGates Gates { get; init; }

    /// <summary>The FCs one of whose ways has room for some carts and not for others.</summary>
    internal required ulong Narrow { get; init; }

    /// <summary>Whether the row answers at all; otherwise the engine must.</summary>
    internal required bool IsPlain { get; init; }

    /// <summary>By when each speed delivers; the first moves on with the request.</summary>
    internal required Deadlines Deadlines { private get => _deadlines; init => _deadlines = value; }

    /// <summary>The earliest delivery from each FC.</summary>
    internal required BoardEarliest Earliest { get; init; }

    /// <summary>The cheapest ways in time, by speed.</summary>
    internal required BoardSpeed[] Speeds { get; init; }

    /// <summary>Which FCs' ways leave on which ship day.</summary>
    internal required (int Day, ulong Origins)[] ShipDays { get; init; }

    /// <summary>By when a speed but the first delivers.</summary>
    /// <param name="speed">The speed's index, 1 or more.</param>
    internal int DeadlineOf(int speed) => _deadlines[speed];

    /// <summary>Whether the row answers for a minute.</summary>
    internal bool Holds(int minute) => minute >= From && minute < Until;

    /// <summary>The FCs on whose ship days there may be too little room.</summary>
    /// <param name="open">For each ship day from the first one on the FCs that have plenty of room.</param>
    /// <param name="firstDay">The first day.</param>
    internal ulong Tight(ReadOnlySpan<ulong> open, int firstDay)
    {
        var tight = Narrow;
        foreach (var (day, leaving) in ShipDays)
        {
            var at = day - firstDay;
            tight |= leaving & ~((uint)at < (uint)open.Length ? open[at] : 0);
        }

        return tight;
    }
}
