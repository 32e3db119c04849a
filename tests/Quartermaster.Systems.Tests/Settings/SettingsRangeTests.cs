using System.Reflection;
using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Storage;
using Quartermaster.Storage.Workspaces;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Settings;

/// <summary>Every setting of every policy at values that are wrong, at the ends of its range, and huge.</summary>
public sealed class SettingsRangeTests(SmallCompany company) : IClassFixture<SmallCompany>
{
    public static TheoryData<string> Sections => [.. WorkspacePolicies.Sections.Keys];

    [Theory]
    [MemberData(nameof(Sections))]
    public void Every_setting_says_its_unit_and_its_default_is_allowed(string section)
    {
        Assert.All(SettingValues.Of(section), setting =>
        {
            Assert.NotNull(setting.Property.GetCustomAttribute<SettingAttribute>());
            company.Open(setting.With(setting.Default));
        });
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void What_no_setting_can_mean_is_refused_with_file_path_value_and_rule(string section) =>
        Assert.All(SettingValues.Of(section), setting =>
        {
            foreach (var value in SettingValues.Impossible(setting.Property))
            {
                var told = Assert.Throws<WorkspaceException>(() => company.Open(setting.With(value)));
                Assert.True(told.IsWrongUse);
                Assert.StartsWith($"{company.SettingsPath}: {setting.Path} is {value}; expected ", told.What,
                    StringComparison.Ordinal);
                Assert.Contains($"the default, {setting.Default}.", told.What, StringComparison.Ordinal);
                Assert.DoesNotContain(Environment.NewLine, told.What, StringComparison.Ordinal);
            }
        });

    [Theory]
    [MemberData(nameof(Sections))]
    public void What_is_not_refused_plans_and_lives(string section)
    {
        var failures = new List<string>();
        foreach (var (setting, value) in SettingValues.Of(section).SelectMany(
            setting => SettingValues.Doubtful(setting.Property).Select(value => (setting, value))))
        {
            Workspace accepted;
            try
            {
                accepted = company.Open(setting.With(value));
            }
            catch (WorkspaceException told) when (told.IsWrongUse)
            {
                Assert.StartsWith($"{company.SettingsPath}: {setting.Path} is ", told.What, StringComparison.Ordinal);
                continue;
            }

            var error = Record.Exception(() => company.Work(accepted, fits: section == "forecasting"));
            if (error is not null)
            {
                failures.Add($"{setting.Path} = {value}: {error}");
            }
        }

        Assert.Empty(failures);
    }

    [Fact]
    public void A_command_tells_every_bad_setting_on_a_line_of_its_own_and_does_nothing()
    {
        File.WriteAllText(company.SettingsPath, """
            {
              "policies": {
                "targets": { "highestCriticalRatio": 7 },
                "gather": { "paths": 3, "coverDays": null },
                "tragets": {}
              }
            }
            """);
        foreach (var command in (string[])["plan", "simulate", "check"])
        {
            var ended = QmProcess.Run(command, "--workspace", company.Folder);
            Assert.Equal((2, ""), (ended.Code, ended.Output));
            var file = company.SettingsPath;
            Assert.Equal(
            [
                $"{file}: policies.targets.highestCriticalRatio is 7; expected a number (share of futures), 0.5 to 1. "
                    + "Correct it, or remove it to have the default, 0.995.",
                $"{file}: policies.gather.paths is 3; expected a whole number (futures), 16 to 4,096. "
                    + "Correct it, or remove it to have the default, 128.",
                $"{file}: policies.gather.coverDays is null; expected a whole number (days), 0, or 1 to 365. "
                    + "Correct it, or remove it to have the default, 0.",
                $"{file}: policies.tragets is {{}}; expected nothing: there is no setting of that name. Correct the "
                    + "name to one of gather, targets, buying, placement, coordination, outbound, gate, release, "
                    + "forecasting, routes, promise, orders, backlog, serve, ledger, calibration, or remove it.",
                "Nothing was done. Every setting with its range: docs/settings.md.",
            ], ended.Error.Trim().Split(Environment.NewLine));
        }
    }

    [Fact]
    public void A_section_of_policies_that_stands_beside_them_is_sent_there_and_what_is_computed_is_no_setting()
    {
        File.WriteAllText(company.SettingsPath, """{ "serve": { "port": 80 }, "sreve": 1 }""");
        string[] told = QmProcess.Run("check", "--workspace", company.Folder).Error.Trim().Split(Environment.NewLine);
        Assert.EndsWith("expected nothing here: serve is a section of policies. Put it under policies: "
            + "\"policies\": { \"serve\": { … } }", told[0], StringComparison.Ordinal);
        Assert.Contains("sreve is 1; expected nothing: there is no setting of that name", told[1],
            StringComparison.Ordinal);

        var settings = new WorkspacePolicies(new()).All().ToArray();
        Assert.DoesNotContain(settings, setting => setting is { Section: "calibration", Name: "rule" });
        Assert.Contains(settings, setting => setting is { Section: "calibration", Name: "isForAllTogether" });
    }
}
