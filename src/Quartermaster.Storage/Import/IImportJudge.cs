using Quartermaster.Storage.Columns;

namespace Quartermaster.Storage.Import;

/// <summary>Looks at the rows of an import before they become the table, and may refuse all of them: then the workspace
/// is as it was.</summary>
public interface IImportJudge
{
    /// <summary>Sees some of the rows that would be the table, in the order of their keys.</summary>
    /// <param name="rows">Good until this returns.</param>
    void See(ColumnBatch rows);

    /// <summary>Whether the rows are refused; asked once, after all of them were seen.</summary>
    /// <param name="fingerprint">The fingerprint that the table would have.</param>
    bool Refuses(string fingerprint);
}
