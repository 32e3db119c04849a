using Quartermaster.Domain;

namespace Quartermaster.Operations.Orders;

/// <summary>Whether a cart of several lines is better promised as one, or line by line.</summary>
/// <remarks>By expected profit, as offers are chosen (<see cref="OfferChoice"/>): of the best offer for all of it,
/// against the best offer of each line, less what each further parcel costs (<c>orders.splitCost</c>). What cannot be
/// promised is worth nothing. Of equals together.</remarks>
public static class CartPreference
{
    /// <summary>Whether it is better line by line.</summary>
    /// <param name="together">Profit of the best offer for everything, currency; null where there is none.</param>
    /// <param name="lines">The same of each line by itself; 1 or more.</param>
    /// <param name="splitCost">What each parcel beyond the first costs besides freight.</param>
    /// <returns>Null where nothing can be promised either way.</returns>
    public static bool? IsSplit(double? together, ReadOnlySpan<double?> lines, Money splitCost)
    {
        var (split, parcels) = (0.0, 0);
        foreach (var line in lines)
        {
            (split, parcels) = line is { } profit ? (split + profit, parcels + 1) : (split, parcels);
        }

        split -= Math.Max(0, parcels - 1) * Math.Max(0, splitCost.Micros) / 1e6;
        return parcels == 0 ? together is null ? null : false : together is null || split > together;
    }
}
