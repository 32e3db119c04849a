using System.Globalization;
using Quartermaster.Domain;
using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>A movement of goods that somebody tells under a code of their own: the same code with the same goods is the
/// same movement, with others it is another one.</summary>
/// <remarks>When it happened is no part of it: a repetition may leave that out.</remarks>
/// <param name="Name">The key of the code, and of the first entry; further entries have the rows after it.</param>
/// <param name="Content">The key of the code with what moved.</param>
/// <param name="Entries">What moved: 1 or more entries, of one product and one instant.</param>
public sealed record ToldMovement(EntryKey Name, EntryKey Content, IReadOnlyList<Entry> Entries)
{
    private const ulong ContentRow = 1UL << 32;

    /// <summary>When it happened.</summary>
    public Instant At => Entries[0].At;

    /// <summary>Of what.</summary>
    public ProductId Product => Entries[0].Product;

    /// <summary>A movement under a code.</summary>
    /// <param name="code">The code, without line breaks.</param>
    /// <param name="entriesOf">Its entries, given the key of the first.</param>
    public static ToldMovement Of(string code, Func<EntryKey, Entry[]> entriesOf)
    {
        ArgumentNullException.ThrowIfNull(entriesOf);
        var cause = "movement " + code;
        var name = EntryKey.Of(cause, 0);
        var entries = entriesOf(name);
        return new(name, EntryKey.Of($"{cause}\n{string.Join('\n', entries.Select(TextOf))}", ContentRow), entries);
    }

    private static string TextOf(Entry entry) => string.Create(CultureInfo.InvariantCulture,
        $"{entry.Product.Value} {entry.Owner.Value} {entry.Lot} {TextOf(entry.From)} {TextOf(entry.To)} {entry.Units}");

    private static string TextOf(Account account) =>
        string.Create(CultureInfo.InvariantCulture, $"{account.State}@{account.Facility.Value}");
}
