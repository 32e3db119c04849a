using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.Storage.Import.KnownSets;

/// <summary>Days without trade, as seen in the data.</summary>
internal sealed class RetailCalendar(RetailLines data, TableChange change)
{
    // Saturdays are in the facilities' weekdays; the Christmas break after the data's end repeats the ones in it. No
    // events: the trade's Christmas is three months long, a season that the forecasters learn from the sales.
    internal void Write()
    {
        var open = data.Lines.Select(line => line.LocalMinute / 1_440).ToHashSet();
        var (first, last) = (open.Min(), open.Max());
        var closed = Enumerable.Range(first, last - first + 1)
            .Where(day => !open.Contains(day))
            .Select(day => DateOnly.FromDayNumber(day + LondonTime.Epoch))
            .Where(day => day.DayOfWeek != DayOfWeek.Saturday)
            .Concat(Break(DateOnly.FromDayNumber(last + LondonTime.Epoch).Year))
            .Where(day => !open.Contains(day.DayNumber - LondonTime.Epoch))
            .Distinct().Order().ToArray();
        change.Append<ClosedDay>([.. closed.Select(day => new ClosedDay(default, default, day))],
            new Dictionary<string, string[]> { ["name"] = [.. closed.Select(_ => "no trade")] });
    }

    private static IEnumerable<DateOnly> Break(int year) =>
        Enumerable.Range(0, 11).Select(i => new DateOnly(year, 12, 24).AddDays(i));
}
