using System.Text.Json;

namespace Quartermaster.Storage.Text;

/// <summary>Says what is wrong with JSON that a person wrote, without the words of the library that read it.</summary>
internal static class JsonFaults
{
    /// <summary>Half a sentence, without its full stop.</summary>
    internal static string Words(JsonException fault)
    {
        var quoted = fault.Message.Split('\'');
        var where = fault.LineNumber is { } line
            ? FormattableString.Invariant($"line {line + 1}, character {(fault.BytePositionInLine ?? 0) + 1}") : "";
        return fault.Message.Contains("uplicate", StringComparison.Ordinal) && quoted.Length > 2
            ? $"'{quoted[1]}' stands in it twice"
            : fault.Message.Contains("could not be mapped", StringComparison.Ordinal) && quoted.Length > 2
            ? $"'{quoted[1]}' is not known there"
            : fault.Message.Contains("could not be converted", StringComparison.Ordinal)
            ? $"the value of '{fault.Path?.TrimStart('$', '.')}' is of another kind than is wanted there"
            : where.Length == 0 ? "it cannot be understood"
            : $"look at {where}, and just before it, for a comma, quote or bracket that is missing or too many";
    }
}
