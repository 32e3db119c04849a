using Quartermaster.Storage.Import;
using Quartermaster.Storage.Workspaces;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>The corner shop of worlds/, imported but not planned; a test changes a copy of it.</summary>
public sealed class CornerShop : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quartermaster-");
    private int _copies;

    public CornerShop()
    {
        Folder = Path.Combine(_folder.FullName, "shop");
        var workspace = Workspace.Create(Folder);
        foreach (var file in Directory.GetFiles(Repository.PathOf("worlds", "corner-shop"), "*.csv"))
        {
            Assert.Equal(0, new Importer(workspace).Import(Path.GetFileNameWithoutExtension(file), [file])
                .RowsRejected);
        }
    }

    /// <summary>The workspace; not to be changed.</summary>
    internal string Folder { get; }

    /// <summary>A copy that a test may change.</summary>
    internal string Copy()
    {
        var copy = Path.Combine(_folder.FullName, $"copy-{++_copies}");
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy, Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        return copy;
    }

    /// <summary>A file beside the workspaces.</summary>
    internal string Write(string name, params string[] lines)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllLines(path, lines);
        return path;
    }

    /// <summary>Adds rows to a table of a workspace.</summary>
    internal void Add(string shop, string table, params string[] lines) => Assert.Equal(0,
        new Importer(Workspace.Open(shop)).Import(table, [Write($"{table}-{_copies}.csv", lines)]).RowsRejected);

    public void Dispose() => _folder.Delete(recursive: true);
}
