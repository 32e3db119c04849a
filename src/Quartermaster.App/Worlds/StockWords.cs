using System.Globalization;
using Quartermaster.App.CommandLine;
using Quartermaster.Domain.Catalog;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;

namespace Quartermaster.App.Worlds;

/// <summary>What posting a stock file to the ledger has to say.</summary>
internal static class StockWords
{
    private const int MostNamed = 10;

    /// <summary>The file is of a day before the last count.</summary>
    internal static string Older(DateOnly day, DateOnly newer) => FormattableString.Invariant(
        $"The stock is of {day:yyyy-MM-dd}, and the ledger has a count of {newer:yyyy-MM-dd}, which is newer: nothing ")
        + "was posted. Give counts oldest first; a new one says of which day it is with --as-of.";

    /// <summary>The file was posted, and it is what the last count says.</summary>
    internal static string AlreadyPosted(bool isStated) =>
        "The ledger has had exactly this stock before, so nothing was posted again. A new count that happens "
        + "to be the same is told by its day: "
        + (isStated ? "say a later one with --as-of." : "add --as-of.");

    /// <summary>The day of a count would refuse all that come until then.</summary>
    internal static string TooLate(DateOnly day, DateOnly tomorrow, DateOnly taken) => FormattableString.Invariant(
        $"--as-of {day:yyyy-MM-dd} is later than tomorrow, {tomorrow:yyyy-MM-dd} (UTC), and than the day that ")
        + FormattableString.Invariant($"is taken without it, {taken:yyyy-MM-dd}: every count until then would be ")
        + "refused as older. Nothing was changed.";

    /// <summary>The file was posted, and another one since.</summary>
    internal static string Replaced(bool isCount) => "The ledger has had exactly this stock before, and another count "
        + "since, which stands: a file that comes again is no new count. "
        + (isCount ? "If it is what is there after all, say so of a later day, with --as-of."
            : "If it is what is there now, say of which day, with --as-of.");

    /// <summary>The file is of a day that is forgotten.</summary>
    internal static string TooOld(DateOnly day, DateOnly from) => FormattableString.Invariant(
        $"The stock is of {day:yyyy-MM-dd}, and the ledger remembers from {from:yyyy-MM-dd} ")
        + "(ledger.rememberDays): nothing was posted, because what has moved since is not in it. Count again, "
        + "and say of which day with --as-of.";

    /// <summary>What was done where the file was taken; beyond how many places have more and less.</summary>
    internal static IEnumerable<string> Of(OpeningResult result, CatalogVersion catalog, DateOnly day)
    {
        var of = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (result.Moved > 0)
        {
            yield return $"The count is of the start of {of}: what the ledger knows to have come or left since is on "
                + $"top of it, at {Words.Count(result.Moved, "place")}. If it is of a later day, say so with --as-of.";
        }

        if (result.NotFound > 0)
        {
            yield return $"{Words.Count(result.NotFound, "unit")} that {(result.NotFound == 1 ? "was" : "were")} told "
                + $"since {of} as not found {(result.NotFound == 1 ? "is" : "are")} taken off: if the count lacks "
                + $"{(result.NotFound == 1 ? "it" : "them")} already, count again on a later day.";
        }

        if (result.Kept is { } kept)
        {
            yield return $"An inventory feed has told a level since {of} of {Words.Count(kept.Count, "place")}, which "
                + $"{(kept.Count == 1 ? "stands" : "stand")} as told: {NamedKept(kept, catalog)}.";
        }

        if (result.Overdrawn is { } overdrawn)
        {
            yield return "More has left since than was counted, so that none is there now (and how many are missing): "
                + $"{Named(overdrawn, catalog)}. Count again: qm import stock stock.csv";
        }
    }

    private static string NamedKept(IReadOnlyList<KeptLevel> levels, CatalogVersion catalog) => Some(levels,
        level => Named(level.Counted with { Units = level.Stands }, catalog)
            + FormattableString.Invariant($" (the file says {level.Counted.Units:#,0})"));

    private static string Named(IReadOnlyList<Stock> places, CatalogVersion catalog) =>
        Some(places, place => Named(place, catalog));

    private static string Named(Stock place, CatalogVersion catalog) =>
        FormattableString.Invariant($"{place.Units:#,0} ")
        + $"{catalog.CodeOf(place.Product)} at {catalog.CodeOf(place.Facility)}"
        + (place.State == StockState.OnHand ? "" : $" ({place.State})");

    private static string Some<T>(IReadOnlyList<T> all, Func<T, string> name) =>
        string.Join(", ", all.Take(MostNamed).Select(name)) + (all.Count > MostNamed
            ? FormattableString.Invariant($" and {all.Count - MostNamed:#,0} more") : "");
}
