using Quartermaster.Domain;

namespace Quartermaster.Operations.Orders;

/// <summary>What an offer is worth to the shop.</summary>
/// <param name="Profit">Expected profit, currency: <see cref="CartWorth.ProfitOf"/>.</param>
/// <param name="Parcels">Centers that ship; 0 where nothing can be promised.</param>
public readonly record struct OfferWorth(double Profit, int Parcels)
{
    /// <summary>The profit less what each parcel beyond the first costs, currency.</summary>
    internal double Less(Money splitCost) =>
        Profit - (Math.Max(0, Parcels - 1) * Math.Max(0, splitCost.Micros) / 1e6);
}
