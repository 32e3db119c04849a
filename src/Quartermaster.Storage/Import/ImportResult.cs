namespace Quartermaster.Storage.Import;

/// <summary>What came of an import.</summary>
/// <param name="Table">The table.</param>
/// <param name="RowsRead">Rows in the files.</param>
/// <param name="RowsTaken">Good rows, after duplicates.</param>
/// <param name="RowsAdded">Of the taken: keys that the table did not have.</param>
/// <param name="RowsReplaced">Of the taken: keys that the table had.</param>
/// <param name="RowsRejected">Rows in the rejects files.</param>
/// <param name="RowsRepeated">Rows identical to one already taken from these files, dropped.</param>
/// <param name="RowsInTable">Rows of the table now.</param>
/// <param name="Fingerprint">The table's content now.</param>
/// <param name="IsUnchanged">Whether the table was exactly so before.</param>
/// <param name="Rules">What rejected rows broke, the most frequent first.</param>
/// <param name="Notes">What was decided on the way: encoding, delimiter, forms of dates, columns passed over.</param>
/// <param name="RejectFiles">Where the rejected rows are listed.</param>
public sealed record ImportResult(
    string Table,
    long RowsRead,
    long RowsTaken,
    long RowsAdded,
    long RowsReplaced,
    long RowsRejected,
    long RowsRepeated,
    long RowsInTable,
    string Fingerprint,
    bool IsUnchanged,
    IReadOnlyList<BrokenRule> Rules,
    IReadOnlyList<string> Notes,
    IReadOnlyList<string> RejectFiles)
{
    /// <summary>Whether rows were good, but the table was left as it was because others were not; see
    /// <see cref="ImportOptions.IsAllOrNothing"/>.</summary>
    public bool IsHeldBack { get; init; }

    /// <summary>Whether the table was left as it was because of what its rows say; see
    /// <see cref="ImportOptions.Judge"/>.</summary>
    public bool IsRefused { get; init; }

    /// <summary>Rows that the table had before, where the files took the place of all of them; else 0.</summary>
    public long RowsBefore { get; init; }

    /// <summary>Whether a person should look: exit code 1.</summary>
    public bool HasFindings => RowsRejected > 0 || IsRefused;
}

/// <summary>A rule that cells broke.</summary>
/// <param name="Field">The column; empty for the whole row.</param>
/// <param name="Rule">The rule, as it reads after the value.</param>
/// <param name="Count">How often.</param>
/// <param name="Example">File, line and value of the first.</param>
public sealed record BrokenRule(string Field, string Rule, long Count, string Example);
