using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Quartermaster.App.Worlds;
using Quartermaster.Domain;
using Quartermaster.Storage.Text;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.Systems.Tests.Settings;

/// <summary>Every setting that quartermaster.json can have under policies, and values to try for it.</summary>
internal static class SettingValues
{
    /// <summary>The settings of a section, those of records inside it too.</summary>
    internal static IEnumerable<OneSetting> Of(string section) =>
        Of(WorkspacePolicies.Sections[section], ["policies", section]);

    /// <summary>What no setting of this kind can mean, whatever its range.</summary>
    internal static IEnumerable<string> Impossible(PropertyInfo setting) => setting.PropertyType == typeof(bool)
        ? ["null", "1", "\"true\"", "[]"]
        : IsNumber(setting) ? ["null", "\"NaN\"", "-1", "\"-Infinity\"", "-1e300", "true", "\"many\"", "[1]", "{}"]
        : ["null", "1", "[\"\"]", "[null]", "{}"];

    /// <summary>Values that may be right or wrong: those of the range's ends and around, and what is huge.</summary>
    internal static IEnumerable<string> Doubtful(PropertyInfo setting)
    {
        if (!IsNumber(setting))
        {
            return setting.PropertyType == typeof(bool) ? ["true", "false"] : ["[]", "[\"*\"]"];
        }

        var rule = setting.GetCustomAttribute<SettingAttribute>()!;
        double[] ends = [rule.AtLeast, rule.AtMost, rule.Above, rule.Below, rule.Or];
        return new[] { "0", "1e-9", "2147483647", "1e300", "\"Infinity\"", "18446744073709551615" }
            .Concat(ends.Where(double.IsFinite).SelectMany(end => new[]
            {
                JsonSerializer.Serialize(end), JsonSerializer.Serialize(Math.BitIncrement(end)),
                JsonSerializer.Serialize(Math.BitDecrement(end)),
            })).Distinct();
    }

    private static bool IsNumber(PropertyInfo setting) => setting.PropertyType is { IsValueType: true } type
        && type != typeof(bool);

    private static IEnumerable<OneSetting> Of(Type type, string[] path) => SettingsCheck.SettingsOf(type)
        .SelectMany(setting => SettingsCheck.IsSection(setting)
            ? Of(setting.PropertyType, [.. path, SettingsCheck.NameOf(setting)])
            : [new OneSetting(setting, [.. path, SettingsCheck.NameOf(setting)], DefaultOf(setting, type))]);

    private static string DefaultOf(PropertyInfo setting, Type type) =>
        JsonSerializer.Serialize(setting.GetValue(Activator.CreateInstance(type)), StorageJson.Compact);
}

/// <summary>One setting.</summary>
/// <param name="Property">Where the program reads it.</param>
/// <param name="Names">Its path, beginning with policies.</param>
/// <param name="Default">Its default as JSON.</param>
internal sealed record OneSetting(PropertyInfo Property, string[] Names, string Default)
{
    /// <summary>Its path as messages and documents have it.</summary>
    internal string Path => string.Join('.', Names);

    /// <summary>The policies of a file that sets nothing else.</summary>
    internal JsonObject With(string value)
    {
        var node = JsonNode.Parse(value);
        foreach (var name in Names.Skip(1).Reverse())
        {
            node = new JsonObject { [name] = node };
        }

        return node!.AsObject();
    }
}
