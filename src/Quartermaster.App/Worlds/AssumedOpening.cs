using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Simulation;
using Quartermaster.Ledger;
using Quartermaster.Operations.Gather;

namespace Quartermaster.App.Worlds;

/// <summary>The goods at the start of a simulation that begins inside the history: nobody wrote down what there was.
/// </summary>
/// <remarks>Assumed: a company in its stride. On hand is a cover of four weeks of the last eight weeks' mean sales, in
/// whole units, at each center by its share of demand; on order is a week's mean sales for every week of the stated
/// lead time, one line due each week. The same for every policy.</remarks>
internal static class AssumedOpening
{
    private const int LookBackDays = 56;
    private const int CoverDays = 28;
    private const int Week = 7;
    private const double MostUnits = 1e6;

    /// <param name="opened">The workspace as of the day.</param>
    /// <param name="factor">Multiplies both; 1 for what is assumed.</param>
    internal static OpeningState Of(OpenedWorkspace opened, double factor = 1)
    {
        var (facts, book) = (opened.Facts, opened.Book);
        var (stock, lines) = (new List<Stock>(), new List<OpenLine>());
        for (var row = 0; row < facts.Products.Count; row++)
        {
            var perDay = factor * PaceOf(book, row);
            var weeks = facts.StatedLeadTimeDaysOf(row) / Week;
            for (var center = 0; center < facts.Centers.Length; center++)
            {
                var ofCenter = perDay * facts.CenterShares.Row(row)[center];
                Add(StockState.OnHand, row, center, (int)Math.Min(MostUnits, Math.Ceiling(ofCenter * CoverDays)));
                var ordered = 0;
                for (var week = 1; week <= weeks; week++)
                {
                    // What is due so far, in whole units, less what earlier lines bring.
                    var due = (int)Math.Min(MostUnits, Math.Round(ofCenter * Week * week)) - ordered;
                    if (due > 0)
                    {
                        lines.Add(new(row, center, due, opened.Today.AddDays(Week * week)));
                        ordered += due;
                    }
                }

                Add(StockState.OnOrder, row, center, ordered);
            }
        }

        var at = Instant.Of(opened.Today.AddDays(-1));
        return new(OpeningStock.Entries(new([.. stock]), "assumed opening", at), new([.. lines]));

        void Add(StockState state, int row, int center, int units)
        {
            if (units > 0)
            {
                stock.Add(new(facts.Products.Rows[row].Id, default, facts.Centers[center], state, units));
            }
        }
    }

    private static double PaceOf(DemandBook book, int row)
    {
        var (sold, first) = (0f, Math.Max(0, book.Days - LookBackDays));
        for (var day = first; day < book.Days; day++)
        {
            sold += book.Sales(row, day);
        }

        return sold / LookBackDays;
    }
}
