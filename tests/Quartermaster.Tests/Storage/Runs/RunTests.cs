using Quartermaster.Domain;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage;
using Quartermaster.Storage.Workspaces;
using Quartermaster.Tests.Storage.Workspaces;
using Xunit;

namespace Quartermaster.Tests.Storage.Runs;

public sealed class RunTests : IDisposable
{
    private static readonly DateOnly s_day = new(2025, 4, 1);

    private readonly TemporaryFolder _folder = new();
    private readonly Workspace _workspace;

    public RunTests()
    {
        _workspace = Workspace.Create(_folder.Path);
        WorkspaceFixtures.Put(_workspace, 2);
    }

    private enum Why : byte
    {
        Demand = 1,
        Owned = 2,
        HumanOverride = 3,
    }

    private readonly record struct Line(ProductId Product, int Units, double Value, MoneySum Total);

    private readonly record struct ZonePrice(FacilityId Facility, DateOnly Day, double Price);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_comes_back_typed_with_the_reasons_of_rows_that_matter()
    {
        var plan = Plan();
        var name = Save(_workspace, plan);
        Assert.Matches("^2025-04-01-[0-9a-f]{8}$", name);
        var run = ((IRuns)_workspace.Runs).Open("latest");
        Assert.Equal(name, run.Name);
        Assert.Equal(plan.Decisions, run.Read<Line>("buy"));
        Assert.Equal(plan.Certificate, run.Parts.Single(part => part is { Name: "buy", Rows: 3, Certificate: not null })
            .Certificate);
        var reasons = run.Reasons<Why>("buy");
        Assert.Equal(3, reasons.Count);
        Assert.Equal([new(Why.Demand, 9), new(Why.Owned, -2)], reasons.Of(0).ToArray());
        Assert.Empty(reasons.Of(1).ToArray());
        Assert.Equal([new(Why.Demand, 3), new(Why.HumanOverride, -3)], reasons.Of(2).ToArray());
        Assert.Equal(1, run.Read<ZonePrice>("prices").Count);
        Assert.Contains("0.25", run.Document("accuracy"));
    }

    [Fact]
    public void The_header_comes_back_and_names_the_tables_the_run_was_made_of()
    {
        Save(_workspace, Plan());
        var header = _workspace.Runs.Open("latest").Header;
        Assert.Equal((s_day, 7UL, 12L, "abc"), (header.AsOf, header.Seed, header.LedgerSequence, header.BuildCommit));
        Assert.Equal(_workspace.Tables.Fingerprint("sales"), header.Tables["sales"]);
        Assert.Equal(3, header.Catalog[EntityKind.Product]);
        Assert.Equal("{\"leastProfit\":1.5}", header.Policies["buying"]);
        Assert.Equal("1", header.Engines["buying"]);
    }

    [Fact]
    public void The_same_run_again_is_the_same_run_whatever_time_it_took()
    {
        var name = Save(_workspace, Plan(), seconds: 1);
        var before = Texts();
        Assert.Equal(name, Save(_workspace, Plan(), seconds: 2));
        Assert.Equal(before, Texts());
        Assert.Contains("1", _workspace.Runs.Open(name).Log);
    }

    [Fact]
    public void A_run_is_found_by_the_beginning_of_its_name_or_hash_or_as_the_latest()
    {
        var names = Enumerable.Range(0, 3).Select(i => Save(_workspace, Plan(i))).ToArray();
        Assert.Equal(3, names.Distinct().Count());
        Assert.Equal(names.Order(StringComparer.Ordinal), _workspace.Runs.List());
        Assert.Equal(names[1], _workspace.Runs.Resolve(names[1][..14]));
        Assert.Equal(names[1], _workspace.Runs.Resolve(names[1][^8..^3]));
        Assert.Equal(names[2], _workspace.Runs.Resolve("latest"));
        Save(_workspace, Plan(0));
        Assert.Equal(names[0], _workspace.Runs.Resolve("latest"));
        Assert.Contains("could be any of", Assert.Throws<WorkspaceException>(
            () => _workspace.Runs.Resolve("2025")).What);
        Assert.Contains("no run 'x'", Assert.Throws<WorkspaceException>(() => _workspace.Runs.Resolve("x")).What);
    }

    [Fact]
    public void The_whole_plan_comes_first_and_then_what_was_made_last()
    {
        var names = Enumerable.Range(0, 3).Select(i => Save(_workspace, Plan(i))).ToArray();
        for (var i = 0; i < 3; i++)
        {
            File.SetLastWriteTimeUtc(_folder.File($"runs/{names[i]}/run.json"),
                DateTimeOffset.UnixEpoch.AddHours(i + 1).UtcDateTime);
        }

        Assert.Equal([names[2], names[1], names[0]], _workspace.Runs.NewestFirst());
        _workspace.Runs.NotePlan(names[1]);
        Assert.Equal([names[1], names[2], names[0]], _workspace.Runs.NewestFirst());
        Assert.Equal(7_200_000, _workspace.Runs.MadeAt(names[1]).UnixMilliseconds);
    }

    [Fact]
    public void Its_tables_are_asked_in_sql_and_exported_without_their_row_types()
    {
        var name = Save(_workspace, Plan());
        WorkspaceFixtures.Put(_workspace, 1);
        var answer = _workspace.Runs.Open(name).Query(
            "SELECT product, units, (SELECT sum(amount) FROM run.buy_reasons) FROM run.buy "
            + "JOIN products USING (product) WHERE units > 0");
        Assert.Equal(["a", 7L, 7L], answer.Rows.Single());
        _workspace.ExportRun(name, "buy", _folder.File("buy.csv"));
        Assert.Equal(["product,units,value,total", "a,7,0.1,1.5", "b,0,NaN,-170141183460469.231732", "c,0,0,0"],
            File.ReadAllLines(_folder.File("buy.csv")));
        Assert.Equal(3, _workspace.ExportRun("latest", "buy", _folder.File("buy.json")));
    }

    [Fact]
    public void Cleaning_keeps_the_tables_that_a_run_names()
    {
        Save(_workspace, Plan());
        WorkspaceFixtures.Put(_workspace, 1);
        Assert.Empty(_workspace.Clean().Files);
    }

    [Fact]
    public void A_damaged_run_is_named_and_stops_cleaning()
    {
        var name = Save(_workspace, Plan());
        var path = _folder.File($"runs/{name}/run.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"seed\": 7", "\"seed\": 8"));
        Assert.Contains(path, Assert.Throws<WorkspaceException>(() => _workspace.Runs.Open(name)).What);
        Assert.Throws<WorkspaceException>(_workspace.Clean);
    }

    [Fact]
    public void An_interrupted_plan_and_a_name_used_twice_are_refused()
    {
        using var writer = _workspace.Runs.Begin(new(s_day));
        var interrupted = Plan() with { Certificate = default };
        Assert.Throws<ArgumentException>(() => writer.Put("buy", interrupted, line => line.Units));
        writer.Put("buy", Plan(), line => line.Units);
        Assert.Throws<ArgumentException>(() => writer.Put("buy", Plan(), line => line.Units));
        Assert.Throws<ArgumentException>(() => writer.PutDocument("../up", "1"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Stopped_before_any_step_a_run_is_there_or_not(bool isFull)
    {
        var expected = Save(_workspace, Plan());
        var kept = new HashSet<int>();
        for (var step = 1; ; step++)
        {
            Directory.Delete(_folder.File("runs"), recursive: true);
            Directory.CreateDirectory(_folder.File("runs"));
            var disk = new FaultyDisk(step, isFull);
            var error = Record.Exception(() => Save(Workspace.Open(_folder.Path, disk), Plan()));
            Assert.True(!isFull || error is null or WorkspaceException, $"{error}");
            if (!disk.HasStopped)
            {
                Assert.Null(error);
                Assert.Equal([0, 1], kept.Order());
                return;
            }

            kept.Add(_workspace.Runs.List().Count);
            Assert.All(_workspace.Runs.List(),
                name => Assert.Equal(3, _workspace.Runs.Open(name).Read<Line>("buy").Count));
            _workspace.Clean();
            Assert.Equal(expected, Save(_workspace, Plan()));
        }
    }

    private string[] Texts() => [.. Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    private static Plan<Line, Why> Plan(int change = 0)
    {
        Line[] lines =
        [
            new(new(1), 7 + change, 0.1, new(1_500_000)),
            new(new(2), 0, double.NaN, new(-(Int128)170_141_183_460_469 * 1_000_000 - 231_732)),
            new(new(3), 0, 0, default),
        ];
        var why = new ReasonWriter<Why>();
        why.AddRow([new(Why.Demand, 9), new(Why.Owned, -2 + change)]);
        why.AddRow([new(Why.Demand, 4), new(Why.Owned, -4)]);
        why.AddRow([new(Why.Demand, 3), new(Why.HumanOverride, -3)]);
        return new(new(lines), why.ToReasons(), Certificate.OfRows(3));
    }

    private static string Save(Workspace workspace, Plan<Line, Why> plan, double seconds = 1)
    {
        var header = RunHeader.Of(s_day, workspace.Tables) with
        {
            Seed = 7,
            LedgerSequence = 12,
            BuildCommit = "abc",
            Policies = new Dictionary<string, string> { ["buying"] = "{ \"leastProfit\": 1.5 }" },
            Engines = new Dictionary<string, string> { ["buying"] = "1" },
        };
        using var writer = workspace.Runs.Begin(header);
        writer.Put("buy", plan, line => line.Units);
        writer.Put("prices", new Table<ZonePrice>([new(default, s_day, 1.25)]));
        writer.PutDocument("accuracy", "{\"wql\":0.25}");
        writer.Log("buy", seconds);
        return writer.Commit();
    }
}
