using Quartermaster.App.CommandLine;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Ledger;
using Quartermaster.Storage.Columns;
using Quartermaster.Storage.Import;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Worlds;

/// <summary>Refuses a stock file that the ledger could not be told, before it becomes the table: both take it, or
/// neither.</summary>
/// <param name="workspace">Where it is imported.</param>
/// <param name="day">The day at whose start it was so.</param>
/// <param name="isStated">Whether a person stated the day.</param>
internal sealed class StockJudge(Workspace workspace, DateOnly day, bool isStated) : IImportJudge
{
    private const int MostNamed = 10;

    private readonly SortedSet<string> _products = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _facilities = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _states = new(StringComparer.Ordinal);

    /// <summary>Which count the file is; known once it was judged.</summary>
    internal StockCount Count { get; private set; } = new(day, isStated);

    /// <summary>What the ledger would have said; null where the file is not refused.</summary>
    internal string? Outcome { get; private set; }

    /// <summary>Why, and what to do.</summary>
    internal string[] Words { get; private set; } = [];

    /// <summary>How many codes nobody knows.</summary>
    internal int Strangers { get; private set; }

    public void See(ColumnBatch rows)
    {
        See(rows, "product", _products);
        See(rows, "facility", _facilities);
        See(rows, "state", _states);
    }

    public bool Refuses(string fingerprint)
    {
        WorkspaceLedger.RequireFree(workspace);
        if (WorkspaceLedger.IsOpen(workspace)
            && StockCodes.WithoutRow(workspace.Tables, _products, _facilities) is { Count: > 0 } strangers)
        {
            (Outcome, Strangers, Words) = ("NotTold", strangers.Count, WordsOf(strangers));
        }
        else if (WorkspaceLedger.Read(workspace, Instant.Of(day))?.Goods is { } ledger)
        {
            Judge(ledger, fingerprint);
        }

        return Outcome is not null;
    }

    private void Judge(GoodsLedger ledger, string fingerprint)
    {
        var states = _states.Select(Enum.Parse<StockState>).ToHashSet();
        Count = StockCount.Of(ledger, fingerprint, states, day, isStated,
            isAssumed: !isStated && workspace.Tables.Count("sales") == 0);
        if (StockFiles.IsReplaced(ledger, Count.NameOf(fingerprint), states))
        {
            // The ledger would stay at the later one, and the table would say something else.
            (Outcome, Words) = (nameof(Domain.Goods.Outcome.AlreadyPosted), [StockWords.Replaced(Count.IsNamedByDay)]);
        }
        else if (!Count.IsPosted(ledger, fingerprint))
        {
            Words = day < ledger.RemembersFrom ? [StockWords.TooOld(day, ledger.RemembersFrom)]
                : OpeningStock.NewerThan(ledger, states, day) is { } newer ? [StockWords.Older(day, newer)] : [];
            Outcome = Words.Length > 0 ? nameof(Domain.Goods.Outcome.TooOld) : null;
        }
    }

    private static void See(ColumnBatch rows, string column, SortedSet<string> seen)
    {
        foreach (var code in rows.Strings(rows.IndexOf(column)).AsSpan(0, rows.Count))
        {
            _ = string.IsNullOrEmpty(code) || seen.Add(code);
        }
    }

    private static string[] WordsOf(IReadOnlyList<string> strangers) =>
    [
        "Stock states all there is, and what is under an unknown code would be missing under the right one. Unknown: "
            + string.Join(", ", strangers.Take(MostNamed)) + (strangers.Count > MostNamed
                ? FormattableString.Invariant($" and {strangers.Count - MostNamed:#,0} more.") : "."),
        "Correct the codes, or import their rows of products and facilities, and import the stock again.",
    ];
}
