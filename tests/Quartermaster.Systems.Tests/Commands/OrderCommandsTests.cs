using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>qm promise, qm fulfill and qm bench as people run them: real processes on a small sample.</summary>
public sealed class OrderCommandsTests(OrderCommandsTests.Sample sample) : IClassFixture<OrderCommandsTests.Sample>
{
    private static readonly string[] s_speeds = ["TwoHour", "SameDay", "OneDay", "TwoDay", "Standard"];

    [Fact]
    public void Promise_shows_five_speeds_whose_minutes_add_up_and_says_why_not_faster()
    {
        var run = sample.Run("promise", "--to", "chicago-il", "--line", sample.Plenty, "--json");

        Assert.Equal(0, run.Code);
        var json = run.Json;
        Assert.Equal(s_speeds, Texts(json, "speeds", "speed"));
        Assert.All(Texts(json, "why_not_faster", "why"), Assert.NotEmpty);
        Assert.Equal("America/Chicago", (string?)json["zone"]);
        var offered = json["speeds"]!.AsArray().Where(row => (bool)row!["is_offered"]!).ToArray();
        Assert.NotEmpty(offered);
        foreach (var (row, minutes) in offered.Zip(json["minutes"]!.AsArray()))
        {
            var parts = minutes!.AsObject().Where(part => part.Key is not ("speed" or "total"))
                .Sum(part => (int)part.Value!);
            Assert.Equal((int)minutes["total"]!, parts);
            Assert.Equal(TimeOf(json, "at").AddMinutes(parts), TimeOf(row!.AsObject(), "promised"));
            Assert.True(TimeOf(row.AsObject(), "earliest") <= TimeOf(row.AsObject(), "promised"));
            Assert.True((double)row["cost"]! > 0);
            Assert.StartsWith("FC", (string?)row["from"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_time_without_an_offset_is_the_regions_own()
    {
        string[] ask = ["promise", "--to", "denver-co", "--line", sample.Plenty, "--json", "--at"];
        var local = sample.Run([.. ask, sample.Day + "T10:00"]);
        var utc = sample.Run([.. ask, sample.Day + "T16:00Z"]);

        Assert.Equal(utc.Output, local.Output);
        Assert.Equal(TimeSpan.FromHours(-6), TimeOf(local.Json, "at").Offset);
    }

    [Fact]
    public void More_units_than_there_are_end_with_findings_and_the_reason()
    {
        var run = sample.Run("promise", "--to", "chicago-il", "--line", sample.Plenty + ":99999");

        Assert.Equal(1, run.Code);
        Assert.Contains("0 of 5 speeds", run.Output, StringComparison.Ordinal);
        Assert.Contains("too few units are free", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no region 'nowhere'", "--to", "nowhere", "--line", "P0000001")]
    [InlineData("There is no product 'P9'", "--to", "chicago-il", "--line", "P9:3")]
    [InlineData("is not a time", "--to", "chicago-il", "--line", "P0000001", "--at", "tomorrow")]
    [InlineData("--line", "--to", "chicago-il")]
    public void Promise_names_what_is_wrong_and_changes_nothing(string message, params string[] arguments)
    {
        var run = sample.Run(["promise", .. arguments]);

        Assert.Equal(2, run.Code);
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_orders_again_change_nothing_and_stock_goes_down_by_what_was_shipped()
    {
        using var copy = sample.Copy();
        var file = copy.Write("orders.csv", $"""
            order,line,product,units,region,at,speed
            A-1,1,{sample.Plenty},2,chicago-il,{sample.Day}T12:00Z,
            A-2,1,{sample.Plenty},1,denver-co,{sample.Day}T09:00Z,standard
            A-2,2,{sample.Other},1,denver-co,{sample.Day}T09:00Z,standard
            """);

        var first = copy.Run("fulfill", file, "--json");
        var second = copy.Run("fulfill", file, "--json");
        var third = copy.Run("fulfill", file);

        Assert.Equal((0, 0, 0), (first.Code, second.Code, third.Code));
        Assert.Equal((2, 0), ((int)first.Json["committed"]!, (int)first.Json["repeated"]!));
        Assert.Equal(["A-2", "A-1"], Texts(first.Json, "orders_committed", "order"));
        Assert.Equal(4, first.Json["shipments"]!.AsArray().Sum(row => (int)row!["units"]!));
        Assert.True((double)first.Json["cost"]! > 0);
        Assert.Equal((0, 2), ((int)second.Json["committed"]!, (int)second.Json["repeated"]!));
        Assert.Contains("nothing was changed", third.Output, StringComparison.Ordinal);
        string[] ask = ["promise", "--to", "chicago-il", "--json", "--line"];
        var left = copy.Run([.. ask, $"{sample.Plenty}:{sample.PlentyUnits}"]);
        var less = copy.Run([.. ask, $"{sample.Plenty}:{sample.PlentyUnits - 3}"]);
        Assert.Equal("ledger", (string?)left.Json["stock_from"]);
        Assert.Equal((1, 0), (left.Code, less.Code));
    }

    [Fact]
    public void Bad_lines_are_named_and_the_good_orders_go_on()
    {
        using var copy = sample.Copy();
        var file = copy.Write("orders.csv", $"""
            order;line;product;units;region;at
            B-1;1;{sample.Plenty};1;chicago-il;{sample.Day}T12:00Z
            B-2;1;NOPE;1;chicago-il;{sample.Day}T12:00Z
            B-3;1;{sample.Plenty};zero;chicago-il;{sample.Day}T12:00Z
            B-4;1;{sample.Plenty};50000;chicago-il;{sample.Day}T12:00Z
            """);

        var run = copy.Run("fulfill", file, "--json");

        Assert.Equal(1, run.Code);
        Assert.Equal(1, (int)run.Json["committed"]!);
        Assert.Equal(["B-2", "B-3"], Texts(run.Json, "rejected", "order"));
        Assert.Contains("'NOPE' is not known", Texts(run.Json, "rejected", "rule")[0], StringComparison.Ordinal);
        Assert.Equal(["B-4"], Texts(run.Json, "refused", "order"));
        Assert.Contains("fewer units are free", Texts(run.Json, "refused", "why")[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_read_orders_nothing()
    {
        using var copy = sample.Copy();
        var ledger = Path.Combine(copy.Folder, "ledger.db");
        var before = File.Exists(ledger) ? File.ReadAllBytes(ledger) : [];

        var lacking = copy.Run("fulfill", copy.Write("lacking.csv", "order,product\nC-1,P0000001\n"));
        var absent = copy.Run("fulfill", "absent.csv");
        var neither = copy.Run("fulfill");

        Assert.Equal((3, 3, 2), (lacking.Code, absent.Code, neither.Code));
        Assert.Contains("has no column line, units, region, at", lacking.Errors, StringComparison.Ordinal);
        Assert.Contains("absent.csv does not exist", absent.Errors, StringComparison.Ordinal);
        Assert.Equal(before, File.Exists(ledger) ? File.ReadAllBytes(ledger) : []);
    }

    [Fact]
    public void A_sample_of_past_orders_can_be_fulfilled_once()
    {
        using var copy = sample.Copy();

        var first = copy.Run("fulfill", "--sample", "40", "--json");
        var second = copy.Run("fulfill", "--sample", "40", "--json");

        var committed = (int)first.Json["committed"]!;
        Assert.InRange(committed, 20, 40);
        Assert.Equal((0, committed), ((int)second.Json["committed"]!, (int)second.Json["repeated"]!));
    }

    [Fact]
    public void Bench_refuses_what_it_does_not_know()
    {
        var run = sample.Run("bench", "everything");

        Assert.Equal(2, run.Code);
        Assert.Contains("everything", run.Errors, StringComparison.Ordinal);
    }

    private static string[] Texts(JsonObject json, string grid, string column) =>
        [.. json[grid]!.AsArray().Select(row => (string?)row![column] ?? "")];

    private static DateTimeOffset TimeOf(JsonObject json, string name) =>
        DateTimeOffset.Parse((string)json[name]!, CultureInfo.InvariantCulture);

    /// <summary>One small retailer for all tests here.</summary>
    public sealed class Sample : IDisposable
    {
        private readonly CommandFolder _folder = new();

        public Sample()
        {
            var made = CommandFolder.Start(
                "init", _folder.Folder, "--sample", "retail", "--products", "200", "--centers", "4", "--days", "60");
            Assert.Equal(0, made.Code);
            var stock = Path.Combine(_folder.Folder, "..", Path.GetFileName(_folder.Folder) + "-stock.csv");
            Quartermaster.Storage.Workspaces.Workspace.Open(_folder.Folder).Export("stock", stock);
            var units = File.ReadLines(stock).Skip(1).Select(line => line.Split(','))
                .Where(cells => cells[3].Equals("OnHand", StringComparison.OrdinalIgnoreCase))
                .GroupBy(cells => cells[0]).ToDictionary(
                    rows => rows.Key, rows => rows.Sum(cells => int.Parse(cells[4], CultureInfo.InvariantCulture)));
            File.Delete(stock);
            var best = units.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(2).ToArray();
            (Plenty, PlentyUnits, Other) = (best[0].Key, best[0].Value, best[1].Key);
        }

        /// <summary>The product with the most units.</summary>
        public string Plenty { get; }

        /// <summary>How many there are, in all centers.</summary>
        public int PlentyUnits { get; }

        /// <summary>Another product with many.</summary>
        public string Other { get; }

        /// <summary>The day after the history.</summary>
        public string Day { get; } = "2023-09-01";

        internal CommandRun Run(params string[] arguments) => _folder.Run(arguments);

        internal CommandFolder Copy() => _folder.Copy();

        public void Dispose() => _folder.Dispose();
    }
}
