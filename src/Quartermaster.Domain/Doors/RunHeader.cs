namespace Quartermaster.Domain.Doors;

/// <summary>What a run was made of: enough to make it again.</summary>
/// <param name="AsOf">The day that the run plans on.</param>
public sealed record RunHeader(DateOnly AsOf)
{
    /// <summary>The fingerprint of each table.</summary>
    public IReadOnlyDictionary<string, string> Tables { get; init; } = new SortedDictionary<string, string>();

    /// <summary>The version of the catalog: the number of codes of each kind.</summary>
    public IReadOnlyDictionary<EntityKind, int> Catalog { get; init; } = new SortedDictionary<EntityKind, int>();

    /// <summary>The last batch of the ledger that was seen.</summary>
    public long LedgerSequence { get; init; }

    /// <summary>Each engine's policy as JSON.</summary>
    public IReadOnlyDictionary<string, string> Policies { get; init; } = new SortedDictionary<string, string>();

    /// <summary>What keyed draws start from.</summary>
    public ulong Seed { get; init; }

    /// <summary>The commit that the program was built from; empty if it is not known.</summary>
    public string BuildCommit { get; init; } = "";

    /// <summary>The version of each engine.</summary>
    public IReadOnlyDictionary<string, string> Engines { get; init; } = new SortedDictionary<string, string>();

    /// <summary>The header of a run over some tables.</summary>
    /// <param name="asOf">The day that the run plans on.</param>
    /// <param name="tables">The tables it reads.</param>
    public static RunHeader Of(DateOnly asOf, ITables tables) => new(asOf)
    {
        Tables = tables.Names.ToDictionary(name => name, tables.Fingerprint),
        Catalog = Enum.GetValues<EntityKind>().ToDictionary(kind => kind, kind => tables.Catalog[kind].Count),
    };
}

/// <summary>Something that a run holds.</summary>
/// <param name="Name">Its name, for example buy.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Fingerprint">16 hexadecimal digits of its content.</param>
/// <param name="Rows">The number of rows; 0 for documents and weights.</param>
/// <param name="Certificate">For decisions: how far the engine got.</param>
public sealed record RunPart(string Name, RunPartKind Kind, string Fingerprint, long Rows, Certificate? Certificate);

/// <summary>What a part of a run is.</summary>
public enum RunPartKind
{
    /// <summary>What an engine decided.</summary>
    Decisions = 1,

    /// <summary>Why.</summary>
    Reasons = 2,

    /// <summary>Another table.</summary>
    Table = 3,

    /// <summary>A JSON document.</summary>
    Document = 4,

    /// <summary>What was learned, in its own format.</summary>
    Weights = 5,
}
