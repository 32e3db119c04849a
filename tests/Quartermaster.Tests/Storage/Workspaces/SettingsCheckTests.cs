using System.Text.Json.Nodes;
using Quartermaster.Domain;
using Quartermaster.Storage;
using Quartermaster.Storage.Workspaces;
using Xunit;

namespace Quartermaster.Tests.Storage.Workspaces;

public sealed class SettingsCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("""{"days": 0, "share": 1, "loss": 0, "cost": 2.5, "isOn": true, "codes": ["a"], "seed": 7}""")]
    [InlineData("""{"days": 9, "share": 0.001, "loss": "Infinity", "from": 5, "until": 6, "inner": {"most": 3}}""")]
    [InlineData("""{"parcel": 0}""")]
    [InlineData("""{"parcel": 1}""")]
    [InlineData("{}")]
    public void What_is_in_range_is_no_fault(string json) => Assert.Empty(FaultsOf(json));

    [Theory]
    [InlineData("""{"days": -1}""", "days", "-1", "a whole number (days), 0 to 9")]
    [InlineData("""{"days": 10}""", "days", "10", "a whole number (days), 0 to 9")]
    [InlineData("""{"days": 1.5}""", "days", "1.5", "a whole number (days), 0 to 9")]
    [InlineData("""{"days": 1e300}""", "days", "1e300", "a whole number (days), 0 to 9")]
    [InlineData("""{"days": null}""", "days", "null", "a whole number (days), 0 to 9")]
    [InlineData("""{"days": "2"}""", "days", "\"2\"", "a whole number (days), 0 to 9")]
    [InlineData("""{"share": 0}""", "share", "0", "a number (share), above 0, at most 1")]
    [InlineData("""{"share": "NaN"}""", "share", "\"NaN\"", "a number (share), above 0, at most 1")]
    [InlineData("""{"share": true}""", "share", "true", "a number (share), above 0, at most 1")]
    [InlineData("""{"level": 1}""", "level", "1", "a number (share), 0.5 or more, below 1")]
    [InlineData("""{"loss": -0.1}""", "loss", "-0.1", "a number (currency), 0 or more, or \"Infinity\" for no limit")]
    [InlineData("""{"loss": "NaN"}""", "loss", "\"NaN\"",
        "a number (currency), 0 or more, or \"Infinity\" for no limit")]
    [InlineData("""{"parcel": 0.5}""", "parcel", "0.5", "a number (units), 0, or 1 to 50")]
    [InlineData("""{"cost": -1}""", "cost", "-1", "a number (currency), 0 to 100")]
    [InlineData("""{"cost": 1e300}""", "cost", "1e300", "a number (currency), 0 to 100")]
    [InlineData("""{"isOn": 1}""", "isOn", "1", "true or false")]
    [InlineData("""{"seed": -1}""", "seed", "-1", "a whole number, 0 to 18,446,744,073,709,551,615")]
    [InlineData("""{"codes": ["a", null]}""", "codes", "[\"a\",null]",
        "a list in brackets of texts in quotes, none of them empty (codes)")]
    [InlineData("""{"codes": "a"}""", "codes", "\"a\"",
        "a list in brackets of texts in quotes, none of them empty (codes)")]
    [InlineData("""{"name": "usd"}""", "name", "\"usd\"", "a text in quotes (code), 3 letters A to Z")]
    [InlineData("""{"from": 20}""", "from", "20", "a whole number (minute), 0 to 100, less than until")]
    [InlineData("""{"until": 3}""", "until", "3", "a whole number (minute), 0 to 100, more than from")]
    [InlineData("""{"inner": {"most": 4}}""", "inner.most", "4", "a whole number (tries), 1 to 3")]
    [InlineData("""{"inner": null}""", "inner", "null", "an object in braces")]
    [InlineData("""{"dayz": 3}""", "dayz", "3", "nothing: there is no setting of that name")]
    public void What_is_not_is_told_with_path_value_and_rule(string json, string path, string found, string expected)
    {
        var (at, fault) = ("policies.x." + path, Assert.Single(FaultsOf(json)));
        Assert.Equal((at, found, expected), (fault.Path, fault.Found, fault.Expected));
        Assert.Equal($"q.json: {at} is {found}; expected {expected}. {fault.NextStep}", fault.In("q.json"));
        Assert.True(fault.NextStep.Length > 20);
    }

    [Fact]
    public void All_faults_are_told_at_once_and_sections_have_names()
    {
        var policies = JsonNode.Parse("""{"x": {"days": -1, "share": 2}, "y": {}, "z": 5}""")!.AsObject();
        var sections = new Dictionary<string, Type> { ["x"] = typeof(Section), ["z"] = typeof(Section) };
        var faults = SettingsCheck.OfSections(policies, sections).ToArray();
        Assert.Equal(["policies.x.days", "policies.x.share", "policies.y", "policies.z"],
            faults.Select(fault => fault.Path));
        Assert.Contains("x, z", faults[2].NextStep);
    }

    [Theory]
    [InlineData("""{"currency": "usd"}""", "currency is \"usd\"")]
    [InlineData("""{"currency": null}""", "currency is null")]
    [InlineData("""{"seed": -4}""", "seed is -4")]
    [InlineData("""{"seed": "x"}""", "seed is \"x\"")]
    [InlineData("""{"policies": []}""", "policies is []")]
    [InlineData("""{"policies": null}""", "policies is null")]
    [InlineData("""{"polices": {}}""", "polices is {}")]
    [InlineData("[]", "the whole file is []")]
    [InlineData("null", "the whole file is null")]
    [InlineData("""{"seed": 1, "seed": 2}""", "is not JSON")]
    [InlineData("""{"policies": {"gate": {"budget": 1, "budget": 2}}}""", "is not JSON")]
    [InlineData("{", "is not JSON")]
    [InlineData("", "is not JSON")]
    public void The_file_itself_is_checked_when_a_workspace_is_opened(string json, string told)
    {
        Workspace.Create(_folder.Path);
        File.WriteAllText(_folder.File("quartermaster.json"), json);
        var error = Assert.Throws<WorkspaceException>(() => Workspace.Open(_folder.Path));
        Assert.Contains(_folder.File("quartermaster.json"), error.What);
        Assert.Contains(told, error.What);
        Assert.True(error.IsWrongUse);
    }

    public void Dispose() => _folder.Dispose();

    private static SettingFault[] FaultsOf(string json) =>
        [.. SettingsCheck.Of(JsonNode.Parse(json), typeof(Section), "policies.x")];

    private sealed record Section
    {
        [Setting("days", AtLeast = 0, AtMost = 9)]
        public int Days { get; init; } = 1;

        [Setting("share", Above = 0, AtMost = 1)]
        public double Share { get; init; } = 1;

        [Setting("share", AtLeast = 0.5, Below = 1)]
        public double Level { get; init; } = 0.9;

        [Setting("currency", AtLeast = 0)]
        public double Loss { get; init; }

        [Setting("units", AtLeast = 1, AtMost = 50, Or = 0)]
        public double Parcel { get; init; }

        [Setting("currency", AtLeast = 0, AtMost = 100)]
        public Money Cost { get; init; }

        [Setting("yes or no")]
        public bool IsOn { get; init; }

        [Setting("seed")]
        public ulong Seed { get; init; }

        [Setting("codes")]
        public IReadOnlyList<string> Codes { get; init; } = [];

        [Setting("code", Letters = 3)]
        public string Name { get; init; } = "ABC";

        [Setting("minute", AtLeast = 0, AtMost = 100, LessThan = nameof(Until))]
        public int From { get; init; } = 4;

        [Setting("minute", AtLeast = 0, AtMost = 100, MoreThan = nameof(From))]
        public int Until { get; init; } = 20;

        public Inner Inner { get; init; } = new();
    }

    private sealed record Inner
    {
        [Setting("tries", AtLeast = 1, AtMost = 3)]
        public int Most { get; init; } = 2;
    }
}
