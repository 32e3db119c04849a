using System.Reflection;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Tests.Storage;

/// <summary>Made-up rows of any row type, every value set to something, found by reflection and not by the mapper.
/// </summary>
internal static class SampleRows
{
    internal const int Codes = 50;

    internal static string Code(EntityKind kind, int number) => $"{kind}, \"{number:000}\"";

    /// <summary>Rows whose keys are distinct and rising in their first integer, label, day or identifier.</summary>
    internal static TRow[] Of<TRow>(int count, bool withEmpty = true) where TRow : unmanaged =>
        [.. Enumerable.Range(0, count).Select(row => (TRow)Make(typeof(TRow), row, withEmpty))];

    private static object Make(Type type, int row, bool withEmpty)
    {
        var constructor = type.GetConstructors().MaxBy(made => made.GetParameters().Length)!;
        return constructor.Invoke([.. constructor.GetParameters().Select(
            (parameter, i) => Value(parameter, row + (7 * i), withEmpty && (row + i) % 5 == 0))]);
    }

    private static object? Value(ParameterInfo parameter, int seed, bool isEmpty)
    {
        var type = parameter.ParameterType;
        if (isEmpty)
        {
            return Activator.CreateInstance(type);
        }

        return type == typeof(int) ? seed + 1
            : type == typeof(long) ? long.MaxValue - seed
            : type == typeof(double) ? seed / 7.0
            : type == typeof(float) ? seed / 7.0f
            : type == typeof(bool) ? seed % 2 == 0
            : type == typeof(DateOnly) ? new DateOnly(2024, 2, 28).AddDays(seed)
            : type == typeof(Instant) ? new Instant(1_700_000_000_123 + (seed * 3_600_000L))
            : type == typeof(Money) ? new Money((seed * 1_234_567L) + 5)
            : type == typeof(MoneySum) ? new MoneySum(new Int128(3, (ulong)seed))
            : type == typeof(Label) ? Label.Of($"L-{seed:00000}é")
            : type.IsEnum ? Enum.GetValues(type).GetValue(seed % Enum.GetValues(type).Length)
            : type.GetMethod("Of", [typeof(int)])!.Invoke(null, [(seed % Codes) + 1]);
    }
}
