using Quartermaster.Numerics;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>The earliest delivery from each FC, FCs in order of it. Immutable.</summary>
internal sealed class BoardEarliest
{
    private readonly byte[] _order = new byte[BitOrder.Length];
    private readonly int[] _minutes;

    /// <summary>Orders FCs.</summary>
    /// <param name="byOrigin">Each FC's earliest delivery; <see cref="int.MaxValue"/> for none.</param>
    internal BoardEarliest(ReadOnlySpan<int> byOrigin)
    {
        var minutes = byOrigin.ToArray();
        var order = Enumerable.Range(0, minutes.Length)
            .Where(origin => minutes[origin] < int.MaxValue).OrderBy(origin => minutes[origin]).ToArray();
        BitOrder.Write(order, _order);
        _minutes = [.. order.Select(origin => minutes[origin])];
    }

    /// <summary>The earliest delivery from a set of FCs; <see cref="int.MaxValue"/> if there is none.</summary>
    /// <param name="origins">The set, bit i for FC i.</param>
    internal int Of(ulong origins)
    {
        var first = (int)ulong.TrailingZeroCount(BitOrder.Apply(_order, origins));
        return first < _minutes.Length ? _minutes[first] : int.MaxValue;
    }
}
