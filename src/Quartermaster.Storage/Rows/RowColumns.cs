using System.Reflection;
using System.Text;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Storage.Rows;

/// <summary>Finds the columns of a row type by reflection, once per type.</summary>
internal static class RowColumns
{
    /// <summary>Each value that a row holds, in the order it is declared; structs in it are taken apart.</summary>
    internal static IReadOnlyList<(Column Column, CellMap<TRow> Map)> Of<TRow>() where TRow : unmanaged
    {
        var found = new List<(Column, CellMap<TRow>)>();
        foreach (var property in Settable(typeof(TRow)))
        {
            var add = typeof(RowColumns).GetMethod(nameof(AddDirect), BindingFlags.NonPublic | BindingFlags.Static)!;
            add.MakeGenericMethod(typeof(TRow), property.PropertyType).Invoke(null, [found, property]);
        }

        return found;
    }

    /// <summary>TransitMinutesLate becomes transit_minutes_late.</summary>
    internal static string SnakeCase(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            _ = char.IsUpper(letter) && text.Length > 0 ? text.Append('_') : text;
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }

    private static IEnumerable<PropertyInfo> Settable(Type type) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.GetMethod is not null && property.SetMethod is not null
            && property.GetIndexParameters().Length == 0)
        .OrderBy(property => property.MetadataToken);

    private static string NameOf(PropertyInfo property) =>
        SnakeCase(property.Name == "Id" ? property.DeclaringType!.Name : property.Name);

    private static void AddDirect<TRow, TValue>(List<(Column, CellMap<TRow>)> found, PropertyInfo property)
        where TRow : unmanaged
        where TValue : unmanaged =>
        Add(found, NameOf(property), Access.Get<TRow, TValue>(property), Access.Set<TRow, TValue>(property));

    private static void AddPart<TRow, TPart, TValue>(
        List<(Column, CellMap<TRow>)> found, string name, Getter<TRow, TPart> get, Setter<TRow, TPart> set,
        PropertyInfo property)
        where TRow : unmanaged
        where TPart : unmanaged
        where TValue : unmanaged =>
        Add(found, $"{name}_{SnakeCase(property.Name)}", Access.Through(get, Access.Get<TPart, TValue>(property)),
            Access.Through(get, set, Access.Set<TPart, TValue>(property)));

    private static void Add<TRow, TValue>(
        List<(Column, CellMap<TRow>)> found, string name, Getter<TRow, TValue> get, Setter<TRow, TValue> set)
        where TRow : unmanaged
        where TValue : unmanaged
    {
        if (ValueType.Of(typeof(TValue)) is { } known)
        {
            var map = typeof(CellMap<,,,>).MakeGenericType(typeof(TRow), typeof(TValue), known.Cell, known.Codec);
            found.Add((known.Describe(name, typeof(TValue)), (CellMap<TRow>)Activator.CreateInstance(map, get, set)!));
            return;
        }

        var parts = Settable(typeof(TValue)).ToArray();
        if (parts.Length == 0)
        {
            throw new NotSupportedException(
                $"{typeof(TRow).Name}: the value '{name}' of type {typeof(TValue).Name} has no column type.");
        }

        var addPart = typeof(RowColumns).GetMethod(nameof(AddPart), BindingFlags.NonPublic | BindingFlags.Static)!;
        foreach (var part in parts)
        {
            addPart.MakeGenericMethod(typeof(TRow), typeof(TValue), part.PropertyType)
                .Invoke(null, [found, name, get, set, part]);
        }
    }
}
