using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Ledger;

/// <summary>The ledger's stock as the table that users know.</summary>
public static class StockExport
{
    /// <summary>All stock, sorted by the table's key; places with none are left out.</summary>
    /// <remarks>On hand includes what orders hold, and only untracked lots; units in transit between facilities are
    /// in no row. O(products × facilities).</remarks>
    public static Table<Stock> Rows(GoodsLedger ledger)
    {
        var (rows, state) = (new List<Stock>(), ledger.State);
        for (var product = 1; product < state.Balances.Products; product++)
        {
            for (var facility = 1; facility < state.Balances.Stride; facility++)
            {
                Add(rows, product, facility, StockState.OnHand, ledger.OnHand(new(product), new(facility)));
                Add(rows, product, facility, StockState.OnOrder, Units(ledger, product, facility, GoodsState.Ordered));
                Add(rows, product, facility, StockState.Unfulfillable,
                    Units(ledger, product, facility, GoodsState.Unfulfillable));
            }
        }

        rows.AddRange(
            from cell in state.Balances.Sparse.Sorted()
            where cell.Key.Lot == 0 && NameOf(cell.Key.Account.State) is not null
            let name = NameOf(cell.Key.Account.State)!.Value
            group cell.Value by (cell.Key.Product, cell.Key.Owner, cell.Key.Account.Facility, name) into goods
            select new Stock(goods.Key.Product, goods.Key.Owner, goods.Key.Facility, goods.Key.name, (int)goods.Sum()));

        return new([.. rows.OrderBy(row => row.Product.Value).ThenBy(row => row.Owner.Value)
            .ThenBy(row => row.Facility.Value).ThenBy(row => row.State)]);
    }

    private static void Add(List<Stock> rows, int product, int facility, StockState state, long units)
    {
        if (units > 0)
        {
            rows.Add(new(new(product), default, new(facility), state, (int)units));
        }
    }

    private static long Units(GoodsLedger ledger, int product, int facility, GoodsState state) =>
        ledger.LotBalance(new(product), default, 0, new(new(facility), state));

    /// <summary>What stock files call a state; null for one that they do not state.</summary>
    internal static StockState? NameOf(GoodsState state) => state switch
    {
        GoodsState.OnHand or GoodsState.Held => StockState.OnHand,
        GoodsState.Ordered => StockState.OnOrder,
        GoodsState.Unfulfillable => StockState.Unfulfillable,
        _ => null,
    };
}
