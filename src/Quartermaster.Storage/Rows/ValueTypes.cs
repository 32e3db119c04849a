using System.Reflection;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Storage.Rows;

/// <summary>Which column, cell and codec a type of value has.</summary>
/// <param name="Type">The column type.</param>
/// <param name="Cell">The type of a cell.</param>
/// <param name="Codec">The codec.</param>
internal readonly record struct ValueType(ColumnType Type, Type Cell, Type Codec)
{
    private static readonly Dictionary<Type, ValueType> s_known = new()
    {
        [typeof(int)] = new(ColumnType.Integer, typeof(int), typeof(SameCodec<int>)),
        [typeof(byte)] = new(ColumnType.Integer, typeof(int), typeof(ByteCodec)),
        [typeof(short)] = new(ColumnType.Integer, typeof(int), typeof(ShortCodec)),
        [typeof(long)] = new(ColumnType.Long, typeof(long), typeof(SameCodec<long>)),
        [typeof(ulong)] = new(ColumnType.Long, typeof(long), typeof(HashCodec)),
        [typeof(double)] = new(ColumnType.Number, typeof(double), typeof(SameCodec<double>)),
        [typeof(float)] = new(ColumnType.Number, typeof(double), typeof(FloatCodec)),
        [typeof(bool)] = new(ColumnType.Flag, typeof(bool), typeof(SameCodec<bool>)),
        [typeof(DateOnly)] = new(ColumnType.Day, typeof(DateOnly), typeof(SameCodec<DateOnly>)),
        [typeof(Instant)] = new(ColumnType.Instant, typeof(long), typeof(InstantCodec)),
        [typeof(Money)] = new(ColumnType.Money, typeof(long), typeof(MoneyCodec)),
        [typeof(MoneySum)] = new(ColumnType.Total, typeof(Int128), typeof(MoneySumCodec)),
        [typeof(Label)] = new(ColumnType.Label, typeof(string), typeof(LabelCodec)),
    };

    /// <summary>How a value is written; null if it is a struct of several values.</summary>
    internal static ValueType? Of(Type value)
    {
        if (s_known.TryGetValue(value, out var known))
        {
            return known;
        }

        return value.IsEnum ? new(ColumnType.Choice, typeof(string), typeof(ChoiceCodec<>).MakeGenericType(value))
            : IsIdentifier(value) ? new(
                ColumnType.Code, typeof(string), typeof(IdentifierCodec<>).MakeGenericType(value))
            : null;
    }

    /// <summary>The column of a property that no schema describes.</summary>
    internal Column Describe(string name, Type value) => new(name, Type, "")
    {
        Choices = value.IsEnum ? value : null,
        Entity = Type == ColumnType.Code ? KindOf(value) : 0,
    };

    private static bool IsIdentifier(Type value) => value.GetInterfaces().Any(
        face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IIdentifier<>));

    private static EntityKind KindOf(Type identifier) => (EntityKind)identifier
        .GetProperty(nameof(IIdentifier<ProductId>.Kind), BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
}
