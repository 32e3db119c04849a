using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <content>What is where.</content>
public sealed partial class GoodsLedger
{
    /// <summary>Units of an owner in a state at a facility, over all lots. O(1).</summary>
    /// <param name="product">Of what.</param>
    /// <param name="owner">Whose; 0 for the retailer.</param>
    /// <param name="facility">Where; none for a state outside the house, whose balance is what came from there,
    /// negative, or went there.</param>
    /// <param name="state">In which state.</param>
    public long Balance(ProductId product, OwnerId owner, FacilityId facility, GoodsState state)
    {
        var account = new Account(facility, state);
        return _balances.Sparse.Total(product, owner, account)
            + (owner.Value == 0 ? _balances.Read(product, account) : 0);
    }

    /// <summary>Units of one lot; lot 0 for goods whose lot is not tracked.</summary>
    /// <inheritdoc cref="Balance(ProductId, OwnerId, FacilityId, GoodsState)"/>
    public long LotBalance(ProductId product, OwnerId owner, int lot, Account account) =>
        owner.Value == 0 && lot == 0
            ? _balances.Read(product, account)
            : _balances.Sparse.Read(new(product, owner, lot, account));

    /// <summary>The retailer's units that can be promised: on hand, not held.</summary>
    public int Available(ProductId product, FacilityId facility) => Dense(product, facility, GoodsState.OnHand);

    /// <summary>The retailer's units that orders claim.</summary>
    public int Held(ProductId product, FacilityId facility) => Dense(product, facility, GoodsState.Held);

    /// <summary>The retailer's sellable units that lie there, held ones included.</summary>
    public long OnHand(ProductId product, FacilityId facility) =>
        (long)Available(product, facility) + Held(product, facility);

    /// <summary>The retailer's units on their way there, from vendors or other facilities.</summary>
    public long OnOrder(ProductId product, FacilityId facility) =>
        (long)Dense(product, facility, GoodsState.Ordered) + Dense(product, facility, GoodsState.InTransit);

    /// <summary>Copies the retailer's units in a state for a block of products, for gathering. Nothing is allocated.
    /// </summary>
    /// <param name="state">A state inside the house.</param>
    /// <param name="first">The first product; the block's others follow by number.</param>
    /// <param name="facilities">Facilities 1 to this are copied.</param>
    /// <param name="units">Product after product, facility 1 first; its length is a multiple of
    /// <paramref name="facilities"/>.</param>
    public void Copy(GoodsState state, ProductId first, int facilities, Span<int> units)
    {
        units.Clear();
        for (var start = 0; start < units.Length; start += facilities)
        {
            var row = _balances.Row(state, first.Value + (start / facilities));
            if (row.Length > 1)
            {
                var count = Math.Min(facilities, row.Length - 1);
                row.Slice(1, count).CopyTo(units[start..]);
            }
        }
    }

    /// <summary>The keys that are remembered of some causes, in no order. O(keys): for what is done once, not for every
    /// operation.</summary>
    public IEnumerable<EntryKey> KeysOf(IReadOnlySet<ulong> causes) =>
        _keys.All.Where(key => causes.Contains(key.Cause));

    private int Dense(ProductId product, FacilityId facility, GoodsState state) =>
        (int)_balances.Read(product, new(facility, state));
}
