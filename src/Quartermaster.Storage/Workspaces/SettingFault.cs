namespace Quartermaster.Storage.Workspaces;

/// <summary>A setting that cannot be used.</summary>
/// <param name="Path">Where it stands in quartermaster.json, for example policies.gather.paths.</param>
/// <param name="Found">The value found, as JSON, or what it is.</param>
/// <param name="Expected">What is allowed there.</param>
/// <param name="NextStep">What a person should do.</param>
public sealed record SettingFault(string Path, string Found, string Expected, string NextStep)
{
    /// <summary>The line that a person reads.</summary>
    /// <param name="file">The path of the file.</param>
    public string In(string file) => $"{file}: {Path} is {Found}; expected {Expected}. {NextStep}";
}
