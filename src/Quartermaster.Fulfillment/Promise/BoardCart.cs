using System.Runtime.CompilerServices;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>One cart at work on a board.</summary>
internal struct BoardCart
{
    /// <summary>Its region's row; none where the engine must answer.</summary>
    internal BoardRow? Row;

    /// <summary>Which cart of the batch it is.</summary>
    internal int Cart;

    /// <summary>The minute it is asked for.</summary>
    internal int Minute;

    /// <summary>The FCs that have everything.</summary>
    internal ulong Whole;

    /// <summary>The same by rank, for each speed asked for.</summary>
    internal BoardRanks Ranks;

    internal double Grams;

    internal double CubicCentimeters;

    /// <summary>The earliest delivery of everything.</summary>
    internal int Earliest;
}

/// <summary>A set of FCs by rank at each speed.</summary>
[InlineArray(PromiseInputs.SpeedCount)]
internal struct BoardRanks
{
    private ulong _first;
}
