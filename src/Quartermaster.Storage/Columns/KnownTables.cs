using System.Collections.Frozen;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Storage.Columns;

/// <summary>Every table that a workspace can hold.</summary>
public static class KnownTables
{
    /// <summary>The row types, found in Domain/Tables.</summary>
    public static IReadOnlyList<Type> RowTypes { get; } =
    [
        .. typeof(TableSchema).Assembly.GetExportedTypes().Where(type => type.IsValueType && type.GetInterfaces().Any(
            face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IRow<>)))
            .OrderBy(type => type.Name, StringComparer.Ordinal),
    ];

    /// <summary>The tables by name.</summary>
    public static FrozenDictionary<string, TableSchema> ByName { get; } = RowTypes
        .Select(type => (TableSchema)type.GetProperty(nameof(IRow<Product>.Schema))!.GetValue(null)!)
        .ToFrozenDictionary(schema => schema.Name);

    /// <summary>The table of a name.</summary>
    /// <exception cref="WorkspaceException">There is none; the message lists those there are.</exception>
    public static TableSchema Find(string name) => ByName.TryGetValue(name, out var schema)
        ? schema
        : throw new WorkspaceException($"There is no table '{name}'.",
            $"Use one of: {string.Join(", ", ByName.Keys.Order(StringComparer.Ordinal))}.") { IsWrongUse = true };
}
