using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Quartermaster.Domain;
using Quartermaster.Storage.Text;

namespace Quartermaster.Storage.Workspaces;

/// <summary>Where a table's rows come from.</summary>
public enum TableSource
{
    /// <summary>From a file of the user.</summary>
    Imported = 1,

    /// <summary>From the generator of sample retailers.</summary>
    Generated = 2,

    /// <summary>From a stated, seeded assumption, because the user's data does not have it.</summary>
    Assumed = 3,
}

/// <summary>The current content of a table.</summary>
/// <param name="Fingerprint">16 hexadecimal digits of the content.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Source">Where the rows come from.</param>
public sealed record TableEntry(string Fingerprint, long Rows, TableSource Source);

/// <summary>How much of the catalog file counts.</summary>
/// <param name="Bytes">The length of the file that was committed; what follows was left by a killed process.</param>
/// <param name="Digest">The chained digest of its lines, 16 hexadecimal digits; empty for no lines.</param>
/// <param name="Counts">The number of codes of each kind.</param>
public sealed record CatalogEntry(long Bytes, string Digest, SortedDictionary<EntityKind, int> Counts)
{
    /// <summary>No codes.</summary>
    public static CatalogEntry None => new(0, "", []);
}

/// <summary>Which contents are current: the one file whose replacement makes a change visible.</summary>
/// <param name="Format">The version of the layout: 1.</param>
/// <param name="Catalog">How much of the catalog file counts.</param>
/// <param name="Tables">The tables by name.</param>
public sealed record Manifest(int Format, CatalogEntry Catalog, SortedDictionary<string, TableEntry> Tables)
{
    private const int ThisFormat = 1;

    /// <summary>A workspace without tables.</summary>
    internal static Manifest Empty => new(ThisFormat, CatalogEntry.None, new(StringComparer.Ordinal));

    /// <summary>Guards against damage: the digest of the rest, written last.</summary>
    [JsonPropertyOrder(1)]
    public string Checksum { get; init; } = "";

    /// <summary>The file's content.</summary>
    internal byte[] ToBytes()
    {
        var sealedManifest = this with { Checksum = DigestOf(this) };
        return [.. JsonSerializer.SerializeToUtf8Bytes(sealedManifest, StorageJson.Options), (byte)'\n'];
    }

    /// <summary>Reads the file's content.</summary>
    /// <param name="bytes">The content.</param>
    /// <param name="path">Named in messages.</param>
    internal static Manifest Of(ReadOnlySpan<byte> bytes, string path)
    {
        const string NextStep = "Restore manifest.json from a backup; the files under tables are not affected. "
            + "Without a backup, make a new workspace and import again.";
        Manifest? read;
        try
        {
            read = JsonSerializer.Deserialize<Manifest>(bytes, StorageJson.Options);
        }
        catch (JsonException error)
        {
            throw new WorkspaceException($"{path} is damaged: {error.Message}", NextStep, error);
        }

        return read is { Format: > ThisFormat }
            ? throw new WorkspaceException(
                $"{path} was written by a newer version of the program.", "Use that version or a newer one.")
            : read is { Catalog.Counts: not null, Tables: not null } && read.Checksum == DigestOf(read) ? read
            : throw new WorkspaceException($"{path} is damaged: its checksum is wrong.", NextStep);
    }

    private static string DigestOf(Manifest manifest)
    {
        var text = JsonSerializer.Serialize(manifest with { Checksum = "" }, StorageJson.Compact);
        return Convert.ToHexStringLower(XxHash3.Hash(Encoding.UTF8.GetBytes(text)));
    }
}
