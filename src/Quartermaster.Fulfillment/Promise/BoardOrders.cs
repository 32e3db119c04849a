using System.Runtime.CompilerServices;
using Quartermaster.Numerics;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>Orders of a region's FCs: by delivery, then by cost at each speed. Within its row, so that a promise finds
/// them all in one stretch of memory.</summary>
[InlineArray(Orders * BitOrder.Length)]
internal struct BoardOrders
{
    /// <summary>How many orders there are: that by delivery, and one per speed.</summary>
    internal const int Orders = PromiseInputs.SpeedCount + 1;

    private byte _first;
}

/// <summary>The earliest delivery from each of a region's FCs, earliest first; int.MaxValue beyond the last.</summary>
[InlineArray(BitOrder.Length)]
internal struct BoardMinutes
{
    private int _first;
}

/// <summary>Where each speed's ways start, and where the last one's end.</summary>
[InlineArray(PromiseInputs.SpeedCount + 1)]
internal struct BoardStarts
{
    private int _first;
}
