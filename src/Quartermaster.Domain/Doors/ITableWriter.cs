using Quartermaster.Domain.Tables;

namespace Quartermaster.Domain.Doors;

/// <summary>Puts whole tables into a workspace at once: all of them, or none.</summary>
/// <remarks>Rows are given with codes already in the catalog. Nothing is visible before <see cref="Commit"/>;
/// disposing without it leaves the workspace as it was.</remarks>
public interface ITableWriter : IDisposable
{
    /// <summary>The numbers of codes, appended to the catalog where they are new.</summary>
    /// <param name="codes">The codes of one kind.</param>
    void AddCodes<TId>(IEnumerable<string> codes) where TId : unmanaged, IIdentifier<TId>;

    /// <summary>The number of a code that was added; none if it was not.</summary>
    TId Find<TId>(string code) where TId : unmanaged, IIdentifier<TId>;

    /// <summary>Appends rows to a table that this writer replaces; call as often as needed.</summary>
    /// <param name="rows">The rows, in the order they are kept.</param>
    /// <param name="texts">Values of text columns by column name, aligned with the rows; missing columns are empty.
    /// </param>
    void Append<TRow>(ReadOnlySpan<TRow> rows, IReadOnlyDictionary<string, string[]>? texts = null)
        where TRow : unmanaged, IRow<TRow>;

    /// <summary>Makes everything appended visible, atomically: fsync, then one rename of the manifest.</summary>
    void Commit();
}
