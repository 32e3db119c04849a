using System.Reflection;
using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Storage.Workspaces;
using Xunit;

namespace Quartermaster.Systems.Tests.Settings;

/// <summary>docs/settings.md lists what the program reads: no setting more, none less, with unit, range, default.
/// </summary>
public sealed class SettingsDocumentTests
{
    [Fact]
    public void The_page_lists_every_setting_as_the_program_has_it()
    {
        var expected = WorkspacePolicies.Sections.Keys.SelectMany(SettingValues.Of).Select(RowOf).Order();
        Assert.Equal(expected, RowsOf(File.ReadAllLines(Repository.PathOf("docs", "settings.md"))).Order());
    }

    private static string RowOf(OneSetting setting)
    {
        var rule = setting.Property.GetCustomAttribute<SettingAttribute>()!;
        string[] allowed =
        [
            rule.Rule, rule.MoreThan is null ? "" : $"more than `{NameOf(setting, rule.MoreThan)}`",
            rule.LessThan is null ? "" : $"less than `{NameOf(setting, rule.LessThan)}`",
        ];
        return $"{string.Join('.', setting.Names.Skip(1))} | {setting.Default} | {rule.Unit} | "
            + string.Join(", ", allowed.Where(part => part.Length > 0));
    }

    private static string NameOf(OneSetting setting, string property) =>
        SettingsCheck.NameOf(setting.Property.DeclaringType!.GetProperty(property)!);

    // The rows of every table, with the heading it stands under; what a setting does is for people alone.
    private static IEnumerable<string> RowsOf(string[] lines)
    {
        var section = "";
        foreach (var line in lines)
        {
            section = line.StartsWith("## ", StringComparison.Ordinal) ? line[3..] : section;
            if (line.StartsWith("| `", StringComparison.Ordinal))
            {
                string[] cells = [.. line.Split('|').Select(cell => cell.Trim())];
                Assert.True(cells[5].Length > 10, line);
                yield return $"{section}.{cells[1].Trim('`')} | {cells[2]} | {cells[3]} | {cells[4]}";
            }
        }
    }
}
