namespace Quartermaster.Storage.Import;

/// <summary>How an import is done.</summary>
public sealed record ImportOptions
{
    /// <summary>How foreign names and forms are read.</summary>
    public ImportMapping Mapping { get; init; } = ImportMapping.None;

    /// <summary>Whether the files become the whole table; otherwise rows of the same key are replaced and others kept.
    /// </summary>
    public bool IsReplacement { get; init; }

    /// <summary>Whether one rejected row keeps the table as it was: for files that state everything, where a row that
    /// is missing would say that there is nothing.</summary>
    public bool IsAllOrNothing { get; init; }

    /// <summary>Who may refuse all rows before they become the table; null for nobody.</summary>
    public IImportJudge? Judge { get; init; }

    /// <summary>Told a few times a second how far the import is.</summary>
    public IProgress<ImportProgress>? Progress { get; init; }

    /// <summary>The most rows sorted in memory at a time, some 200 bytes each; more are sorted in files.</summary>
    public int RowsInMemory { get; init; } = 1 << 20;

    /// <summary>The most lines of one rejects file; further ones are counted only.</summary>
    public int MostRejectLines { get; init; } = 100_000;
}
