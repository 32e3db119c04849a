using Quartermaster.Numerics;

namespace Quartermaster.Domain.Goods;

/// <summary>128 bits that name a customer's order in the ledger: a number of the caller's, or the hash of its code.
/// </summary>
/// <param name="High">For example the seed of a simulated world.</param>
/// <param name="Low">For example the number of the order in it.</param>
public readonly record struct OrderKey(ulong High, ulong Low) : IComparable<OrderKey>
{
    /// <summary>The key of a code: two hashes that differ in their start.</summary>
    public static OrderKey Of(string code) => new(KeyedRandom.KeyOf(code), KeyedRandom.KeyOf("order " + code));

    /// <inheritdoc/>
    public int CompareTo(OrderKey other) =>
        High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    /// <summary>Whether one key sorts before another.</summary>
    public static bool operator <(OrderKey left, OrderKey right) => left.CompareTo(right) < 0;

    /// <summary>Whether one key sorts after another.</summary>
    public static bool operator >(OrderKey left, OrderKey right) => left.CompareTo(right) > 0;

    /// <summary>Whether one key does not sort after another.</summary>
    public static bool operator <=(OrderKey left, OrderKey right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one key does not sort before another.</summary>
    public static bool operator >=(OrderKey left, OrderKey right) => left.CompareTo(right) >= 0;
}
