using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Quartermaster.Domain;
using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Text;

namespace Quartermaster.Storage.Runs;

/// <summary>run.json: what a run was made of and what it holds. Its hash names the run.</summary>
/// <param name="AsOf">The day that the run plans on.</param>
/// <param name="Seed">What keyed draws start from.</param>
/// <param name="BuildCommit">The commit that the program was built from.</param>
/// <param name="LedgerSequence">The last batch of the ledger that was seen.</param>
/// <param name="Engines">The version of each engine.</param>
/// <param name="Tables">The fingerprint of each table.</param>
/// <param name="Catalog">The number of codes of each kind.</param>
/// <param name="Policies">Each engine's policy.</param>
/// <param name="Parts">What the run holds.</param>
internal sealed record RunFile(
    DateOnly AsOf,
    ulong Seed,
    string BuildCommit,
    long LedgerSequence,
    SortedDictionary<string, string> Engines,
    SortedDictionary<string, string> Tables,
    SortedDictionary<EntityKind, int> Catalog,
    SortedDictionary<string, JsonNode?> Policies,
    IReadOnlyList<RunFilePart> Parts)
{
    /// <summary>Its name in the run's folder.</summary>
    internal const string FileName = "run.json";

    /// <summary>What is written for a header and parts.</summary>
    internal static RunFile Of(RunHeader header, IEnumerable<RunFilePart> parts) => new(
        header.AsOf, header.Seed, header.BuildCommit, header.LedgerSequence,
        Sorted(header.Engines), Sorted(header.Tables), new(header.Catalog.ToDictionary()),
        new(header.Policies.ToDictionary(pair => pair.Key, pair => JsonNode.Parse(pair.Value)), StringComparer.Ordinal),
        [.. parts.OrderBy(part => part.Name, StringComparer.Ordinal).ThenBy(part => part.Kind)]);

    /// <summary>The as-of day and the first 8 digits of the content's hash.</summary>
    internal string Name()
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(this, StorageJson.Compact);
        return $"{AsOf:yyyy-MM-dd}-{Convert.ToHexStringLower(XxHash3.Hash(content))[..8]}";
    }

    /// <summary>The header as the door hands it out.</summary>
    internal RunHeader ToHeader() => new(AsOf)
    {
        Seed = Seed,
        BuildCommit = BuildCommit,
        LedgerSequence = LedgerSequence,
        Engines = Engines,
        Tables = Tables,
        Catalog = Catalog,
        Policies = Policies.ToDictionary(pair => pair.Key, pair => pair.Value?.ToJsonString() ?? "null"),
    };

    /// <summary>The file's content.</summary>
    internal byte[] ToBytes() => [.. JsonSerializer.SerializeToUtf8Bytes(this, StorageJson.Options), (byte)'\n'];

    /// <summary>Reads the file of a run and compares its hash with the run's name.</summary>
    internal static RunFile Read(string runFolder)
    {
        const string NextStep = "Restore the run's folder from a backup, or remove the folder and plan again.";
        var path = Path.Combine(runFolder, FileName);
        try
        {
            var file = JsonSerializer.Deserialize<RunFile>(File.ReadAllText(path, Encoding.UTF8), StorageJson.Options);
            return file is { Parts: not null, Tables: not null, Policies: not null }
                && file.Name() == Path.GetFileName(runFolder)
                ? file
                : throw new WorkspaceException($"{path} is damaged: its hash is not the run's name.", NextStep);
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException($"{path} cannot be read: {error.Message}", NextStep, error);
        }
    }

    private static SortedDictionary<string, string> Sorted(IReadOnlyDictionary<string, string> pairs) =>
        new(pairs.ToDictionary(), StringComparer.Ordinal);
}

/// <summary>One part of a run, with the columns that its file has.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Fingerprint">Of its content.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Certificate">For decisions: how far the engine got.</param>
/// <param name="Columns">Its columns; none for documents and weights.</param>
internal sealed record RunFilePart(
    string Name, RunPartKind Kind, string Fingerprint, long Rows, Certificate? Certificate,
    IReadOnlyList<RunColumn> Columns)
{
    /// <summary>Where it lies within the run's folder.</summary>
    internal string FileName => Path.Combine(Folder, Name + Kind switch
    {
        RunPartKind.Document => ".json",
        RunPartKind.Weights => ".safetensors",
        _ => ".parquet",
    });

    /// <summary>Whether it has rows and columns.</summary>
    internal bool HasRows => Kind is RunPartKind.Decisions or RunPartKind.Reasons or RunPartKind.Table;

    /// <summary>The folder that holds parts of its kind.</summary>
    internal string Folder => Kind switch
    {
        RunPartKind.Decisions => "decisions",
        RunPartKind.Reasons => "reasons",
        RunPartKind.Table => "tables",
        RunPartKind.Weights => "weights",
        _ => "documents",
    };

    /// <summary>The columns as a table's schema, for readers that do not know the row type.</summary>
    internal TableSchema Schema => new(
        Name, 0, [.. Columns.Select(column => new Column(column.Name, column.Type, "") { Entity = column.Entity })]);
}

/// <summary>A column of a run's file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">How it is written.</param>
/// <param name="Entity">For a code: whose.</param>
internal sealed record RunColumn(string Name, ColumnType Type, EntityKind Entity);
