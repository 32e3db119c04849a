using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Quartermaster.App.Worlds;

/// <summary>What the program was built from.</summary>
internal static class Build
{
    private static readonly string s_version = typeof(Build).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    /// <summary>For example 0.1.0.</summary>
    internal static string Version => s_version.Split('+')[0];

    /// <summary>The commit; empty if it was not known.</summary>
    internal static string Commit => s_version.Contains('+', StringComparison.Ordinal) ? s_version.Split('+')[1] : "";

    /// <summary>The identifiers of all its modules: another for every change of any, committed or not.</summary>
    internal static string Modules { get; } = string.Join(' ', Directory
        .EnumerateFiles(AppContext.BaseDirectory, "*.dll")
        .Where(path => Path.GetFileName(path).StartsWith("Quartermaster.", StringComparison.Ordinal)
            || Path.GetFileName(path) == "qm.dll")
        .Order(StringComparer.Ordinal).Select(Identify));

    private static string Identify(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return metadata.GetGuid(metadata.GetModuleDefinition().Mvid).ToString("N");
    }
}
