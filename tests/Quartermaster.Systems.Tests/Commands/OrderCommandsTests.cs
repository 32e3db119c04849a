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
        Assert.Equal((2, 2, 1), ((int)first.Json["offers"]!, (int)first.Json["offers_honored"]!,
            (int)first.Json["offers_honored_share"]!));
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
    public void A_code_that_the_ledger_has_with_other_content_is_refused_field_by_field_and_the_rest_goes_on()
    {
        using var copy = sample.Copy();
        var header = "order,line,product,units,region,at,speed\n";
        var first = copy.Run("fulfill", copy.Write("monday.csv", header
            + $"D-1,1,{sample.Plenty},2,chicago-il,{sample.Day}T12:00Z,\n"), "--json");
        var changed = copy.Run("fulfill", copy.Write("tuesday.csv", header
            + $"D-2,1,{sample.Other},1,denver-co,{sample.Day}T12:30Z,\n"
            + $"D-1,1,{sample.Plenty},3,denver-co,{sample.Day}T12:00Z,standard\n"), "--json");
        var again = copy.Run("fulfill", Path.Combine(copy.Folder, "..", "monday.csv"), "--json");

        Assert.Equal((0, 1, 0), (first.Code, changed.Code, again.Code));
        Assert.Equal((1, 0), ((int)changed.Json["committed"]!, (int)changed.Json["repeated"]!));
        Assert.Equal(["D-2"], Texts(changed.Json, "orders_committed", "order"));
        Assert.Equal(["region", "speed", $"units of {sample.Plenty}"], Texts(changed.Json, "conflicts", "field"));
        Assert.Equal(["denver-co", "Standard", "3"], Texts(changed.Json, "conflicts", "found"));
        Assert.Equal(["chicago-il", "none", "2"], Texts(changed.Json, "conflicts", "expected"));
        Assert.All(changed.Json["conflicts"]!.AsArray(), row => Assert.Equal(
            ("tuesday.csv", 3, "D-1"), ((string)row!["file"]!, (int)row["line"]!, (string)row["order"]!)));
        Assert.Contains(changed.Json["notes"]!.AsArray(), note =>
            ((string)note!).Contains("a code of its own", StringComparison.Ordinal));
        Assert.Equal((0, 1), ((int)again.Json["committed"]!, (int)again.Json["repeated"]!));
    }

    [Fact]
    public void Promising_and_fulfilling_read_their_settings_and_check_lists_them()
    {
        using var copy = sample.Copy();
        string[] ask = ["promise", "--to", "chicago-il", "--line", sample.Plenty, "--json"];
        var usual = TimeOf(copy.Run(ask).Json["speeds"]![4]!.AsObject(), "promised");
        Set("promise", "standardDays", 9);
        var patient = TimeOf(copy.Run(ask).Json["speeds"]![4]!.AsObject(), "promised");
        Assert.Equal(TimeSpan.FromDays(4), patient - usual);

        var settings = copy.Run("check", "--json").Json["settings"]!.AsArray();
        Assert.Contains(settings, row => ((string)row!["section"]!, (string)row["name"]!, (bool)row["is_set"]!)
            == ("promise", "standardDays", true));
        Assert.Contains(settings, row => (string)row!["section"]! == "orders");

        Set("orders", "splitCosts", 1);
        var wrong = copy.Run("fulfill", "--sample", "5");
        Assert.Equal(2, wrong.Code);
        Assert.Contains("quartermaster.json: policies.orders.splitCosts is 1;", wrong.Errors, StringComparison.Ordinal);

        void Set(string section, string name, int value)
        {
            var workspace = Quartermaster.Storage.Workspaces.Workspace.Open(copy.Folder);
            workspace.Save(workspace.Settings with
            {
                Policies = new JsonObject { [section] = new JsonObject { [name] = value } },
            });
        }
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
    public void Where_no_center_can_pick_nothing_is_promised_and_the_slots_are_the_reason()
    {
        using var copy = sample.Copy();
        var limits = string.Join('\n',
            Enumerable.Range(1, 4).Select(center => $"FC0{center},outbound,bin,2023-08-20,0,0"));
        var file = copy.Write("closed.csv", "facility,resource,storage_class,from_day,soft,hard\n" + limits + "\n");
        Assert.Equal(0, copy.Run("import", "capacity", file).Code);

        var promise = copy.Run("promise", "--to", "chicago-il", "--line", sample.Plenty, "--json");
        var fulfill = copy.Run("fulfill", copy.Write("orders.csv", $"""
            order,line,product,units,region,at
            N-1,1,{sample.Plenty},1,chicago-il,{sample.Day}T12:00Z
            """), "--json");

        Assert.Equal((1, 1), (promise.Code, fulfill.Code));
        Assert.Equal("no_slot", Texts(promise.Json, "why_not_faster", "because")[^1]);
        Assert.Contains("can pick no more", Texts(fulfill.Json, "refused", "why")[0], StringComparison.Ordinal);
        Assert.Equal(0, (int)fulfill.Json["committed"]!);
    }

    [Fact]
    public void A_file_that_cannot_be_read_orders_nothing()
    {
        using var copy = sample.Copy();
        var before = Ledger(copy.Folder);

        var lacking = copy.Run("fulfill", copy.Write("lacking.csv", "order,product\nC-1,P0000001\n"));
        var absent = copy.Run("fulfill", "absent.csv");
        var neither = copy.Run("fulfill");

        Assert.Equal((2, 2, 2), (lacking.Code, absent.Code, neither.Code));
        Assert.Contains("has no column line, units, region, at", lacking.Errors, StringComparison.Ordinal);
        Assert.Contains("absent.csv does not exist", absent.Errors, StringComparison.Ordinal);
        Assert.Equal(before, Ledger(copy.Folder));

        static string[] Ledger(string folder) => Directory.Exists(Path.Combine(folder, "ledger"))
            ? [.. Directory.GetFiles(Path.Combine(folder, "ledger")).Order()
                .Select(file => $"{file} {Convert.ToHexString(File.ReadAllBytes(file))}")]
            : [];
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
