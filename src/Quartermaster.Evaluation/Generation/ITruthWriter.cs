using Quartermaster.Domain.Tables;

namespace Quartermaster.Evaluation.Generation;

/// <summary>Takes the hidden truth of a sample, apart from all that engines can read.</summary>
public interface ITruthWriter
{
    /// <summary>Appends rows of a table of the truth, in the order they are kept.</summary>
    void Append<TRow>(ReadOnlySpan<TRow> rows) where TRow : unmanaged, IRow<TRow>;
}
