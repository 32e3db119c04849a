using Quartermaster.Numerics;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>All that a region can be promised from any FC while no cut-off passes: arrays by FC, ready for
/// <see cref="MaskedMinimum"/>. Immutable.</summary>
internal sealed class BoardRow
{
    /// <summary>The first minute that the row answers for.</summary>
    internal required int From { get; init; }

    /// <summary>The minute after the last one.</summary>
    internal required int Until { get; init; }

    /// <summary>Whether the row answers at all; otherwise the engine must.</summary>
    internal required bool IsPlain { get; init; }

    /// <summary>By when each speed delivers; the first moves on with the request.</summary>
    internal required Deadlines Deadlines { get; init; }

    /// <summary>Earliest delivery by FC; <see cref="int.MaxValue"/> for none.</summary>
    internal required int[] Earliest { get; init; }

    /// <summary>The cheapest ways in time, by speed.</summary>
    internal required BoardSpeed[] Speeds { get; init; }

    /// <summary>What the ways of all speeds cost.</summary>
    internal required float[] Block { get; init; }

    /// <summary>The ways of all speeds.</summary>
    internal required BoardWay[] Ways { get; init; }

    /// <summary>Which FCs' ways leave on which ship day.</summary>
    internal required (int Day, ulong Origins)[] ShipDays { get; init; }

    /// <summary>Whether the row answers for a minute.</summary>
    internal bool Holds(int minute) => minute >= From && minute < Until;

    /// <summary>The FCs of a set on whose ship days there may be too little room.</summary>
    /// <param name="origins">The set.</param>
    /// <param name="open">For each ship day from the first one on the FCs that have plenty of room.</param>
    /// <param name="firstDay">The first day.</param>
    internal ulong Tight(ulong origins, ReadOnlySpan<ulong> open, int firstDay)
    {
        var tight = 0UL;
        foreach (var (day, leaving) in ShipDays)
        {
            var at = day - firstDay;
            tight |= leaving & ~((uint)at < (uint)open.Length ? open[at] : 0);
        }

        return tight & origins;
    }
}
