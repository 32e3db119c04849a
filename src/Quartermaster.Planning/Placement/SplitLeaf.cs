namespace Quartermaster.Planning.Placement;

/// <summary>What sending units to one facility earns and pays apart from the other facilities: concave in
/// units.</summary>
internal record struct SplitLeaf
{
    internal bool Serves { get; init; }

    internal bool MayHold { get; init; }

    internal double YesterdayUnits { get; init; }

    /// <summary>Currency per unit of change from yesterday.</summary>
    internal double ChangeCost { get; init; }

    internal int RoomIndex { get; init; }

    internal int ReceivingIndex { get; init; }

    /// <summary>m³-days.</summary>
    internal double RoomPerUnit { get; init; }

    /// <summary>Currency per unit.</summary>
    internal double RoomPay { get; init; }

    /// <summary>Currency per unit.</summary>
    internal double ReceivingPay { get; init; }

    /// <summary>Currency per unit, tiny.</summary>
    internal double Tie { get; init; }

    /// <summary>What further units earn here, less what they pay, of the given causes; currency.</summary>
    internal readonly double Gain(long fromUnits, long toUnits, SplitCauses causes)
    {
        var more = toUnits - fromUnits;
        var gain = more * Tie;
        if (causes.HasFlag(SplitCauses.RoomPrice))
        {
            gain -= more * RoomPay;
        }

        if (causes.HasFlag(SplitCauses.InboundPrice))
        {
            gain -= more * ReceivingPay;
        }

        return causes.HasFlag(SplitCauses.Yesterday)
            ? gain - (ChangeCost * (Math.Abs(toUnits - YesterdayUnits) - Math.Abs(fromUnits - YesterdayUnits)))
            : gain;
    }
}

/// <summary>Which causes count; leaving one out tells what it moved.</summary>
[Flags]
internal enum SplitCauses
{
    None = 0,
    RoomPrice = 1,
    InboundPrice = 2,
    Yesterday = 4,
    Worth = Yesterday,
    All = RoomPrice | InboundPrice | Yesterday,
}
