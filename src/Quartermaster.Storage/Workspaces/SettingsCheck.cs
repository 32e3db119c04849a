using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Quartermaster.Domain;
using Quartermaster.Storage.Text;

namespace Quartermaster.Storage.Workspaces;

/// <summary>Checks the JSON of settings against the records that read it, before long work begins.</summary>
/// <remarks>Ranges stand in the <see cref="SettingAttribute"/> beside each setting. Every fault is found at once, so
/// that a person mends the file once. A setting that the file leaves out has its default, which is never a fault.
/// </remarks>
public static class SettingsCheck
{
    private const int LongestFound = 60;

    /// <summary>What cannot be used of one record's settings.</summary>
    /// <param name="found">The JSON; an object, or it is the only fault.</param>
    /// <param name="type">The record that reads it, with a constructor without arguments.</param>
    /// <param name="path">Where the JSON stands in the file; empty for the whole file.</param>
    public static IEnumerable<SettingFault> Of(JsonNode? found, Type type, string path)
    {
        if (found is not JsonObject section)
        {
            return [new(path.Length > 0 ? path : "the whole file", Words(found), "an object in braces", "Write "
                + "{ } around its settings, or remove it to have the defaults.")];
        }

        var defaults = Activator.CreateInstance(type)!;
        var settings = SettingsOf(type).ToDictionary(property => NameOf(property));
        return section.SelectMany(pair =>
        {
            var at = path.Length > 0 ? $"{path}.{pair.Key}" : pair.Key;
            return settings.TryGetValue(pair.Key, out var setting)
                ? OfSetting(pair.Value, setting, at, section, defaults)
                : [Unknown(at, pair.Value, settings.Keys)];
        });
    }

    /// <summary>What cannot be used of the sections of policies.</summary>
    /// <param name="policies">The JSON of policies.</param>
    /// <param name="sections">The record that reads each section, by the section's name.</param>
    public static IEnumerable<SettingFault> OfSections(
        JsonObject policies, IReadOnlyDictionary<string, Type> sections) =>
        policies.SelectMany(section => sections.TryGetValue(section.Key, out var type)
            ? Of(section.Value, type, "policies." + section.Key)
            : [Unknown("policies." + section.Key, section.Value, sections.Keys)]);

    /// <summary>The settings of a record: what a person may write.</summary>
    public static IEnumerable<PropertyInfo> SettingsOf(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite);

    /// <summary>The name of a setting in the file.</summary>
    public static string NameOf(PropertyInfo setting) => Camel(setting.Name);

    /// <summary>Whether a setting is a record of further settings.</summary>
    public static bool IsSection(PropertyInfo setting) => setting.PropertyType is { IsClass: true } type
        && type.Namespace!.StartsWith(nameof(Quartermaster), StringComparison.Ordinal);

    private static IEnumerable<SettingFault> OfSetting(
        JsonNode? found, PropertyInfo setting, string path, JsonObject section, object defaults)
    {
        if (IsSection(setting))
        {
            return Of(found, setting.PropertyType, path);
        }

        var rule = setting.GetCustomAttribute<SettingAttribute>();
        return TryRead(found, setting.PropertyType, out var value) && IsAllowed(value, rule, setting, section, defaults)
            ? []
            : [new(path, Words(found), ExpectedOf(setting, rule), NextStep(setting.GetValue(defaults)))];
    }

    private static bool TryRead(JsonNode? found, Type type, out object? value)
    {
        value = null;
        try
        {
            value = found?.Deserialize(type, StorageJson.Options);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException
            or OverflowException or ArgumentException)
        {
            return false; // Another kind of value, or one that its type cannot hold.
        }

        return value is not null;
    }

    private static bool IsAllowed(
        object? value, SettingAttribute? rule, PropertyInfo setting, JsonObject section, object defaults) =>
        value switch
        {
            IEnumerable<string?> texts => !texts.Any(string.IsNullOrWhiteSpace),
            string text => rule is null || rule.Allows(text),
            bool or JsonObject or ulong => true,
            _ => rule is null || (rule.Allows(Number(value))
                && !(Other(rule.MoreThan, setting, section, defaults) >= Number(value))
                && !(Other(rule.LessThan, setting, section, defaults) <= Number(value))),
        };

    // The value of another setting of the section; null without one, or where its own fault is told.
    private static double? Other(string? name, PropertyInfo setting, JsonObject section, object defaults)
    {
        var other = name is null ? null : setting.DeclaringType!.GetProperty(name)!;
        return other is null ? null
            : !section.TryGetPropertyValue(NameOf(other), out var found) ? Number(other.GetValue(defaults))
            : TryRead(found, other.PropertyType, out var stated) ? Number(stated) : null;
    }

    private static double Number(object? value) =>
        value is Money money ? money.Micros / 1e6 : Convert.ToDouble(value, CultureInfo.InvariantCulture);

    private static string ExpectedOf(PropertyInfo setting, SettingAttribute? rule)
    {
        var type = setting.PropertyType;
        var kind = type == typeof(bool) ? "true or false"
            : type == typeof(ulong) ? $"a whole number, 0 to {ulong.MaxValue:#,0}"
            : type == typeof(JsonObject) ? "an object in braces"
            : type == typeof(string) ? "a text in quotes"
            : type == typeof(int) ? "a whole number"
            : type == typeof(double) || type == typeof(Money) ? "a number"
            : "a list in brackets of texts in quotes, none of them empty";
        return rule is null || type == typeof(bool) || type == typeof(ulong)
            ? kind
            : string.Join(", ", new[]
            {
                $"{kind} ({rule.Unit})", rule.Rule, rule.MoreThan is { } more ? $"more than {Camel(more)}" : "",
                rule.LessThan is { } less ? $"less than {Camel(less)}" : "",
                type == typeof(double) && rule.Allows(double.PositiveInfinity) ? "or \"Infinity\" for no limit" : "",
            }.Where(part => part.Length > 0));
    }

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private static string NextStep(object? standard) =>
        $"Correct it, or remove it to have the default, {JsonSerializer.Serialize(standard, StorageJson.Compact)}.";

    private static SettingFault Unknown(string path, JsonNode? found, IEnumerable<string> known) => new(
        path, Words(found), "nothing: there is no setting of that name",
        $"Correct the name to one of {string.Join(", ", known)}, or remove it.");

    // One short line, whatever a person wrote.
    private static string Words(JsonNode? found)
    {
        var words = found?.ToJsonString(StorageJson.Compact) ?? "null";
        return words.Length <= LongestFound ? words : words[..LongestFound] + " …";
    }
}
