using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Simulation;
using Quartermaster.Ledger;

namespace Quartermaster.App.Worlds;

/// <summary>Stock at the start of a simulation that begins inside the history: nobody wrote down what there
/// was.</summary>
/// <remarks>Assumed: four weeks of the last eight weeks' mean sales, in whole units, at each center by its share of
/// demand; nothing on order. The same for every policy.</remarks>
internal static class AssumedOpening
{
    private const int LookBackDays = 56;
    private const int CoverDays = 28;

    internal static OpeningState Of(OpenedWorkspace opened)
    {
        var (facts, book, stock) = (opened.Facts, opened.Book, new List<Stock>());
        for (var row = 0; row < facts.Products.Count; row++)
        {
            var sold = 0f;
            for (var day = Math.Max(0, book.Days - LookBackDays); day < book.Days; day++)
            {
                sold += book.Sales(row, day);
            }

            for (var center = 0; center < facts.Centers.Length; center++)
            {
                var share = facts.CenterShares.Row(row)[center];
                var units = (int)Math.Min(1e6, Math.Ceiling(sold / LookBackDays * CoverDays * share));
                if (units > 0)
                {
                    stock.Add(new(facts.Products.Rows[row].Id, default, facts.Centers[center], StockState.OnHand,
                        units));
                }
            }
        }

        var at = Instant.Of(opened.Today.AddDays(-1));
        return new(OpeningStock.Entries(new([.. stock]), "assumed opening", at), new([]));
    }
}
