using Quartermaster.Domain;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Orders;

/// <summary>One order at work: the parcels it could go in, and how its lines are shared among those opened.</summary>
internal readonly ref struct OrderWork
{
    internal required OrderInputs Inputs { get; init; }

    internal required OrderRequest Request { get; init; }

    internal required ReadOnlySpan<CartLine> Lines { get; init; }

    /// <summary>Units that are there now, for each line × FC; what is shipped beyond them is on its way.</summary>
    internal ReadOnlySpan<int> Here { get; init; }

    /// <summary>What could be sent, by the cost of opening it.</summary>
    internal required ReadOnlySpan<Parcel> Parcels { get; init; }

    /// <summary>Costs of units.</summary>
    internal required ReadOnlySpan<UnitCost> Costs { get; init; }

    /// <summary>Units of each line; set to 0 for a line that is not shipped.</summary>
    internal required Span<int> Wanted { get; init; }

    /// <summary>The opened parcels.</summary>
    internal required Span<Parcel> Open { get; init; }

    /// <summary>Units for each line × place of an opened parcel.</summary>
    internal required Span<int> Shares { get; init; }

    /// <summary>For each opened parcel, into how many the way's limits take it apart.</summary>
    internal required Span<int> Counts { get; init; }

    /// <summary>Whether some way takes the whole order in several parcels only.</summary>
    internal required bool IsBulky { get; init; }

    /// <summary>Units of a line by opened parcel.</summary>
    internal Span<int> SharesOf(int line) => Shares.Slice(line * Open.Length, Open.Length);

    internal UnitCost CostOf(in Parcel parcel, int line) => Costs[parcel.Costs + line];

    /// <summary>Whether ways of one FC can hold different numbers of units of a line, for some ship days are full.
    /// </summary>
    internal required bool IsLimited { get; init; }

    /// <summary>Units of a line that all FCs have together, in time.</summary>
    internal long Available(int line)
    {
        var (seen, units) = (0UL, 0L);
        foreach (ref readonly var parcel in Parcels)
        {
            var cost = CostOf(in parcel, line);
            if (cost.Units > 0 && (seen >> parcel.Origin & 1) == 0)
            {
                seen |= 1UL << parcel.Origin;
                units += IsLimited ? MostOf(parcel.Origin, line) : cost.Units;
            }
        }

        return units;
    }

    private int MostOf(int origin, int line)
    {
        var most = 0;
        foreach (ref readonly var parcel in Parcels)
        {
            most = parcel.Origin == origin ? Math.Max(most, CostOf(in parcel, line).Units) : most;
        }

        return most;
    }

    /// <summary>Leaves out the lines that no FCs have together in time, and those that need more FCs than a line has
    /// rows.</summary>
    internal void LeaveOutMissing()
    {
        for (var line = 0; line < Lines.Length; line++)
        {
            Wanted[line] = Available(line) >= Lines[line].Units && FitsRows(line) ? Lines[line].Units : 0;
        }
    }

    // The FCs that have the most of it.
    private bool FitsRows(int line)
    {
        if (Lines[line].Units <= OrderInputs.FacilitiesPerLine)
        {
            return true;
        }

        Span<int> most = stackalloc int[RouteTable.MostOrigins];
        most.Clear();
        foreach (ref readonly var parcel in Parcels)
        {
            most[parcel.Origin] = Math.Max(most[parcel.Origin], CostOf(in parcel, line).Units);
        }

        most.Sort();
        var units = 0L;
        foreach (var of in most[^OrderInputs.FacilitiesPerLine..])
        {
            units += of;
        }

        return units >= Lines[line].Units;
    }

    /// <summary>Shares every line among opened parcels at the least cost.</summary>
    internal void ShareOut(int openCount)
    {
        for (var line = 0; line < Lines.Length; line++)
        {
            var shares = SharesOf(line)[..openCount];
            shares.Clear();
            if (Wanted[line] > 0)
            {
                LineShare.Of(Open[..openCount], Costs, line, Wanted[line], shares);
            }
        }
    }
}
