using Quartermaster.Storage.Workspaces;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>A small generated retailer, made once by the program itself; a test may add to it, not take away.</summary>
public sealed class SampleShop : IDisposable
{
    public SampleShop()
    {
        Folder = Directory.CreateTempSubdirectory("quartermaster-").FullName;
        Shop = Path.Combine(Folder, "shop");
        var made = QmProcess.Run(
            "init", Shop, "--sample", "retail", "--products", "200", "--centers", "4", "--days", "60");
        Assert.True(made.Code == 0, made.Error);
    }

    /// <summary>For files of tests; gone at the end.</summary>
    internal string Folder { get; }

    /// <summary>The workspace.</summary>
    internal string Shop { get; }

    internal string File(string name) => Path.Combine(Folder, name);

    /// <summary>A file with some lines.</summary>
    internal string Write(string name, params string[] lines)
    {
        System.IO.File.WriteAllLines(File(name), lines);
        return File(name);
    }

    /// <summary>A new workspace without tables.</summary>
    internal string Empty(string name)
    {
        Workspace.Create(File(name));
        return File(name);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
