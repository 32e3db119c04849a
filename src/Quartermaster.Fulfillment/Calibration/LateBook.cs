namespace Quartermaster.Fulfillment.Calibration;

/// <summary>How many promises were broken beside how many were expected to be, fading with time: what the next ones are
/// corrected by.</summary>
/// <remarks>The ratio is that of a Poisson count with a gamma prior around what all cells show, and theirs around 1. It
/// answers in proportion to the error, so that, other than adaptive conformal inference (Gibbs and Candès, "Adaptive
/// conformal inference under distribution shift", 2021), which adds up errors, it does not run away while broken
/// promises are heard of weeks late. A promise counts when its day is over, kept or not: counting kept ones when they
/// are kept would make the newest look good.</remarks>
internal sealed class LateBook(double halfLifeDays, double prior)
{
    // How much more readily a cell is told from the others than all are from what is expected.
    private const double CellShare = 0.2;

    private readonly Dictionary<int, (double Late, double Expected)> _cells = [];
    private readonly SortedDictionary<int, List<Entry>> _open = [];
    private (double Late, double Expected) _all;
    private int _day;

    /// <summary>Notes a promise.</summary>
    /// <param name="cell">Which speed and area.</param>
    /// <param name="dueDay">The promised local day, since 1970.</param>
    /// <param name="lateShare">How likely it is broken, as far as known.</param>
    /// <param name="deliveredDay">When the parcel comes; looked at only after the promised day.</param>
    internal void Promise(int cell, int dueDay, double lateShare, int deliveredDay)
    {
        if (!_open.TryGetValue(dueDay, out var entries))
        {
            _open[dueDay] = entries = [];
        }

        entries.Add(new(cell, lateShare, deliveredDay));
    }

    /// <summary>Looks at the promises that were due before a day.</summary>
    internal void AdvanceTo(int day)
    {
        if (day <= _day)
        {
            return;
        }

        var fade = Math.Pow(0.5, (day - _day) / halfLifeDays);
        (_all, _day) = ((_all.Late * fade, _all.Expected * fade), day);
        foreach (var cell in _cells.Keys.ToArray())
        {
            _cells[cell] = (_cells[cell].Late * fade, _cells[cell].Expected * fade);
        }

        while (_open.Count > 0 && _open.First() is var (due, entries) && due < day)
        {
            foreach (var entry in entries)
            {
                var late = entry.DeliveredDay > due ? 1 : 0;
                var cell = _cells.GetValueOrDefault(entry.Cell);
                _cells[entry.Cell] = (cell.Late + late, cell.Expected + entry.LateShare);
                _all = (_all.Late + late, _all.Expected + entry.LateShare);
            }

            _open.Remove(due);
        }
    }

    /// <summary>Late parcels of all cells for each that was expected; 1 if nothing is known.</summary>
    internal double Ratio => (_all.Late + prior) / (_all.Expected + prior);

    /// <summary>Late parcels of a cell for each that was expected.</summary>
    internal double RatioOf(int cell)
    {
        var (late, expected) = _cells.GetValueOrDefault(cell);
        return (late + (prior * CellShare * Ratio)) / (expected + (prior * CellShare));
    }

    private readonly record struct Entry(int Cell, double LateShare, int DeliveredDay);
}
