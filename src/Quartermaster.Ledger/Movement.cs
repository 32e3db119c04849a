using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>An entry without its key and instant.</summary>
internal readonly record struct Movement(
    ProductId Product, OwnerId Owner, int Lot, Account From, Account To, int Units)
{
    internal static Movement Of(in Entry entry) =>
        new(entry.Product, entry.Owner, entry.Lot, entry.From, entry.To, entry.Units);

    internal static Movement Of(in StockClaim claim, GoodsState from, GoodsState to) =>
        new(claim.Product, claim.Owner, 0, At(claim.Facility, from), At(claim.Facility, to), claim.Units);

    internal Movement Back() => this with { From = To, To = From };

    private static Account At(FacilityId facility, GoodsState state) =>
        Balances.IsInside(state) ? new(facility, state) : Account.Outside(state);
}
