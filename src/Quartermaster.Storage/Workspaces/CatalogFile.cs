using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Storage.Files;
using Quartermaster.Storage.Text;

namespace Quartermaster.Storage.Workspaces;

/// <summary>The catalog on disk: one JSON line per block of new codes of one kind, only ever appended.</summary>
/// <remarks>The manifest says how many bytes count and what their chained digest is. Bytes beyond were left by a writer
/// that was killed before its manifest: readers pass over them, the next writer cuts them off.</remarks>
internal static class CatalogFile
{
    private const string NextStep = "Restore catalog.jsonl and manifest.json from the same backup. Without a backup, "
        + "make a new workspace and import again.";

    /// <summary>Reads the version that a manifest names.</summary>
    internal static CatalogVersion Read(string path, CatalogEntry entry)
    {
        if (entry.Bytes == 0)
        {
            return CatalogVersion.Empty;
        }

        var (codes, digest) = (new Dictionary<EntityKind, List<string>>(), "");
        foreach (var line in LinesOf(path, entry.Bytes))
        {
            digest = Chain(digest, line.Span);
            var block = Parse(path, line.Span);
            if (!codes.TryGetValue(block.Kind, out var list))
            {
                codes[block.Kind] = list = [];
            }

            list.AddRange(block.Codes);
        }

        var isWhole = digest == entry.Digest && codes.Count == entry.Counts.Count
            && codes.All(pair => entry.Counts.GetValueOrDefault(pair.Key) == pair.Value.Count);
        return isWhole
            ? codes.Aggregate(CatalogVersion.Empty, (version, pair) =>
                version.WithList(pair.Key, CodeList.Of(pair.Value)))
            : throw new WorkspaceException($"{path} is damaged: it is not what the manifest names.", NextStep);
    }

    /// <summary>Appends new codes after what a manifest names and makes them safe.</summary>
    /// <param name="disk">Writes.</param>
    /// <param name="path">The file.</param>
    /// <param name="entry">What counts so far.</param>
    /// <param name="fresh">New codes by kind, in the order of their numbers.</param>
    /// <returns>What a manifest must name to include them.</returns>
    internal static CatalogEntry Append(
        Disk disk, string path, CatalogEntry entry, IEnumerable<(EntityKind Kind, IReadOnlyList<string> Codes)> fresh)
    {
        var counts = new SortedDictionary<EntityKind, int>(entry.Counts);
        var (bytes, digest) = (entry.Bytes, entry.Digest);
        using var stream = disk.Continue(path, entry.Bytes);
        foreach (var (kind, codes) in fresh)
        {
            var first = counts.GetValueOrDefault(kind) + 1;
            var line = JsonSerializer.SerializeToUtf8Bytes(new Block(kind, first, codes), StorageJson.Compact);
            stream.Write([.. line, (byte)'\n']);
            digest = Chain(digest, line);
            counts[kind] = first - 1 + codes.Count;
            bytes += line.Length + 1;
        }

        stream.Flush();
        return new(bytes, digest, counts);
    }

    private static List<ReadOnlyMemory<byte>> LinesOf(string path, long length)
    {
        byte[] bytes;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            bytes = new byte[length];
            file.ReadExactly(bytes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WorkspaceException($"{path} cannot be read: {error.Message}", NextStep, error);
        }

        var lines = new List<ReadOnlyMemory<byte>>();
        for (var start = 0; start < bytes.Length;)
        {
            var end = bytes.AsSpan(start).IndexOf((byte)'\n');
            end = end < 0 ? bytes.Length : start + end;
            lines.Add(bytes.AsMemory(start, end - start));
            start = end + 1;
        }

        return lines;
    }

    private static Block Parse(string path, ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<Block>(line, StorageJson.Compact)
                ?? throw new JsonException("An empty line.");
        }
        catch (JsonException error)
        {
            throw new WorkspaceException($"{path} is damaged: {error.Message}", NextStep, error);
        }
    }

    private static string Chain(string digest, ReadOnlySpan<byte> line)
    {
        var hash = new XxHash3();
        hash.Append(Encoding.ASCII.GetBytes(digest));
        hash.Append(line);
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    private sealed record Block(EntityKind Kind, int First, IReadOnlyList<string> Codes);
}
