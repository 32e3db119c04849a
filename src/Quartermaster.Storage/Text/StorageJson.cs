using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Quartermaster.Domain;

namespace Quartermaster.Storage.Text;

/// <summary>How values are written as JSON, everywhere: settings, manifests, runs, documents.</summary>
public static class StorageJson
{
    /// <summary>camelCase names, choices by name, amounts as decimals, instants in ISO; unknown members are refused.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = Make(isIndented: true);

    /// <summary>The same on one line.</summary>
    public static JsonSerializerOptions Compact { get; } = Make(isIndented: false);

    private static JsonSerializerOptions Make(bool isIndented) => new()
    {
        WriteIndented = isIndented,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(), new MoneyJson(), new InstantJson() },
    };

    private sealed class MoneyJson : JsonConverter<Money>
    {
        public override Money Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            Money.Of(reader.GetDecimal());

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.Micros / 1_000_000m);
    }

    private sealed class InstantJson : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            DateTimeOffset.TryParse(reader.GetString(), CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal, out var at)
                ? new(at.ToUnixTimeMilliseconds())
                : throw new JsonException($"'{reader.GetString()}' is no instant such as 2026-01-31T08:00:00Z.");

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }
}
