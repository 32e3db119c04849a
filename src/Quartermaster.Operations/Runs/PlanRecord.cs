using Quartermaster.Domain;
using Quartermaster.Domain.Doors;
using Quartermaster.Operations.Gather;
using Quartermaster.Operations.Orders;
using Quartermaster.Planning.Buying;
using Quartermaster.Planning.Placement;
using Quartermaster.Planning.Targets;

namespace Quartermaster.Operations.Runs;

/// <summary>A day's plan with everything that a run keeps of it.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Facts">What was joined.</param>
/// <param name="State">What the plan saw.</param>
/// <param name="Outlook">What is believed and wanted.</param>
/// <param name="Day">What is bought and placed; null where the plan ended before.</param>
/// <param name="Totals">What it adds up to.</param>
public sealed record PlanRecord(
    PlanQuestion Question, CompanyFacts Facts, PlanningState State, Outlook Outlook, DayPlan? Day, PlanTotals Totals)
{
    /// <summary>The rules that the plan breaks, by every engine's audit and by its budget; of levels those that the
    /// look found, which must have been asked to audit.</summary>
    public IReadOnlyList<PlanBreach> Check()
    {
        var breaches = new List<PlanBreach>();
        Add(PlanParts.Targets, Outlook.Targets.Decisions.Rows, row => row.Product,
            Outlook.Breaches);
        if (Day is not null)
        {
            var purchases = Day.Purchases.Decisions;
            Add(PlanParts.Buy, purchases.Rows, row => row.Product,
            [
                .. new BuyingAudit().Check(Day.BuyingInputs, Day.Purchases),
                .. PurchaseOrders.Check(Day.BuyingInputs, purchases),
            ]);
            Add(PlanParts.Budget, purchases.Rows, row => row.Product,
                SpendingLimit.Check(Day.BuyingInputs, purchases, State.Budget));
            Add(PlanParts.Place, Day.Placement.Decisions.Rows, row => row.Product,
                new PlacementAudit().Check(Day.PlacementInputs, Day.Placement));
        }

        return breaches;

        void Add<TRow>(
            string part, ReadOnlySpan<TRow> rows, Func<TRow, ProductId> product, IReadOnlyList<Breach> found)
        {
            foreach (var breach in found)
            {
                var id = breach.Row >= 0 && breach.Row < rows.Length ? product(rows[breach.Row]) : default;
                breaches.Add(new(part, breach.Row, Facts.Catalog.CodeOf(id), breach.Rule));
            }
        }
    }

    /// <summary>Puts everything into a run that was begun.</summary>
    /// <param name="run">The run; not yet committed.</param>
    /// <param name="breaches">What the audits found.</param>
    public void SaveTo(IRunWriter run, IReadOnlyList<PlanBreach> breaches)
    {
        run.PutDocument(PlanParts.Question, RunJson.Write(Question));
        run.PutDocument(PlanParts.Totals, RunJson.Write(Totals));
        run.PutDocument(PlanParts.Breaches, RunJson.Write(breaches));
        if (Outlook.Belief.Whole is { Count: <= StoredForecast.MostProducts } forecast)
        {
            run.Put(PlanParts.Forecast, StoredForecast.PeriodsOf(forecast));
            run.Put(PlanParts.Shapes, StoredForecast.ShapesOf(forecast));
        }

        run.Put(PlanParts.Goods, StoredState.GoodsOf(Facts, State));
        run.Put(PlanParts.OpenLines, StoredState.LinesOf(Facts, State));
        run.Put(PlanParts.ClaimedHands, State.ClaimedHands);
        run.Put(PlanParts.ClaimedRoom, State.ClaimedRoom);
        if (Question.Stage >= PlanStage.Targets)
        {
            run.Put(PlanParts.Targets, Outlook.Targets, row => row.Units);
            if (Outlook.StockValues is { } values)
            {
                run.Put(StockValueRow.PartName, StockValueRow.Of(values, Facts));
            }
        }

        if (Day is null)
        {
            return;
        }

        run.Put(PlanParts.Buy, Day.Purchases, row => row.Units);
        if (Question.Stage < PlanStage.Place)
        {
            return;
        }

        run.Put(PlanParts.Place, Day.Placement, row => row.Units);
        run.Put(PlanParts.Lines, Day.Lines);
        run.Put(PlanParts.Prices, Prices());
        if (Day.Outbound is { } outbound)
        {
            run.Put(PlanParts.Outbound, outbound.Rows);
        }

        if (Day.LaneSpace is { } lanes)
        {
            run.Put(PlanParts.LaneSpace, lanes.Rows);
        }

        if (Day.Coordination is { } report)
        {
            run.PutDocument(PlanParts.Coordination, RunJson.Write(CoordinationSummary.Of(report)));
        }
    }

    /// <summary>The settled prices with what is used of each resource; empty before placement. Receiving has a price by
    /// day: here stands the highest, and what is used on all days.</summary>
    public Table<SettledPrice> Prices()
    {
        if (Day is null)
        {
            return new([]);
        }

        var (board, report) = (Day.Board, Day.Coordination);
        var byPlace = Enumerable.Range(0, board.Count)
            .GroupBy(i => board.Resources.Rows[i] with { FromDay = default });
        return new([.. byPlace.Select(days =>
        {
            var resource = days.Key;
            var storage = resource.StorageClass == default ? Domain.Tables.StorageClass.Bin : resource.StorageClass;
            return new SettledPrice(resource.Facility, resource.Resource, storage,
                days.Max(i => board.Prices.Rows[i]), days.Sum(i => report?.Usage.Rows[i] ?? 0),
                days.Sum(i => report?.Overflow.Rows[i] ?? 0));
        })]);
    }
}
