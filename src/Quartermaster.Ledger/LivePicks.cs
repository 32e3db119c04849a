using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Ledger;

/// <summary>The cells in which readers see what facilities can still pick by day, when several ledgers write them.
/// </summary>
/// <remarks>One cell per facility and day between the first day that was ever shown and the last. Days too far apart
/// for <see cref="MostCells"/> are left out: they have no room for promises.</remarks>
internal sealed class LivePicks(LiveSlots live)
{
    private const int MostCells = 1 << 24;
    private const int SpareDays = 32;

    private int[] _units = [];
    private int _firstDay;
    private int _days;
    private int _places;

    /// <summary>Writes a cell; false where there is none.</summary>
    internal bool TryWrite(Slot slot, int units)
    {
        var day = (long)slot.Window - _firstDay;
        if (day < 0 || day >= _days || slot.Place >= _places)
        {
            return false;
        }

        Volatile.Write(ref _units[(slot.Place * _days) + (int)day], units);
        return true;
    }

    /// <summary>Makes room for a cell and writes it. Nobody else may write meanwhile.</summary>
    internal void Add(Slot slot, int units)
    {
        if (TryWrite(slot, units))
        {
            return;
        }

        long first = _days == 0 ? slot.Window : Math.Min(_firstDay, slot.Window);
        var last = Math.Max(slot.Window, _days == 0 ? slot.Window : (long)_firstDay + _days - 1);
        var days = last - first + 1 + (_days == 0 || slot.Window >= _firstDay + _days ? SpareDays : 0);
        var places = Math.Max(_places, slot.Place + 1);
        if (days * places > MostCells)
        {
            return;
        }

        var grown = new int[(int)days * places];
        for (var place = 0; place < _places; place++)
        {
            _units.AsSpan(place * _days, _days)
                .CopyTo(grown.AsSpan((int)((place * days) + _firstDay - first)));
        }

        (_units, _firstDay, _days, _places) = (grown, (int)first, (int)days, places);
        TryWrite(slot, units);
        live.Publish(_units, _firstDay, _days);
    }
}
