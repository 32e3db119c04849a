using System.Reflection;

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
}
