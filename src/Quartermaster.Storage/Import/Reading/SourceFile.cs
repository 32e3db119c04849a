using System.IO.Compression;
using System.IO.Hashing;

namespace Quartermaster.Storage.Import.Reading;

/// <summary>How the bytes of a source file are packed, told from its first bytes, never from its name.</summary>
internal enum Packing
{
    /// <summary>Text as it is.</summary>
    Plain,

    /// <summary>Text in gzip.</summary>
    Gzip,

    /// <summary>Apache Parquet.</summary>
    Parquet,
}

/// <summary>A file to import: what it is, how large, and its bytes unpacked.</summary>
internal sealed class SourceFile
{
    private SourceFile(string path, long length, Packing packing) =>
        (Path, Length, Packing) = (path, length, packing);

    internal string Path { get; }

    internal string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Bytes on disk.</summary>
    internal long Length { get; }

    internal Packing Packing { get; }

    /// <summary>Looks at a file without reading more than its first bytes.</summary>
    /// <exception cref="ImportException">It is missing, a folder, empty, or may not be read.</exception>
    internal static SourceFile Of(string path)
    {
        if (Directory.Exists(path))
        {
            throw new ImportException($"{path} is a folder. Give the files in it by name, for example {path}/*.csv.")
            { IsWrongUse = true };
        }

        if (!File.Exists(path))
        {
            throw new ImportException($"{path} does not exist. Check the spelling and the folder you are in "
                + $"({Directory.GetCurrentDirectory()}).") { IsWrongUse = true };
        }

        try
        {
            using var file = File.OpenRead(path);
            Span<byte> first = stackalloc byte[4];
            var read = file.ReadAtLeast(first, 4, throwOnEndOfStream: false);
            if (read == 0)
            {
                throw new ImportException($"{path} is empty: it has 0 bytes. Export it again.");
            }

            return new(path, file.Length, PackingOf(first[..read]));
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new ImportException($"{path} may not be read by this user. Change its permissions.", fault);
        }
    }

    /// <summary>The bytes, unpacked.</summary>
    /// <param name="onRead">Told how many bytes of the file on disk were read at each step.</param>
    internal Stream Open(Action<int>? onRead = null)
    {
        var file = new CountedStream(
            new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan),
            onRead);
        return Packing == Packing.Gzip ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    /// <summary>8 hexadecimal digits that stand for the file's bytes.</summary>
    internal string Hash8()
    {
        using var file = File.OpenRead(Path);
        var hash = new XxHash3();
        hash.Append(file);
        return hash.GetCurrentHashAsUInt64().ToString("x16", null)[..8];
    }

    private static Packing PackingOf(ReadOnlySpan<byte> first) =>
        first is [0x1F, 0x8B, ..] ? Packing.Gzip
        : first.SequenceEqual("PAR1"u8) ? Packing.Parquet
        : Packing.Plain;
}
