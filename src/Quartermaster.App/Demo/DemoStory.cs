using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Evaluation.Generation;
using Quartermaster.Evaluation.Reports;
using Quartermaster.Evaluation.Simulation;
using Quartermaster.Forecasting.BackTests;
using Quartermaster.Operations;
using Quartermaster.Operations.Runs;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Demo;

/// <summary>The whole story: a retailer is made, forecast, planned, served for a day, simulated against practice.
/// </summary>
internal sealed class DemoStory(DemoSettings settings, StageClock clock, CancellationToken cancel)
{
    private const string Planning = "planning the day: ";

    private readonly List<StoryStep> _steps = [];

    /// <summary>The workspace.</summary>
    internal OpenedWorkspace World { get; private set; } = null!;

    /// <summary>The forecasters.</summary>
    internal Forecasters Forecasters { get; private set; } = null!;

    /// <summary>How the forecasters did on history.</summary>
    internal BackTestResult BackTest => Forecasters.BackTest;

    /// <summary>Today's plan with all that its run keeps.</summary>
    internal PlanRecord Record { get; private set; } = null!;

    /// <summary>The name of its run.</summary>
    internal string Run { get; private set; } = "";

    /// <summary>Today's plan, with reasons.</summary>
    internal DayPlan Plan => Record.Day!;

    /// <summary>The day of orders.</summary>
    internal RehearsedDay Day { get; private set; } = null!;

    /// <summary>What the policies did.</summary>
    internal ComparisonResult Comparison { get; private set; } = null!;

    /// <summary>The prices that our company decided at in the first simulated world.</summary>
    internal PriceDiary Prices { get; } = new();

    /// <summary>Settings that were tried in tuning.</summary>
    internal IReadOnlyList<FrontierPoint> Frontier { get; private set; } = [];

    /// <summary>What happened, in order.</summary>
    internal IReadOnlyList<StoryStep> Steps => _steps;

    private StudyTerms Terms => new(
        settings.Replications, settings.Weeks * 7, settings.WarmUpDays, settings.Seed, settings.Trees);

    internal void Tell(string folder)
    {
        Open(folder);
        Forecasters = Forecasters.ForSimulation(World, settings.Trees, settings.Threads, clock.Report, cancel);
        clock.Finish();
        PlanToday();
        Rehearse();
        Simulate();
        Explain();
    }

    private void Open(string folder)
    {
        var sample = new SampleRetail
        {
            Products = settings.Products,
            Facilities = settings.Centers,
            Days = settings.HistoryDays,
            // The judge of stock at the end looks beyond the last simulated day.
            FutureDays = Math.Max(182, settings.WarmUpDays + (settings.Weeks * 7) + WantedAhead.Days),
            Seed = settings.Seed,
        };
        if (sample.Check().FirstOrDefault() is { } wrong)
        {
            throw new UserException(wrong, "Nothing was made.", ExitCode.WrongUse);
        }

        var isThere = Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any();
        var workspace = isThere ? WorkspacePolicies.Require(Workspace.Open(folder)) : SampleWorkspace.Create(
            folder, sample, null, settings.Threads, share => clock.Report("making a retailer", share), cancel);
        clock.Report("reading its sales", 0);
        World = OpenedWorkspace.Open(workspace, null, null, Terms.Days, cancel: cancel);
        if (World.Sample() != sample)
        {
            throw new UserException(
                $"{folder} is not the demo's workspace of this size.",
                "Name another folder, for example: qm demo demo2", ExitCode.WrongUse);
        }

        clock.Finish();
        Add(isThere ? "open" : "make", $"{settings.Products:#,0} products, {World.Facts.Centers.Length} centers, "
            + $"{World.Book.Days:#,0} days of history", "making", "reading");
    }

    private void PlanToday()
    {
        clock.Report(Planning + "forecast", 0);
        var state = World.PlanningState(settings.Seed);
        var policies = PlanPolicies.Of(World.Workspace.Settings);
        policies = policies with { Forecasting = policies.Forecasting.ForSimulation(settings.Trees) };
        var planning = new PlanningDay(policies.CompanyWith(Forecasters.Chosen), World.Facts,
            new(settings.Threads, Domain.Explain.Yes, (stage, share) => clock.Report(Planning + stage, share), cancel)
            {
                Audits = true,
            });
        var question = new PlanQuestion(
            PlanStage.Place, AllOffers: false, double.PositiveInfinity, Forecasters.Summary, "");
        Record = PlanMaking.Run(
            planning, question, World.Facts, state, World.Book, OpenedWorkspace.LastSalesDay(World.Tables));
        clock.Report("checking and saving the run", 0);
        Run = Planner.Save(World, WorkspaceLedger.Read(World.Workspace, Instant.Of(World.Today)), Record,
            Record.Check(), policies, Forecasters, clock);
        World.Workspace.Runs.NotePlan(Run);
        TellPlan(question.Forecasters);
    }

    private void TellPlan(string forecasters)
    {
        Add("forecast", $"{Words.Count(Record.Totals.Products, "product")} by {forecasters}: "
            + $"{Record.Totals.ForecastUnits:#,0} units in 4 weeks, "
            + $"{Record.Totals.RecentSalesUnits:#,0} sold in the last 4",
            "back-test", "fitting", Planning + "forecast");
        var levels = Plan.Outlook.Targets.Decisions.Rows;
        Add("set levels", $"{levels.Length:#,0} levels, network and centers", Planning + "targets",
            Planning + "stock values");
        Add("buy", $"{Words.Count(Record.Totals.Units, "unit")} of "
            + $"{Words.Count(Record.Totals.ProductsOrdered, "product")}, "
            + $"{Record.Totals.Spend:#,0} spent", Planning + "buy");
        Add("place", $"{Words.Count(Record.Totals.Lines, "line")} to "
            + Words.Count(World.Facts.Centers.Length, "center")
            + (Plan.Coordination is { } report ? $", {Words.Count(report.Rounds, "round")} of prices" : ""),
            Planning + "place");
        Add("save", $"run {Run}", "checking and saving");
    }

    private void Rehearse()
    {
        var ours = new Contestants(World, Forecasters.Chosen, World.Book.Inputs()).Ours();
        Day = new Rehearsal(World, Record, Run, ours, clock, cancel).RunAsync().GetAwaiter().GetResult();
        var (release, orders) = (Day.Release, Day.Orders);
        Add("release", release.Held.Count > 0 ? $"held by the gate: {release.Held[0]}"
            : $"{Words.Count(release.PurchaseOrders, "purchase order")} with {Words.Count(release.Lines, "line")} and "
                + $"{Words.Count(release.Units, "unit")}, through the gate, into the ledger", Rehearsal.Releasing);
        Add("promise", $"{orders.Asked:#,0} carts: " + string.Join(", ", Day.Offers.Select(offer =>
            $"{ReasonCharts.Words(offer.Speed.ToString())} {offer.Offered:#,0}")), Rehearsal.Promising);
        Add("fulfill", $"{orders.Shipped:#,0} of {orders.Asked:#,0} orders ship ({orders.Split:#,0} split), "
            + $"{orders.Refused:#,0} refused, {orders.Cost / Math.Max(1, orders.Shipped):0.00} an order",
            Rehearsal.Fulfilling);
    }

    private void Simulate()
    {
        clock.Report("laying out routes", 0);
        (Comparison, Frontier) = PolicyStudy.Contest(
            World, Forecasters.Chosen, Terms, settings.Threads, clock.Report, Prices, cancel);
        clock.Finish();
        var orders = Comparison.Tallies.Sum(company => company.Sum(setting => setting.Sum(tally => tally.Orders)));
        Add("tune practice", $"{Frontier.Count} settings until practice serves as well as ours, in other worlds",
            "tuning");
        Add("simulate", $"{Words.Count(settings.Weeks, "week")} × "
            + $"{Comparison.Tallies.Sum(company => company.Length)} policies × "
            + $"{settings.Replications} worlds: {orders:#,0} orders", "laying out", "comparing");
    }

    private void Explain()
    {
        clock.Report("explaining", 0);
        var (rows, explained) = (0, 0);
        Count(Plan.Outlook.Targets, row => row.Units);
        Count(Plan.Purchases, row => row.Units);
        Count(Plan.Placement, row => row.Units);
        clock.Finish();
        Add("explain", $"{explained:#,0} of {rows:#,0} quantities are the sum of their reasons", "explaining");

        void Count<TRow, TReason>(Plan<TRow, TReason> plan, Func<TRow, long> units)
            where TRow : unmanaged
            where TReason : unmanaged, Enum
        {
            rows += plan.Decisions.Count;
            for (var row = 0; row < plan.Decisions.Count; row++)
            {
                var sum = 0L;
                foreach (var reason in plan.Reasons.Of(row))
                {
                    sum += reason.Amount;
                }

                explained += sum == units(plan.Decisions.Rows[row]) ? 1 : 0;
            }
        }
    }

    private void Add(string stage, string what, params string[] stages) =>
        _steps.Add(new(stage, what, clock.SecondsOf(stages)));
}
