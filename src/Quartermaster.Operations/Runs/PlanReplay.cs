using Quartermaster.Domain;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Tables;
using Quartermaster.Operations.Gather;
using Quartermaster.Planning.Buying;
using Quartermaster.Planning.Placement;
using Quartermaster.Planning.Targets;

namespace Quartermaster.Operations.Runs;

/// <summary>Plans a run's day again from what the run stored: forecast, goods, prices of yesterday.</summary>
public static class PlanReplay
{
    /// <summary>Plans again, with reasons for every row.</summary>
    /// <param name="run">The run; it stores its forecast.</param>
    /// <param name="last">The run that was yesterday's; null for none.</param>
    /// <param name="company">The engines and settings of the run; its forecaster is not asked.</param>
    /// <param name="facts">What is joined, of the run's tables.</param>
    /// <param name="book">The demand history up to the run's day.</param>
    /// <param name="overrides">People's decisions.</param>
    /// <param name="ways">The ways that the run saw; null where room on lanes is not looked at.</param>
    /// <param name="threads">How many threads to use; at least 1.</param>
    public static PlanRecord Run(
        IRun run, IRun? last, Company company, CompanyFacts facts, DemandBook book, Table<Override> overrides,
        WaysAhead? ways, int threads = 1)
    {
        var question = PlanParts.QuestionOf(run);
        var forecast = StoredForecast.Read(run.Header.AsOf, run.Read<ForecastPeriod>(PlanParts.Forecast),
            run.Read<ForecastShape>(PlanParts.Shapes), facts.Catalog.KeyOf);
        var replayed = company with { Forecaster = new RecordedForecaster(question.Forecasters, forecast) };
        var state = StoredState.Read(run, last, facts, overrides) with { Ways = ways };
        return PlanMaking.Run(
            new(replayed, facts, new(threads, Explain.Yes) { Audits = true }), question, facts, state, book,
            PlanParts.TotalsOf(run).LastSalesDay);
    }

    /// <summary>The parts of a run that are not the same when planned again; none where it replays to the same values.
    /// </summary>
    public static IReadOnlyList<string> Differences(IRun run, PlanRecord again)
    {
        var differences = new List<string>();
        Compare(PlanParts.Targets, again.Outlook.Targets.Decisions);
        if (again.Day is { } day)
        {
            Compare(PlanParts.Buy, day.Purchases.Decisions);
            Compare(PlanParts.Place, day.Placement.Decisions);
            Compare(PlanParts.Lines, day.Lines);
            Compare(PlanParts.Prices, again.Prices());
            Compare(PlanParts.Outbound, day.Outbound?.Rows ?? new([]));
            Compare(PlanParts.LaneSpace, day.LaneSpace?.Rows ?? new([]));
        }

        return differences;

        void Compare<TRow>(string part, Table<TRow> rows) where TRow : unmanaged
        {
            if (PlanParts.Has(run, part) && !run.Read<TRow>(part).Equals(rows))
            {
                differences.Add(part);
            }
        }
    }
}
