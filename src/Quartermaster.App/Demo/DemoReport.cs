using System.Globalization;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Charts;
using Quartermaster.Evaluation.Generation;
using Quartermaster.Evaluation.Reports;
using Quartermaster.Evaluation.Simulation;
using Quartermaster.Evaluation.Explanations;
using Quartermaster.Operations;
using Quartermaster.Operations.PriceLoop;

namespace Quartermaster.App.Demo;

/// <summary>Writes the demo's report.</summary>
internal sealed class DemoReport(DemoStory story, DemoSettings settings)
{
    private const int Explained = 3;
    private const int Enough = 20;
    private const int CentersExplained = 2;

    private OpenedWorkspace World => story.World;

    private string Currency => World.Workspace.Settings.Currency;

    private CatalogVersion Catalog => World.Facts.Catalog;

    internal Report Write()
    {
        var names = World.Workspace.Tables.Texts("products", "product", "name");
        return new(
            "Quartermaster: one retailer, end to end",
            ComparisonSection.Claim(story.Comparison, 1),
            [
                ComparisonSection.Of(story.Comparison, story.Frontier, Notes(story.Comparison.Replications)),
                StoryTables.Section(story.Steps, story.Day),
                Network(),
                Forecasts(names),
                Prices(),
                Why(names),
            ],
            string.Create(CultureInfo.InvariantCulture,
                $"Generated retailer, {settings.Products:#,0} products, {settings.Centers} fulfillment centers, seed "
                + $"{settings.Seed}; planned as of {World.Today:yyyy-MM-dd}; {settings.Replications} replications of "
                + $"{Words.Count(settings.Weeks, "week")} after {settings.WarmUpDays} days of warm-up; amounts in "
                + $"{Currency}."));
    }

    /// <summary>The rows of the plan with the largest purchases: what the report explains.</summary>
    internal IReadOnlyList<int> LargestLines() =>
        [.. Enumerable.Range(0, story.Plan.Purchases.Decisions.Count)
            .OrderByDescending(row => (double)story.Plan.Purchases.Decisions.Rows[row].Units
                * story.Plan.BuyingInputs.Offers.Rows[row].UnitCost.Micros)
            .ThenBy(row => row).Take(Explained)];

    /// <summary>How many replications were measured, and whether they are enough for a claim.</summary>
    internal static string MeasuredIn(int replications) => replications >= Enough
        ? string.Create(CultureInfo.InvariantCulture, $"Measured in {replications} replications.")
        : string.Create(CultureInfo.InvariantCulture,
            $"Measured in {replications} replication{(replications == 1 ? "" : "s")}: this is the quick demo. A claim "
            + $"needs {Enough} or more: qm demo --replications {Enough}");

    private static string[] Notes(int replications) =>
    [
        "All policies start with the same stock, meet the same customers, vendors and carriers (common random "
            + "numbers), promise by the same engine and pay the same rates. Stock at the end counts at recoverable "
            + "value: what customers want in the 91 days after at cost, the rest at salvage. "
            + "Practice was tuned to our in-stock in worlds that are not used here.",
        "Practice meets these worlds with two tuned settings on either side of our in-stock; its figures are read on "
            + "the straight line between the two, where its mean in-stock is exactly ours.",
        MeasuredIn(replications),
    ];

    private ReportSection Network()
    {
        var regions = World.Workspace.Tables.Texts("regions", "region", "name");
        var facilities = World.Workspace.Tables.Texts("facilities", "facility", "name");
        var places = new MapPlaces(
            [.. World.Facts.Centers.Select(id => PlaceOf(id, facilities))],
            [.. World.Network.Regions.Rows.ToArray().OrderBy(region => region.Id.Value).Select(region => new MapPlace(
                regions.GetValueOrDefault(Catalog.CodeOf(region.Id), ""), region.Latitude, region.Longitude,
                region.Population, MapPlaceKind.Region))]);
        return new("The network", [])
        {
            Charts = [PlanSection.MapOf(story.Plan, places, BestCenters(places.Regions.Count))],
        };
    }

    private CenterPlace PlaceOf(FacilityId id, IReadOnlyDictionary<string, string> names)
    {
        var facility = World.Network.Facilities.Rows.ToArray().First(row => row.Id == id);
        var code = Catalog.CodeOf(id);
        return new(id, new(names.GetValueOrDefault(code, code), facility.Latitude, facility.Longitude, 0,
            MapPlaceKind.Fulfillment));
    }

    private int[] BestCenters(int regions)
    {
        var costs = Fulfillment.Routes.ServeCosts.Of(World.Routes, 1_000, 5_000);
        var (best, width) = (new int[regions + 1], World.Routes.RegionCount + 1);
        for (var region = 1; region <= regions; region++)
        {
            best[region] = Enumerable.Range(0, World.Facts.Centers.Length)
                .Where(center => !float.IsNaN(costs[(center * width) + region].CheapestCost))
                .DefaultIfEmpty(-1)
                .MinBy(center => center < 0 ? 0 : costs[(center * width) + region].CheapestCost);
        }

        return best;
    }

    private ReportSection Forecasts(IReadOnlyDictionary<string, string> names)
    {
        var rows = story.BackTest.Rows.OrderBy(row => row.Segment.Pace).ThenBy(row => row.Wql)
            .Select(row => (IReadOnlyList<string>)
            [
                row.Segment.Pace.ToString(), row.Forecaster,
                row.Daily.Wql.ToString("0.000", CultureInfo.InvariantCulture),
                row.Weekly.Wql.ToString("0.000", CultureInfo.InvariantCulture), row.Chosen ? "chosen" : "",
            ]);
        var rowsShown = FanRows();
        ProductId[] products = [.. rowsShown.Select(row => World.Facts.Products.Rows[row].Id)];
        var wanted = WantedWeeks.Of(FirstWorld(), products, World.Today, DemandForecast.Weeks);
        var fans = rowsShown.Select((row, i) => PlanSection.FanOf(
            World.Book, story.Plan.Outlook.Belief.Whole!, row, NameOf(products[i], names), wanted[i]));
        return new("Forecasts",
            ["Every forecaster is tested on the last weeks of history; each segment uses the best. Lower is better."])
        {
            Tables = [new("Weighted quantile loss by segment", ["segment", "forecaster", "daily", "weekly", "use"],
                [.. rows])],
            Charts = [.. fans],
        };
    }

    // The first world of the comparison: its replication 1.
    private GeneratedDemand FirstWorld() =>
        new(World.Sample()!, Catalog, WorldOfReplication.SeedOf(settings.Seed, replication: 1));

    // A fast, a medium and a slow product with a full history that are still sold at the end of the forecast.
    private int[] FanRows()
    {
        var order = Enumerable.Range(0, World.Facts.Products.Count)
            .Where(row => World.Book.Products.Rows[row].LaunchDay < 0
                && story.Plan.Outlook.Belief.Whole!.MeanOfWeek(row, DemandForecast.Weeks - 1) > 0)
            .OrderByDescending(row => story.Plan.Outlook.MeanDailyUnits[row]).ToArray();
        return order.Length == 0 ? [] : [order[order.Length / 50], order[order.Length / 10], order[order.Length / 2]];
    }

    private ReportSection Prices()
    {
        var table = PlanSection.PricesOf(story.Plan, World.Today, Catalog.CodeOf, Currency);
        var broken = BrokenLimits.Of(story.Plan, World.Today);
        var days = settings.WarmUpDays + (settings.Weeks * 7);
        var weeks = new PriceWeeks(story.Prices, World.Today, (days + 6) / 7, Currency);
        return new("Prices of room",
        [
            "Products decide alone, given a price for shared room; the prices move until everything fits. "
                + (table is null ? "Today no limit binds." : broken.Count == 0 ? "These limits bind today."
                    : "Today not everything fits:"),
            .. broken.Select(limit => LimitWords.Of(limit, Catalog)),
            .. broken.Count > 0 ? [LimitWords.OfPrices(broken)] : Array.Empty<string>(),
            .. story.Plan.Coordination is { IsFeasible: true } report ? [LoopWords(report)] : Array.Empty<string>(),
        ])
        {
            Tables = table is null ? [] : [table],
            Charts =
            [
                weeks.HeatOf(Resource.Storage, World.Facts.Centers, Catalog.CodeOf),
                weeks.HeatOf(Resource.Inbound, World.Facts.Centers, Catalog.CodeOf),
            ],
        };
    }

    private string LoopWords(CoordinationReport report)
    {
        var (value, bound) = ((long)Math.Round(report.Value), (long)Math.Round(report.Bound));
        var parts = WholeParts.Of(bound - value, report.CoordinationGap, report.RoundingCost, report.RepairCost);
        return string.Create(CultureInfo.InvariantCulture,
            $"The plan is worth {value:#,0} {Currency}; no plan within the limits is worth more than {bound:#,0}. Of ")
            + string.Create(CultureInfo.InvariantCulture,
                $"the difference {parts[0]:#,0} is the coordination gap (prices are fractional), {parts[1]:#,0} ")
            + string.Create(CultureInfo.InvariantCulture,
                $"rounding, {parts[2]:#,0} repair; {Words.Count(report.Rounds, "round")} of prices.");
    }

    private ReportSection Why(IReadOnlyDictionary<string, string> names)
    {
        var charts = new List<Chart>();
        foreach (var row in LargestLines())
        {
            var line = story.Plan.Purchases.Decisions.Rows[row];
            var name = NameOf(line.Product, names);
            var target = story.Plan.Outlook.LevelRows.FirstRow(World.Facts.RowOf(line.Product));
            charts.Add(ReasonCharts.Of($"{name}: the level", "What should be owned in the whole network.", "units",
                "level",
                story.Plan.Outlook.Targets.Reasons.Of(target)));
            charts.Add(ReasonCharts.Of($"{name}: the order",
                $"What is ordered from {Catalog.CodeOf(line.Vendor)} today.",
                "units", "order", story.Plan.Purchases.Reasons.Of(row)));
            charts.AddRange(PlacementOf(line.Product, name));
        }

        return new("Why these quantities?",
            ["Every quantity is the sum of its reasons. The three orders of the day that cost most:"])
        {
            Charts = charts,
        };
    }

    // The centers that get most of it; none where vendors ship to centers.
    private IEnumerable<Chart> PlacementOf(ProductId product, string name)
    {
        var (inputs, placement) = (story.Plan.PlacementInputs, story.Plan.Placement);
        var group = Enumerable.Range(0, inputs.Count).FirstOrDefault(i => inputs.Facts.Rows[i].Product == product, -1);
        return group < 0 ? [] : Enumerable.Range(inputs.FirstRow(group), World.Facts.Centers.Length)
            .OrderByDescending(row => placement.Decisions.Rows[row].Units).ThenBy(row => row).Take(CentersExplained)
            .Select(row => ReasonCharts.Of(
                $"{name}: placed in {Catalog.CodeOf(placement.Decisions.Rows[row].Facility)}",
                "Why so many of the units on order go there.", "units", "placed", placement.Reasons.Of(row)));
    }

    private string NameOf(ProductId product, IReadOnlyDictionary<string, string> names)
    {
        var code = Catalog.CodeOf(product);
        return names.TryGetValue(code, out var name) && name.Length > 0 ? $"{name} ({code})" : code;
    }
}
