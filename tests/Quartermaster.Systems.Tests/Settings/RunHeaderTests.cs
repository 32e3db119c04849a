using Quartermaster.App.Worlds;
using Quartermaster.Storage.Workspaces;
using Xunit;

namespace Quartermaster.Systems.Tests.Settings;

/// <summary>Whatever setting a plan reads stands in its run's header.</summary>
public sealed class RunHeaderTests
{
    // Of the gate, a plan reads the budget alone, which stands in the run's question; the others are of commands that
    // do not plan.
    private static readonly string[] s_others = [
        "gate", "release", "promise", "orders", "backlog", "serve", "calibration", "ledger",
    ];

    public static TheoryData<string> Sections => [.. WorkspacePolicies.Sections.Keys.Except(s_others)];

    [Theory]
    [MemberData(nameof(Sections))]
    public void A_change_of_any_setting_changes_the_section_in_the_header_and_no_other(string section)
    {
        var before = PlanPolicies.Of(new()).ToJson();
        Assert.All(SettingValues.Of(section), setting =>
        {
            var changed = SettingValues.Doubtful(setting.Property).Append("[\"a\"]")
                .Select(value => new WorkspaceSettings { Policies = setting.With(value) })
                .First(settings => !SettingsCheck.OfSections(settings.Policies, WorkspacePolicies.Sections).Any()
                    && settings.Policies[section]!.ToJsonString() != setting.With(setting.Default)[section]!
                        .ToJsonString());
            var after = PlanPolicies.Of(changed).ToJson();
            Assert.Equal([section], after.Where(pair => before[pair.Key] != pair.Value).Select(pair => pair.Key));
        });
    }
}
