using System.Globalization;
using System.Text.Json.Nodes;
using Quartermaster.Domain.Tables;
using Quartermaster.Operations.Runs;
using Quartermaster.Storage.Workspaces;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

public sealed class PlanCommandsTests(PlannedShop shop) : IClassFixture<PlannedShop>
{
    [Fact]
    public void Planning_again_gives_the_same_run_and_another_seed_another()
    {
        Assert.Equal(shop.Run, (string?)shop.Json("plan", "--quick", "--all")["run"]);
        Assert.NotEqual(shop.Run, (string?)shop.Json("plan", "--quick", "--all", "--seed", "99")["run"]);
    }

    [Fact]
    public void A_plan_keeps_its_rules_and_adds_up()
    {
        Assert.Equal(0, (int)shop.Plan["rules_broken"]!);
        Assert.Equal(5, (int)shop.Plan["products"]!);
        var run = Workspace.Open(shop.Folder).Runs.Open(shop.Run);
        var totals = PlanParts.TotalsOf(run);
        Assert.Equal((long)shop.Plan["units"]!, totals.Units);
        Assert.Equal(totals.Units,
            run.Read<Planning.Buying.PurchaseLine>(PlanParts.Buy).Rows.ToArray().Sum(row => (long)row.Units));
    }

    [Fact]
    public void A_run_explains_what_it_kept_and_plans_again_only_for_rows_that_it_did_not()
    {
        var tea = shop.Json("why", "tea", "--run", shop.Run);
        Assert.False((bool)tea["decided_again"]!);
        Assert.Equal(shop.QuantitiesOf("tea"), Totals(tea));

        // One of coffee's two offers is not bought, so the run has no reasons for it; exit code 0 says that planning
        // again gave the same values.
        var coffee = shop.Json("why", "coffee", "--run", shop.Run);
        Assert.True((bool)coffee["decided_again"]!);
        Assert.Equal(shop.QuantitiesOf("coffee"), Totals(coffee));
        Assert.Single(Totals(coffee), 0.0);

        var people = QmProcess.Run("why", "rug", "--run", shop.Run, "-w", shop.Folder);
        Assert.Equal(0, people.Code);
        Assert.Contains("expected demand", people.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("100")]
    [InlineData("250")]
    public void A_plan_spends_no_more_than_its_budget(string budget)
    {
        var plan = shop.Json("plan", "--quick", "--all", "--budget", budget);
        Assert.InRange((double)plan["spend"]!, 0, double.Parse(budget, CultureInfo.InvariantCulture));
        Assert.True((double)shop.Plan["spend"]! > 250);
        Assert.Equal(0, (int)plan["rules_broken"]!);
    }

    [Fact]
    public void Two_runs_are_compared_by_money_with_the_reasons_that_changed()
    {
        var other = (string)shop.Json("plan", "--quick", "--all", "--budget", "100")["run"]!;
        var diff = shop.Json("diff", shop.Run, other);
        Assert.True((int)diff["changes_count"]! > 0);
        var money = diff["changes"]!.AsArray().Select(change => Math.Abs((double)change!["money"]!)).ToArray();
        Assert.Equal(money.OrderDescending(), money);
        Assert.Equal(0, (int)shop.Json("diff", shop.Run, shop.Run)["changes_count"]!);
    }

    [Fact]
    public void A_budget_is_kept_by_the_plan_and_by_the_release_and_what_people_decide_beyond_it_is_held()
    {
        using var own = new PlannedShop();
        foreach (var budget in new[] { 400, 100 })
        {
            var plan = own.Json("plan", "--quick", "--all", "--budget", $"{budget}");
            Assert.InRange((double)plan["spend"]!, 0, budget);
        }

        own.Json("override", "set", "buy", "tea", "500", "--reason", "demand", "--until", "2025-12-31");
        var over = QmProcess.Run("plan", "--quick", "--all", "--budget", "100", "-w", own.Folder, "--json");
        Assert.Equal(1, over.Code);
        Assert.True((double)over.Json["spend"]! > 100);
        Assert.Contains(over.Json["breaches"]!.AsArray(), breach => (string?)breach!["part"] == "budget");
        var held = QmProcess.Run("release", (string)over.Json["run"]!, "-w", own.Folder, "--json");
        Assert.Equal(1, held.Code);
        Assert.Contains(held.Json["checks"]!.AsArray(), check =>
            (string?)check!["check"] == "budget" && (string?)check["kept"] == "HELD");
    }

    [Fact]
    public void Each_stage_is_a_command_of_its_own()
    {
        Assert.True((long)shop.Json("target", "--quick")["units"]! > 0);
        Assert.True((long)shop.Json("buy", "--quick", "--all")["units"]! > 0);
        Assert.True((long)shop.Json("place", "--quick", "--all")["units"]! > 0);
        var forecast = shop.Json("forecast", "--quick", "--backtest", "1");
        Assert.True((double)forecast["units_next_4_weeks"]! > 0);
        Assert.Contains(forecast["notes"]!.AsArray(), note =>
            ((string)note!).Contains("84 days", StringComparison.Ordinal));
        Assert.Contains(forecast["notes"]!.AsArray(), note =>
            ((string)note!).StartsWith("Nothing was back-tested", StringComparison.Ordinal));

        // In the order in which they were made; to place makes the run that the plan of these offers made before.
        var runs = shop.Json("runs")["runs"]!.AsArray();
        var made = runs.Select(run => (string)run!["made"]!).ToArray();
        Assert.All(["plan", "target", "buy", "forecast"], kind => Assert.Contains(kind, made));
        var at = runs.Select(run => (string)run!["made_at"]!).ToArray();
        Assert.Equal(at.Order(StringComparer.Ordinal), at);
    }

    [Fact]
    public void A_center_s_level_stands_beside_its_own_share_of_demand()
    {
        var levels = shop.Json("target", "--quick", "--product", "bread")["levels"]!.AsArray();
        var daily = levels.ToDictionary(row => (string)row!["facility"]!, row => (double)row!["daily"]!);
        Assert.Equal(["network", "north", "south"], daily.Keys);
        Assert.All(["north", "south"], center => Assert.InRange(daily[center], 0, 0.999 * daily["network"]));
        Assert.Equal(daily["network"], daily["north"] + daily["south"], 1e-4 * daily["network"]);
    }

    [Fact]
    public void Regions_add_up_to_their_product_and_each_is_less_sure_than_it()
    {
        var whole = Weeks();
        var regions = new[] { "chicago", "milwaukee", "Dallas", "houston" }
            .Select(code => Weeks("--region", code)).ToArray();
        Assert.Equal(26, whole.Length);
        for (var week = 0; week < whole.Length; week++)
        {
            var parts = regions.Select(rows => rows[week]).ToArray();
            Assert.All(parts, part => Assert.Equal(whole[week].From, part.From));
            Assert.Equal(whole[week].Mean, parts.Sum(part => part.Mean), whole[week].Mean * 1e-5);
            Assert.All(parts, part =>
            {
                Assert.True(part.Low <= part.Middle && part.Middle <= part.High, $"{part}");
                Assert.InRange(part.Mean, part.Low, part.High);
                Assert.True((part.High - part.Low) / part.Mean > (whole[week].High - whole[week].Low)
                    / whole[week].Mean, $"{part} of {whole[week]}");
            });
        }

        var said = shop.Json("forecast", "--quick", "--product", "bread", "--region", "Dallas");
        Assert.Equal("dallas", (string?)said["region"]);
        Assert.Equal(regions[2][0].Mean / whole[0].Mean, (double)said["share_of_product"]!, 1e-5);

        (string From, double Mean, double Low, double Middle, double High)[] Weeks(params string[] where) =>
        [
            .. shop.Json(["forecast", "--quick", "--product", "bread", .. where])["weeks"]!.AsArray().Select(row =>
                ((string)row!["from"]!, (double)row["mean"]!, (double)row["low"]!, (double)row["middle"]!,
                    (double)row["high"]!)),
        ];
    }

    [Fact]
    public void A_dearer_order_line_is_ordered_in_larger_lots_and_no_earlier()
    {
        using var own = new PlannedShop();
        var levels = new[] { 0, 1, 10 }.Select(cost => own.LevelsWith(
            $",12,0.50,0.05,0.20,0.30,0.40,{cost}", $"food,12,0.50,0.05,0.20,0.30,0.40,{cost}")).ToArray();
        Assert.All(levels[0], row => Assert.Equal(row.Units - 1, row.ReorderPoint));
        for (var i = 1; i < levels.Length; i++)
        {
            Assert.All(levels[i].Zip(levels[i - 1]), pair => Assert.True(
                pair.First.Units >= pair.Second.Units && pair.First.ReorderPoint <= pair.Second.ReorderPoint,
                $"{pair.First} after {pair.Second}"));
            Assert.Contains(levels[i].Zip(levels[i - 1]), pair => pair.First.Units > pair.Second.Units);
        }
    }

    /// <summary>Four places of 4 m³ become 4 liters: less than what lies there today.</summary>
    [Fact]
    public void Limits_that_cannot_be_kept_are_named_with_day_and_amount_and_their_prices_stay_finite()
    {
        using var own = new PlannedShop();
        own.Import("capacity", "facility,resource,storage_class,from_day,soft,hard",
            "north,Storage,Bin,2025-01-01,0.003,0.004", "south,Storage,Bin,2025-01-01,0.003,0.004");
        var plan = own.Json("plan", "--quick", "--all");
        var notes = plan["notes"]!.AsArray().Select(note => (string)note!).ToArray();
        Assert.Contains(notes, note => note.StartsWith("north can fill 0.004 m³ of its bin room; on 2025-03-",
            StringComparison.Ordinal) && note.EndsWith("m³ too much.", StringComparison.Ordinal));
        Assert.Contains(notes, note => note.Contains("would pay", StringComparison.Ordinal));

        // The dearest use of room: a sale of coffee or tea, less than 20 a unit of 600 cm³ or more for days of cover.
        var prices = plan["prices"]!.AsArray().Where(row => (string?)row!["resource"] == "Storage").ToArray();
        Assert.Contains(prices, row => (double)row!["overflow"]! > 0);
        Assert.All(prices, row => Assert.InRange((double)row!["price"]!, 0, 20 / 0.0006));
        Assert.DoesNotContain(shop.Plan["notes"]!.AsArray(), note =>
            ((string)note!).Contains("too much", StringComparison.Ordinal));
    }

    [Fact]
    public void Wrong_names_are_said_with_the_next_step()
    {
        Assert.Equal(2, QmProcess.Run("plan", "--product", "nothing", "-w", shop.Folder).Code);
        Assert.Equal(2, QmProcess.Run("why", "nothing", "-w", shop.Folder).Code);
        Assert.Equal(2, QmProcess.Run("plan", "--budget", "-1", "-w", shop.Folder).Code);
        var missing = QmProcess.Run("release", "1999", "-w", shop.Folder);
        Assert.Equal(2, missing.Code);
        Assert.Contains("qm runs", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_corner_shop_is_planned_as_it_is_written_down() => shop.CompareWithExpected();

    // The last sum of each waterfall, which must also be the sum of its steps.
    private static double[] Totals(JsonNode why) => [.. why.AsObject()
        .Where(pair => pair.Key.StartsWith("waterfall_", StringComparison.Ordinal))
        .Select(pair => pair.Value!.AsArray())
        .Select(steps =>
        {
            var total = (double)steps[^1]!["sum"]!;
            Assert.Equal(total, steps.SkipLast(1).Sum(step => (double)step!["units"]!));
            return total;
        })];
}
