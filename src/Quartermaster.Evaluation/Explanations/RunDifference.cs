using Quartermaster.Domain;

namespace Quartermaster.Evaluation.Explanations;

/// <summary>Subtracts one plan from another, row by row, reason by reason.</summary>
public static class RunDifference
{
    /// <summary>The rows that changed, the most money first.</summary>
    /// <param name="part">What was decided: targets, buy, place.</param>
    /// <param name="before">The earlier plan.</param>
    /// <param name="after">The later plan.</param>
    /// <param name="rowOf">Names a decision, so that both plans' rows can be told to be the same.</param>
    /// <param name="worthOf">What a unit of a product costs, currency.</param>
    /// <param name="words">What each reason means.</param>
    /// <remarks>A row that only one plan has counts as 0 in the other, without reasons. O(rows × log rows); reasons are
    /// not asked for until <see cref="RowChange.Because"/> is.</remarks>
    public static IReadOnlyList<RowChange> Of<TRow, TReason>(
        string part,
        ExplainedRows<TRow, TReason> before,
        ExplainedRows<TRow, TReason> after,
        Func<TRow, DecidedRow> rowOf,
        Func<ProductId, double> worthOf,
        IReadOnlyDictionary<TReason, string> words)
        where TRow : unmanaged
        where TReason : unmanaged, Enum
    {
        var (old, now) = (IndexOf(before, rowOf), IndexOf(after, rowOf));
        var changes = new List<RowChange>();
        foreach (var key in old.Keys.Union(now.Keys))
        {
            var (from, to) = (old.GetValueOrDefault(key, -1), now.GetValueOrDefault(key, -1));
            var (unitsBefore, unitsAfter) = (UnitsAt(before, from, rowOf), UnitsAt(after, to, rowOf));
            if (unitsBefore != unitsAfter)
            {
                changes.Add(new(part, key.Product, key.Facility, key.Vendor, unitsBefore, unitsAfter,
                    (unitsAfter - unitsBefore) * worthOf(key.Product),
                    () => Subtract(ReasonsAt(after, to), ReasonsAt(before, from), words)));
            }
        }

        return [.. changes.OrderByDescending(change => Math.Abs(change.Money))
            .ThenBy(change => change.Product.Value).ThenBy(change => change.Facility.Value)
            .ThenBy(change => change.Vendor.Value)];
    }

    private static Dictionary<(ProductId Product, FacilityId Facility, VendorId Vendor), int> IndexOf<TRow, TReason>(
        ExplainedRows<TRow, TReason> rows, Func<TRow, DecidedRow> rowOf)
        where TRow : unmanaged
        where TReason : unmanaged, Enum
    {
        var index = new Dictionary<(ProductId, FacilityId, VendorId), int>();
        for (var row = 0; row < rows.Decisions.Count; row++)
        {
            var decided = rowOf(rows.Decisions.Rows[row]);
            index[(decided.Product, decided.Facility, decided.Vendor)] = row;
        }

        return index;
    }

    private static long UnitsAt<TRow, TReason>(
        ExplainedRows<TRow, TReason> rows, int row, Func<TRow, DecidedRow> rowOf)
        where TRow : unmanaged
        where TReason : unmanaged, Enum => row < 0 ? 0 : rowOf(rows.Decisions.Rows[row]).Units;

    private static Reason<TReason>[]? ReasonsAt<TRow, TReason>(ExplainedRows<TRow, TReason> rows, int row)
        where TRow : unmanaged
        where TReason : unmanaged, Enum => row < 0 ? [] : rows.ReasonsOf(row);

    private static ReasonChange[]? Subtract<TReason>(
        Reason<TReason>[]? after, Reason<TReason>[]? before, IReadOnlyDictionary<TReason, string> words)
        where TReason : unmanaged, Enum => after is null || before is null ? null :
    [
        .. after.Select(reason => (reason.Because, reason.Amount))
            .Concat(before.Select(reason => (reason.Because, Amount: -reason.Amount)))
            .GroupBy(reason => reason.Because)
            .Select(group => new ReasonChange(words[group.Key], group.Sum(reason => reason.Amount)))
            .Where(change => change.Units != 0)
            .OrderByDescending(change => Math.Abs(change.Units)).ThenBy(change => change.Name, StringComparer.Ordinal),
    ];
}

/// <summary>Decisions with their reasons.</summary>
/// <param name="Decisions">The rows.</param>
/// <param name="ReasonsOf">The reasons of a row, which add up to what it decides, also to 0; null if nobody knows them
/// any more.</param>
public sealed record ExplainedRows<TRow, TReason>(Table<TRow> Decisions, Func<int, Reason<TReason>[]?> ReasonsOf)
    where TRow : unmanaged
    where TReason : unmanaged, Enum;

/// <summary>What a row decides, whatever the engine.</summary>
/// <param name="Product">The product.</param>
/// <param name="Facility">Where; none for the network.</param>
/// <param name="Vendor">From whom; none where no vendor matters.</param>
/// <param name="Units">How many.</param>
public readonly record struct DecidedRow(ProductId Product, FacilityId Facility, VendorId Vendor, long Units);

/// <summary>A decision that changed.</summary>
/// <param name="Part">What was decided.</param>
/// <param name="Product">The product.</param>
/// <param name="Facility">Where; none for the network.</param>
/// <param name="Vendor">From whom; none where no vendor matters.</param>
/// <param name="Before">Units before.</param>
/// <param name="After">Units after.</param>
/// <param name="Money">What the change of units costs, currency; negative for less.</param>
/// <param name="Because">What changed, the largest first; the units add up to the change. Null if the reasons of one of
/// the plans are not known. May be long work: ask only for what is shown.</param>
public sealed record RowChange(
    string Part, ProductId Product, FacilityId Facility, VendorId Vendor, long Before, long After, double Money,
    Func<IReadOnlyList<ReasonChange>?> Because);

/// <summary>How much one reason changed.</summary>
/// <param name="Name">Why, in words.</param>
/// <param name="Units">By how many units.</param>
public readonly record struct ReasonChange(string Name, long Units);
