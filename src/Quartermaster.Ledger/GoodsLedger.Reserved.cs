using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <content>Why units are reserved.</content>
public sealed partial class GoodsLedger
{
    /// <summary>The retailer's units of a product that orders hold and nobody has decided on yet, by facility: they are
    /// free again when the holds end. The rest of what is held is of decided orders.</summary>
    /// <remarks>Holds that never end count as decided, and so does a part of an order whose home is another ledger once
    /// it was told so. O(claims of orders that are only held), which are those of the last minutes.</remarks>
    public Dictionary<FacilityId, long> OnlyHeld(ProductId product)
    {
        var held = new Dictionary<FacilityId, long>();
        foreach (var number in _orders.Expiring())
        {
            for (var i = _orders[number].FirstClaim; i != OrderRecord.None; i = _orders.Claim(i).Next)
            {
                var claim = _orders.Claim(i).Claim;
                if (claim.Product == product && claim.Owner.Value == 0)
                {
                    held[claim.Facility] = held.GetValueOrDefault(claim.Facility) + claim.Units;
                }
            }
        }

        return held;
    }
}
