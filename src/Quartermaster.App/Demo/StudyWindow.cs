using System.Globalization;
using Quartermaster.App.CommandLine;
using Quartermaster.App.Worlds;
using Quartermaster.Evaluation.Simulation;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Demo;

/// <summary>The days on which a workspace's world has customers; a study must lie within them.</summary>
/// <param name="First">The first day that may be simulated: some history is before it.</param>
/// <param name="Latest">The last day that a simulation may begin on.</param>
/// <param name="Last">The last day that may be simulated.</param>
/// <param name="Customers">Who they are, for people.</param>
internal sealed record StudyWindow(DateOnly First, DateOnly Latest, DateOnly Last, string Customers)
{
    private const int LeastHistoryDays = 28;

    /// <summary>Refuses days on which nobody could want anything, before long work begins.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="asOf">The first simulated day; null for the day after the last sale.</param>
    /// <param name="terms">How many days.</param>
    internal static void Require(Workspace workspace, DateOnly? asOf, StudyTerms terms)
    {
        var (sample, lastSale) = (OpenedWorkspace.SampleOf(workspace), OpenedWorkspace.LastSalesDay(workspace.Tables));
        var (start, window) = (asOf ?? lastSale.AddDays(1), Of(workspace));
        if (start < window.First || start > window.Latest || window.DaysFrom(start) < terms.Days)
        {
            throw new UserException(window.Refusal(start, terms), window.NextStep(start, terms), ExitCode.WrongUse);
        }

        var (from, to) = (start.AddDays(terms.WarmUpDays), start.AddDays(terms.Days - 1));
        if (sample is null && Sales(workspace, from, to) == 0)
        {
            throw new UserException(Text($"There are no sales in the measured days, {from:O} to {to:O}."),
                "Choose days that have some, with --as-of, --warm-up and --days.", ExitCode.WrongUse);
        }
    }

    /// <summary>Says so where customers are known for fewer days after the simulated ones than the judge of stock at
    /// the end looks ahead; nothing otherwise.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="last">The last simulated day.</param>
    internal static string[] WarnOfEnd(Workspace workspace, DateOnly last)
    {
        var days = Math.Max(0, Of(workspace).Last.DayNumber - last.DayNumber);
        return days >= WantedAhead.Days ? []
            :
            [
                Text($"Customers are known for {days} of the {WantedAhead.Days} days after {last:O}: what they want ")
                    + "then counts at cost, and all stock beyond it at salvage. That is harder on whoever ends with "
                    + "more stock; days that end earlier say how much.",
            ];
    }

    private static StudyWindow Of(Workspace workspace) => OpenedWorkspace.SampleOf(workspace) is not { } sample
        ? OfSales(workspace)
        : new(sample.FirstDay.AddDays(LeastHistoryDays), OpenedWorkspace.LastSalesDay(workspace.Tables).AddDays(1),
            sample.FirstDay.AddDays(sample.AllDays - 1), "the customers of this generated retailer");

    private static StudyWindow OfSales(Workspace workspace)
    {
        var found = workspace.Tables.Query("""
            SELECT strftime(min("at"), '%Y-%m-%d') AS first, strftime(max("at"), '%Y-%m-%d') AS last
              FROM sales WHERE NOT is_cancelled
            """).Rows[0];
        if (found[0] is not string first || found[1] is not string last)
        {
            throw new UserException("All sales are cancelled: nobody wanted anything.",
                "Import sales: qm import sales sales.csv");
        }

        var (from, to) = (DateOnly.Parse(first, CultureInfo.InvariantCulture),
            DateOnly.Parse(last, CultureInfo.InvariantCulture));
        return new(from.AddDays(LeastHistoryDays), to, to, "the customers of real sales");
    }

    private static long Sales(Workspace workspace, DateOnly from, DateOnly to) => Convert.ToInt64(
        workspace.Tables.Query(Text($"""
            SELECT count(*) AS sales FROM sales WHERE NOT is_cancelled
               AND "at" >= TIMESTAMPTZ '{from:O} 00:00:00+00' AND "at" < TIMESTAMPTZ '{to.AddDays(1):O} 00:00:00+00'
            """)).Rows[0][0], CultureInfo.InvariantCulture);

    // 0 or less where there are none.
    private int DaysFrom(DateOnly start) => Last.DayNumber - start.DayNumber + 1;

    private string Refusal(DateOnly start, StudyTerms terms) => Text(
        $"The simulation would cover {terms.Days} days from {start:O} ({terms.WarmUpDays} of warm-up, ")
        + Text($"{terms.MeasuredDays} measured), but {Customers} are known until {Last:O} ")
        + Text($"and a simulation may begin from {First:O} ({LeastHistoryDays} days of history) to {Latest:O}.");

    private string NextStep(DateOnly start, StudyTerms terms)
    {
        // Keep the day that was asked for if it can be kept; else the latest one that leaves room.
        var keepsDay = start >= First && start <= Latest;
        var room = DaysFrom(keepsDay ? start : First);
        if (room < 2 || Latest < First)
        {
            return "That leaves no day to simulate: import a longer history, or choose an earlier --as-of.";
        }

        var warmUp = Math.Min(terms.WarmUpDays, room / 3);
        var days = Math.Min(terms.MeasuredDays, room - warmUp);
        var latest = Last.AddDays(1 - warmUp - days);
        var day = keepsDay ? start : latest < Latest ? latest : Latest;
        return Text($"For example: qm simulate --as-of {day:O} --warm-up {warmUp} --days {days}");
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
