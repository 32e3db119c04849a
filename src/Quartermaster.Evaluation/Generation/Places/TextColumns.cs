using Quartermaster.Domain.Doors;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Evaluation.Generation.Places;

internal static class TextColumns
{
    /// <summary>Appends rows with their text columns, each named.</summary>
    internal static void Put<TRow>(
        this ITableWriter tables, TRow[] rows, params (string Column, string[] Values)[] texts)
        where TRow : unmanaged, IRow<TRow> =>
        tables.Append<TRow>(
            rows, texts.Length == 0 ? null : texts.ToDictionary(text => text.Column, text => text.Values));
}
