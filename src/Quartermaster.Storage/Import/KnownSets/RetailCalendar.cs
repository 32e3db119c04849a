using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.Storage.Import.KnownSets;

/// <summary>Days without trade, seen in the data, and the seasons of the trade.</summary>
internal sealed class RetailCalendar(RetailLines data, TableChange change)
{
    internal void Write()
    {
        WriteClosedDays();
        WriteEvents();
    }

    // Saturdays are in the facilities' weekdays; the Christmas break after the data's end repeats the ones in it.
    private void WriteClosedDays()
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

    private void WriteEvents()
    {
        (string Code, string Name, DateOnly First, DateOnly Last)[] seasons =
        [
            ("CHRISTMAS-2009", "Christmas trading", new(2009, 10, 1), new(2009, 12, 23)),
            ("EASTER-2010", "Easter trading", new(2010, 3, 8), new(2010, 4, 1)),
            ("CHRISTMAS-2010", "Christmas trading", new(2010, 10, 1), new(2010, 12, 23)),
            ("EASTER-2011", "Easter trading", new(2011, 3, 28), new(2011, 4, 21)),
            ("CHRISTMAS-2011", "Christmas trading", new(2011, 10, 1), new(2011, 12, 23)),
        ];
        change.AddCodes<EventId>(seasons.Select(season => season.Code));
        change.Mark(PlannedEvent.Schema, TableSource.Assumed);
        change.Append<PlannedEvent>([.. seasons.Select(season => new PlannedEvent(change.Find<EventId>(season.Code),
            default, default, EventKind.Holiday, season.First, season.Last, 0))],
            new Dictionary<string, string[]> { ["name"] = [.. seasons.Select(season => season.Name)] });
    }
}
