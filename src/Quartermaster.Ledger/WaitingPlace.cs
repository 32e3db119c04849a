using System.Globalization;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>Where an order stands among those that wait for goods on their way: the oldest first.</summary>
/// <param name="Rank">By the ledger's own sequence, or where several ledgers share the orders by the day on which it
/// was placed.</param>
/// <param name="Order">The order, which tells those of one rank apart.</param>
public readonly record struct WaitingPlace(long Rank, OrderKey Order)
{
    private const int Digits = 16;

    /// <summary>Below 0 where it stands before another one, above 0 where it stands after it.</summary>
    internal int ComparedWith(WaitingPlace other) =>
        Rank != other.Rank ? Rank.CompareTo(other.Rank) : Order.CompareTo(other.Order);

    /// <summary>A text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Rank}.{Order.High:x16}{Order.Low:x16}");

    /// <summary>Reads what <see cref="ToString"/> writes; null for anything else.</summary>
    public static WaitingPlace? Parse(ReadOnlySpan<char> text)
    {
        var dot = text.IndexOf('.');
        return dot > 0 && text.Length == dot + 1 + (2 * Digits)
            && long.TryParse(text[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out var rank)
            && TryRead(text.Slice(dot + 1, Digits), out var high) && TryRead(text[(dot + 1 + Digits)..], out var low)
            ? new(rank, new(high, low)) : null;

        static bool TryRead(ReadOnlySpan<char> digits, out ulong number) => ulong.TryParse(
            digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number);
    }
}
