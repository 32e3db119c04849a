namespace Quartermaster.Storage.Workspaces;

/// <summary>Where everything in a workspace lies.</summary>
/// <param name="Folder">The workspace's folder, a full path.</param>
internal sealed record WorkspaceFiles(string Folder)
{
    /// <summary>The name of the file that makes a folder a workspace.</summary>
    internal const string SettingsName = "quartermaster.json";

    /// <summary>What a person sets.</summary>
    internal string Settings => Path.Combine(Folder, SettingsName);

    /// <summary>The current tables.</summary>
    internal string Manifest => Path.Combine(Folder, "manifest.json");

    /// <summary>All codes ever seen.</summary>
    internal string Catalog => Path.Combine(Folder, "catalog.jsonl");

    /// <summary>Held open by the one process that writes.</summary>
    internal string Lock => Path.Combine(Folder, ".lock");

    /// <summary>One folder per table.</summary>
    internal string Tables => Path.Combine(Folder, "tables");

    /// <summary>One folder per run.</summary>
    internal string Runs => Path.Combine(Folder, "runs");

    /// <summary>Trained models.</summary>
    internal string Models => Path.Combine(Folder, "models");

    /// <summary>Rows that were refused.</summary>
    internal string Rejects => Path.Combine(Folder, "rejects");

    /// <summary>What only a generator knows.</summary>
    internal string Truth => Path.Combine(Folder, "truth");

    /// <summary>All folders of a workspace.</summary>
    internal IReadOnlyList<string> Folders => [Tables, Runs, Models, Rejects, Truth];

    /// <summary>The file of a table's content.</summary>
    internal string Table(string table, string fingerprint) => Path.Combine(Tables, table, fingerprint + ".parquet");
}
