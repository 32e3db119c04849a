using Quartermaster.Domain;

namespace Quartermaster.Storage.Rows;

/// <summary>How a value of a row becomes a cell of a column, and back, and how values are ordered.</summary>
internal interface ICellCodec<TValue, TCell>
{
    /// <summary>The value as files hold it.</summary>
    static abstract TCell ToCell(TValue value, ICodeBook codes);

    /// <summary>The value that a cell stands for.</summary>
    static abstract TValue OfCell(TCell cell, ICodeBook codes);

    /// <summary>Which of two values comes first in a table sorted by its key.</summary>
    static abstract int Compare(TValue left, TValue right);
}

/// <summary>Values that are cells as they are.</summary>
internal sealed class SameCodec<TValue> : ICellCodec<TValue, TValue>
{
    /// <inheritdoc/>
    public static TValue ToCell(TValue value, ICodeBook codes) => value;

    /// <inheritdoc/>
    public static TValue OfCell(TValue cell, ICodeBook codes) => cell;

    /// <inheritdoc/>
    public static int Compare(TValue left, TValue right) => Comparer<TValue>.Default.Compare(left, right);
}

/// <summary>Identifiers: their codes.</summary>
internal sealed class IdentifierCodec<TId> : ICellCodec<TId, string> where TId : unmanaged, IIdentifier<TId>
{
    /// <inheritdoc/>
    public static string ToCell(TId value, ICodeBook codes) => codes.CodeOf(TId.Kind, value.Value);

    /// <inheritdoc/>
    public static TId OfCell(string cell, ICodeBook codes)
    {
        var number = codes.NumberOf(TId.Kind, cell);
        return number > 0 || cell.Length == 0 ? TId.Of(number) : throw new WorkspaceException(
            $"The catalog has no {TId.Kind} '{cell}', which a table names.",
            "Restore catalog.jsonl and manifest.json from the same backup, or import the table again.");
    }

    /// <inheritdoc/>
    public static int Compare(TId left, TId right) => left.Value.CompareTo(right.Value);
}

/// <summary>Choices: their names; the unnamed 0 is empty.</summary>
internal sealed class ChoiceCodec<TEnum> : ICellCodec<TEnum, string> where TEnum : unmanaged, Enum
{
    private static readonly Dictionary<TEnum, string> s_names = Enum.GetValues<TEnum>().Distinct()
        .ToDictionary(value => value, value => value.ToString());

    private static readonly Dictionary<string, TEnum> s_values =
        s_names.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public static string ToCell(TEnum value, ICodeBook codes) =>
        s_names.TryGetValue(value, out var name) ? name
        : EqualityComparer<TEnum>.Default.Equals(value, default) ? ""
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"No name of {typeof(TEnum).Name}.");

    /// <inheritdoc/>
    public static TEnum OfCell(string cell, ICodeBook codes) =>
        cell.Length == 0 ? default
        : s_values.TryGetValue(cell, out var value) ? value
        : throw new WorkspaceException(
            $"'{cell}' is no {typeof(TEnum).Name}; it is one of {string.Join(", ", s_names.Values)}.",
            "Use the version of the program that wrote the file, or import the table again.");

    /// <inheritdoc/>
    public static int Compare(TEnum left, TEnum right) => Comparer<TEnum>.Default.Compare(left, right);
}
