using System.Text.Json.Nodes;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>The demo from end to end at a small size, told twice in the same folder.</summary>
public sealed class DemoCommandTests(DemoCommandTests.ToldTwice told) : IClassFixture<DemoCommandTests.ToldTwice>
{
    [Fact]
    public void Every_step_of_the_story_is_told_in_order()
    {
        var steps = told.First["steps"]!.AsArray();

        Assert.Equal(
            ["make", "forecast", "set levels", "buy", "place", "save", "release", "promise", "fulfill",
                "tune practice", "simulate", "explain"],
            steps.Select(step => (string)step!["stage"]!));
        Assert.All(steps, step => Assert.True((double)step!["seconds"]! >= 0));
        Assert.All(steps, step => Assert.NotEqual("", (string)step!["what"]!));
    }

    [Fact]
    public void Every_order_is_shipped_or_refused_and_no_unit_is_sold_twice()
    {
        var orders = told.First["fulfilled"]!.AsArray().Single()!;

        Assert.Equal(1_000, Whole(orders, "asked"));
        Assert.Equal(Whole(orders, "asked"), Whole(orders, "shipped") + Whole(orders, "refused"));
        Assert.InRange(Whole(orders, "shipped"), 500, 1_000);
        Assert.InRange(Whole(orders, "split"), 0, Whole(orders, "parcels") - Whole(orders, "shipped"));
        Assert.True(Whole(orders, "units") >= Whole(orders, "parcels"));
        Assert.Equal(Whole(orders, "units"), Whole(orders, "free_before") - Whole(orders, "free_after"));
        Assert.True(Whole(orders, "free_after") >= 0);
        Assert.Equal(0, Whole(orders, "broken_rules"));
        Assert.True((double)orders["cost"]! > 0);
        Assert.True((double)orders["orders_per_second"]! > 0);
    }

    [Fact]
    public void A_slower_promise_is_offered_to_no_fewer_carts_and_the_others_say_why()
    {
        var offers = told.First["offers"]!.AsArray();

        Assert.Equal(["two hour", "same day", "one day", "two day", "standard"],
            offers.Select(offer => (string)offer!["speed"]!));
        Assert.Equal(offers.Select(offer => Whole(offer!, "offered")).Order(),
            offers.Select(offer => Whole(offer!, "offered")));
        Assert.All(offers, offer => Assert.Equal(
            Whole(offer!, "offered") < Whole(offer!, "carts"), (string)offer!["why_not"]! != ""));
        Assert.InRange((double)offers[^1]!["median_days"]!, 1, 10);
    }

    [Fact]
    public void What_was_bought_is_what_the_ledger_has_on_order()
    {
        var run = QmProcess.Run("show", "latest", "--workspace", told.Shop, "--json");
        Assert.True(run.Code == 0, run.Error);
        var released = told.First["released"]!.AsArray().Single()!;

        Assert.Equal((string)told.First["run"]!, (string)run.Json["run"]!);

        // A step that somebody tries afterwards does not become the latest.
        Assert.Equal((string)told.First["run"]!,
            File.ReadAllText(Path.Combine(told.Shop, "runs", "planned")).Trim());
        Assert.StartsWith($"{Whole(released, "units"):#,0} units of", BoughtOf(told.First));
        Assert.Equal("", (string)released["held"]!);
        Assert.InRange(Whole(released, "purchase_orders"), 1, Whole(released, "lines"));
    }

    [Fact]
    public void Told_again_on_another_number_of_threads_only_the_seconds_differ()
    {
        Assert.Equal(Timeless(told.First, "make"), Timeless(told.Second, "open"));
        Assert.Empty(Directory.GetFileSystemEntries(told.Shop, "ledger-rehearsal*"));
    }

    [Fact]
    public void The_report_shows_the_steps_and_names_its_replications()
    {
        var html = File.ReadAllText(Path.Combine(told.Shop, "report.html"));

        Assert.Contains("What happened, step by step", html);
        Assert.Contains("orders ship", html);
        Assert.Contains("Measured in 1 replication:", html);
        Assert.Contains("One replication proves nothing.", html);
        Assert.DoesNotContain("NaN", html);
        Assert.Contains("What room cost", html);
        Assert.Contains("no limit bound", html);
        Assert.Contains("first simulated world wanted", html);
        Assert.Contains("straight line between the two", html);
    }

    private static string BoughtOf(JsonNode answer) => (string)answer["steps"]!.AsArray()
        .Single(step => (string)step!["stage"]! == "buy")!["what"]!;

    private static long Whole(JsonNode row, string key) => (long)row[key]!;

    private static string Timeless(JsonNode answer, string firstStage)
    {
        var copy = answer.DeepClone().AsObject();
        copy.Remove("seconds");
        copy["fulfilled"]![0]!.AsObject().Remove("orders_per_second");
        foreach (var step in copy["steps"]!.AsArray())
        {
            step!.AsObject().Remove("seconds");
        }

        Assert.Equal(firstStage, (string)copy["steps"]![0]!["stage"]!);
        copy["steps"]![0]!["stage"] = "";
        return copy.ToJsonString();
    }

    /// <summary>Two runs in one folder: the first makes the retailer, the second uses it again.</summary>
    public sealed class ToldTwice : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quartermaster-");

        public ToldTwice() => (First, Second) = (Tell("2"), Tell("1"));

        internal string Shop => Path.Combine(_folder.FullName, "demo");

        internal JsonNode First { get; }

        internal JsonNode Second { get; }

        public void Dispose() => _folder.Delete(recursive: true);

        private JsonNode Tell(string threads)
        {
            var done = QmProcess.Run("demo", Shop, "--products", "200", "--centers", "4", "--days", "120", "--weeks",
                "1", "--warm-up", "3", "--replications", "1", "--seed", "2", "--threads", threads, "--json");
            Assert.True(done.Code == 0, done.Error);
            return done.Json;
        }
    }
}
