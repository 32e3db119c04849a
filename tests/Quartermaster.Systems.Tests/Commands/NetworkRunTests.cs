using System.Text.Json.Nodes;
using Quartermaster.Storage.Workspaces;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

public sealed class NetworkRunTests
{
    [Fact]
    public void A_network_is_trained_kept_in_the_run_and_gone_on_from()
    {
        using var sample = new CommandFolder();
        Assert.Equal(0, CommandFolder.Start("init", sample.Folder, "--sample", "retail", "--products", "200",
            "--centers", "4", "--days", "150").Code);
        var workspace = Workspace.Open(sample.Folder);
        var forecasting = new JsonObject { ["trees"] = false, ["networkSteps"] = 6 };
        workspace.Save(workspace.Settings with { Policies = new JsonObject { ["forecasting"] = forecasting } });

        var today = Json("forecast");
        var first = (string)today["run"]!;
        Assert.Contains(today["back_test"]!.AsArray(), row => (string?)row!["forecaster"] == "quantile network");
        var weights = Path.Combine(sample.Folder, "network.safetensors");
        Assert.Equal(0, QmProcess.Run(
            "export", $"{first}/network_before", "--to", weights, "-w", sample.Folder).Code);
        Assert.True(new FileInfo(weights).Length > 50_000);
        var elsewhere = Path.Combine(sample.Folder, "network.onnx");
        Assert.Equal(0, QmProcess.Run(
            "export", $"{first}/network_before", "--to", elsewhere, "-w", sample.Folder).Code);
        Assert.True(new FileInfo(elsewhere).Length > 50_000);
        Assert.Equal(2, QmProcess.Run(
            "export", $"{first}/network_before", "--to", $"{elsewhere}x", "-w", sample.Folder).Code);
        Assert.True((int)Json("show", first, "network_before")["bytes"]! > 50_000);

        // A plan, which is made without a forecast of its own network, is the latest run now.
        Json("plan", "--quick");
        Assert.Equal(0, QmProcess.Run(
            "export", "latest/network_before", "--to", weights, "-w", sample.Folder).Code);

        // A damaged run of an earlier day keeps nobody from planning.
        var damaged = Path.Combine(sample.Folder, "runs", "2000-01-01-deadbeef");
        Directory.CreateDirectory(damaged);
        File.WriteAllText(Path.Combine(damaged, "run.json"), "{");

        // The same day again is the same run, whose choice is taken as it is; with other settings it is made anew. A
        // later day goes on from these weights.
        var again = Json("forecast");
        Assert.Equal(first, (string?)again["run"]);
        Assert.Contains(Notes(again), note => note.Contains($"compared in run {first}", StringComparison.Ordinal));
        Assert.Equal(today["back_test"]!.ToJsonString(), again["back_test"]!.ToJsonString());
        Assert.Equal(today["worst"]!.ToJsonString(), again["worst"]!.ToJsonString());
        Assert.DoesNotContain(Notes(Json("forecast", "--backtest", "1")),
            note => note.Contains("compared in run", StringComparison.Ordinal));
        var later = DateOnly.Parse((string)today["as_of"]!, System.Globalization.CultureInfo.InvariantCulture);
        var second = (string)Json("forecast", "--as-of", $"{later.AddDays(7):yyyy-MM-dd}")["run"]!;
        var ended = QmProcess.Run("show", second, "-w", sample.Folder);
        Assert.Contains("network_before", ended.Output, StringComparison.Ordinal);

        Assert.Equal(["choice.json"],
            Directory.GetFiles(Path.Combine(sample.Folder, "models")).Select(Path.GetFileName));

        // Other tables are another question, and so is what cannot be read; the answer says so.
        Assert.DoesNotContain(Notes(today), note => note.Contains("choice.json", StringComparison.Ordinal));
        Assert.Contains(Notes(Json("forecast", "--as-of", $"{later.AddDays(7):yyyy-MM-dd}")),
            note => note.Contains($"compared in run {second}", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(sample.Folder, "one.csv"),
            "order,line,at,product,units,unit_price\nOne,1,2025-01-03T10:00:00Z,P0000001,1,5\n");
        Json("import", "sales", Path.Combine(sample.Folder, "one.csv"));
        var others = Notes(Json("forecast", "--as-of", $"{later.AddDays(7):yyyy-MM-dd}")).ToArray();
        Assert.DoesNotContain(others, note => note.Contains("compared in run", StringComparison.Ordinal));
        Assert.Contains("The last choice of forecasters (models/choice.json) was not taken, and they were compared "
            + "anew: it was for other tables (sales).", others);
        var file = Path.Combine(sample.Folder, "models", "choice.json");
        var kept = File.ReadAllText(file);
        foreach (var (spoilt, why) in new[]
        {
            ("{ \"key\": 3", "cannot be read"),
            (kept.Replace("weekday profile", "weekday oracle", StringComparison.Ordinal), "was changed or damaged"),
        })
        {
            File.WriteAllText(file, spoilt);
            var said = Notes(Json("forecast", "--as-of", $"{later.AddDays(7):yyyy-MM-dd}")).ToArray();
            Assert.DoesNotContain(said, note => note.Contains("compared in run", StringComparison.Ordinal));
            Assert.Contains(said, note => note.Contains("choice.json", StringComparison.Ordinal)
                && note.Contains(why, StringComparison.Ordinal));
            Assert.Equal(kept, File.ReadAllText(file));
        }

        static IEnumerable<string> Notes(JsonNode answer) => answer["notes"]!.AsArray().Select(note => (string)note!);

        JsonNode Json(params string[] arguments)
        {
            var answer = QmProcess.Run([.. arguments, "--workspace", sample.Folder, "--json"]);
            Assert.True(answer.Code == 0, answer.Output + answer.Error);
            return answer.Json;
        }
    }
}
