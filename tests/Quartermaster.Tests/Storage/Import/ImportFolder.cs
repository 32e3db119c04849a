using System.IO.Compression;
using System.Text;
using DuckDB.NET.Data;
using Quartermaster.Storage.Files;
using Quartermaster.Storage.Import;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.Tests.Storage.Import;

/// <summary>A workspace and files to import, in a folder that is gone afterwards.</summary>
internal sealed class ImportFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("qm-import").FullName;

    internal ImportFolder(Disk? disk = null) =>
        Workspace = Workspace.Create(Path.Combine(_folder, "workspace"), disk: disk);

    internal Workspace Workspace { get; }

    /// <summary>Where files to import are written.</summary>
    internal string Folder => _folder;

    internal string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    internal string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    internal static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    /// <summary>A Parquet file of another program, whose cells are all texts.</summary>
    internal string WriteParquet(string name, string csv)
    {
        var path = Path.Combine(_folder, name);
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"COPY (SELECT * FROM read_csv('{Write(name + ".csv", csv)}', all_varchar = true)) "
            + $"TO '{path}' (FORMAT parquet)";
        command.ExecuteNonQuery();
        return path;
    }

    internal ImportResult Import(string table, string text, ImportMapping? mapping = null) =>
        Import(table, [Write($"{table}.csv", text)], mapping);

    internal ImportResult Import(string table, string[] files, ImportMapping? mapping = null) =>
        new Importer(Workspace).Import(table, files, new() { Mapping = mapping ?? ImportMapping.None });

    /// <summary>Every file of the workspace with its bytes: two of these are equal if nothing changed.</summary>
    internal IReadOnlyList<string> Snapshot() =>
    [
        .. Directory.EnumerateFiles(Workspace.Folder, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != ".lock")
            .Order(StringComparer.Ordinal)
            .Select(file => $"{file} {Convert.ToBase64String(File.ReadAllBytes(file))}"),
    ];

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
