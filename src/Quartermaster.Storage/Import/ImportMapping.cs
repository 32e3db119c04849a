using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Quartermaster.Storage.Text;

namespace Quartermaster.Storage.Import;

/// <summary>How a foreign file is read: the JSON file behind <c>--map</c>. Everything is optional.</summary>
public sealed record ImportMapping
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>Nothing stated: names as the tables have them, forms recognized.</summary>
    public static ImportMapping None { get; } = new();

    /// <summary>Our column → the file's column.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>Our column → a value that every row has.</summary>
    public IReadOnlyDictionary<string, string> Constants { get; init; } = new Dictionary<string, string>();

    /// <summary>Our column → the exact form of its dates (.NET letters: dd/MM/yyyy HH:mm); "*" for all.</summary>
    public IReadOnlyDictionary<string, string> Formats { get; init; } = new Dictionary<string, string>();

    /// <summary>Our column → (the file's value → ours); an empty value means missing.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Values { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>The file's columns in order, if the file has no header line.</summary>
    public IReadOnlyList<string>? Header { get; init; }

    /// <summary>One character; sniffed if absent.</summary>
    public string? Delimiter { get; init; }

    /// <summary>utf-8, utf-16, utf-16le, utf-16be, windows-1252 or latin1; detected if absent.</summary>
    public string? Encoding { get; init; }

    /// <summary>"." or ","; decided over the whole file if absent.</summary>
    public string? DecimalSeparator { get; init; }

    /// <summary>What times without an offset are ahead of UTC, for example +01:00; UTC if absent.</summary>
    public string? TimeZoneOffset { get; init; }

    /// <summary>Minutes of <see cref="TimeZoneOffset"/>.</summary>
    internal int OffsetMinutes => TimeZoneOffset is not { } text ? 0
        : (text[0] == '-' ? -1 : 1) * (int)TimeSpan.ParseExact(
            text.TrimStart('+', '-'), "hh\\:mm", CultureInfo.InvariantCulture).TotalMinutes;

    /// <summary>Reads a mapping file.</summary>
    /// <exception cref="ImportException">It is missing or says something that is not understood.</exception>
    public static ImportMapping Read(string path) => File.Exists(path)
        ? Parse(File.ReadAllText(path), path)
        : throw new ImportException($"{path}: there is no such mapping file. Check the name given with --map.")
        { IsWrongUse = true };

    /// <summary>Reads the text of a mapping file.</summary>
    /// <param name="json">The text.</param>
    /// <param name="name">Named in messages.</param>
    public static ImportMapping Parse(string json, string name = "mapping")
    {
        try
        {
            return (JsonSerializer.Deserialize<ImportMapping>(json, s_options) ?? None).Checked(name);
        }
        catch (JsonException fault)
        {
            throw new ImportException($"{name}, line {fault.LineNumber + 1}: {Plain(fault)}. "
                + "A mapping may say columns, constants, formats, values, header, delimiter, encoding, "
                + "decimalSeparator and timeZoneOffset.", fault) { IsWrongUse = true };
        }
    }

    // What the JSON reader says of .NET's members and types is nothing to whoever wrote the file.
    private static string Plain(JsonException fault)
    {
        var quoted = fault.Message.Split('\'');
        return fault.Message.Contains("could not be mapped", StringComparison.Ordinal) && quoted.Length > 2
            ? $"'{quoted[1]}' is no word of a mapping" : JsonFaults.Words(fault);
    }

    private ImportMapping Checked(string name)
    {
        var faults = new List<string>();
        Require(Delimiter is not { Length: not 1 }, "delimiter", Delimiter, "one character, for example \";\"");
        Require(DecimalSeparator is null or "." or ",", "decimalSeparator", DecimalSeparator, "\".\" or \",\"");
        Require(Encoding is null || Reading.EncodingSigns.Names.Contains(Encoding.ToLowerInvariant()), "encoding",
            Encoding, string.Join(", ", Reading.EncodingSigns.Names));
        Require(TimeZoneOffset is null || (TimeZoneOffset.Length is 5 or 6 && TimeSpan.TryParseExact(
            TimeZoneOffset.TrimStart('+', '-'), "hh\\:mm", CultureInfo.InvariantCulture, out _)),
            "timeZoneOffset", TimeZoneOffset, "for example +01:00");
        return faults.Count == 0 ? this
            : throw new ImportException(string.Join(Environment.NewLine, faults)) { IsWrongUse = true };

        void Require(bool isGood, string field, string? value, string expected)
        {
            if (!isGood)
            {
                faults.Add($"{name}: {field} is '{value}'; expected {expected}.");
            }
        }
    }
}
