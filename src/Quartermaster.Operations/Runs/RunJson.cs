using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Quartermaster.Operations.Runs;

/// <summary>How the documents of a run are written.</summary>
internal static class RunJson
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    internal static string Write<T>(T value) => JsonSerializer.Serialize(value, s_options);

    internal static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, s_options)
        ?? throw new JsonException("A document of a run is null.");
}
