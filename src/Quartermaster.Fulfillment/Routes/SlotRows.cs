using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>For goods ready at a facility in a minute: when each of its lanes to regions delivers them.</summary>
/// <remarks>One row of deliveries per stretch of minutes between two departures, for each leg. Where that would take
/// too much memory, a row stands for several stretches and says what goods at its beginning reach: never too late, so
/// whoever keeps a way looks its own departure up.</remarks>
internal sealed class SlotRows
{
    private const int MostCells = 2_000_000;

    private readonly int _width;
    private readonly int[] _untils;
    private readonly int[]?[] _deliveries;

    private SlotRows(int width, int[] untils, int[]?[] deliveries, bool isExact) =>
        (_width, _untils, _deliveries, IsExact) = (width, untils, deliveries, isExact);

    /// <summary>Whether every row stands for one stretch.</summary>
    internal bool IsExact { get; }

    /// <summary>Lays out the rows of one facility.</summary>
    /// <param name="window">The network.</param>
    /// <param name="facility">The facility.</param>
    internal static SlotRows Of(RouteWindow window, int facility)
    {
        var (start, width) = window.Slots.Of(facility);
        var lanes = window.Slots.Lanes.AsSpan(start, width);
        var events = Events(window, lanes);
        var minutes = Distinct(events);
        var stride = 1 + (int)((long)minutes.Length * width / MostCells);
        var untils = new int[(minutes.Length + stride - 1) / stride];
        for (var row = 0; row < untils.Length; row++)
        {
            untils[row] = minutes[Math.Min(minutes.Length, (row + 1) * stride) - 1];
        }

        var deliveries = new int[]?[window.Policy.MostLegs + 1];
        for (var leg = 2; leg <= window.Policy.MostLegs; leg++)
        {
            deliveries[leg] = Fill(window, lanes, events, untils, leg);
        }

        return new(width, untils, deliveries, stride == 1);
    }

    /// <summary>The row of goods ready in a minute; −1 if every lane has left.</summary>
    internal int RowOf(int readyMinute)
    {
        var (row, end) = (0, _untils.Length);
        while (row < end)
        {
            var middle = (row + end) >> 1;
            if (_untils[middle] < readyMinute)
            {
                row = middle + 1;
            }
            else
            {
                end = middle;
            }
        }

        return row < _untils.Length ? row : -1;
    }

    /// <summary>The deliveries of the facility's slots.</summary>
    /// <param name="row">A row.</param>
    /// <param name="leg">Which lane of a way comes next, from 2.</param>
    internal ReadOnlySpan<int> Of(int row, int leg) => _deliveries[leg].AsSpan(row * _width, _width);

    // The minutes of readiness of departures that labels may reach, with their slots and numbers, by minute.
    private static (long[] Minutes, int[] Departures) Events(RouteWindow window, ReadOnlySpan<int> lanes)
    {
        var (minutes, departures) = (new List<long>(), new List<int>());
        for (var slot = 0; slot < lanes.Length; slot++)
        {
            var schedule = lanes[slot] < 0 ? LaneSchedule.None : window.Clocks.Schedules[lanes[slot]];
            var readyBy = schedule.ReadyBy;
            var first = Math.Max(0, schedule.FirstFor(window.FirstMinute));
            for (var i = first; i < readyBy.Length; i++)
            {
                minutes.Add(((long)readyBy[i] << 32) + slot);
                departures.Add(i);
            }
        }

        var (keys, items) = (minutes.ToArray(), departures.ToArray());
        Array.Sort(keys, items);
        return (keys, items);
    }

    private static int[] Distinct((long[] Minutes, int[] Departures) events)
    {
        var minutes = new List<int>();
        foreach (var key in events.Minutes)
        {
            var minute = (int)(key >> 32);
            if (minutes.Count == 0 || minutes[^1] != minute)
            {
                minutes.Add(minute);
            }
        }

        return [.. minutes];
    }

    // From the last departure back: what can still be reached at the end of each stretch and before.
    private static int[] Fill(
        RouteWindow window, ReadOnlySpan<int> lanes, (long[] Minutes, int[] Departures) events, int[] untils, int leg)
    {
        var rows = new int[untils.Length * lanes.Length];
        var (current, next) = (new int[lanes.Length], new int[lanes.Length]);
        Array.Fill(current, int.MaxValue);
        Array.Fill(next, int.MaxValue);
        var at = events.Minutes.Length - 1;
        for (var row = untils.Length - 1; row >= 0; row--)
        {
            var after = row == 0 ? int.MinValue : untils[row - 1];
            for (; at >= 0 && (int)(events.Minutes[at] >> 32) > after; at--)
            {
                var (slot, departure) = ((int)events.Minutes[at], events.Departures[at]);
                if (departure < next[slot])
                {
                    next[slot] = departure;
                    current[slot] = Delivery(window, lanes[slot], departure, leg);
                }
            }

            current.CopyTo(rows.AsSpan(row * lanes.Length));
        }

        return rows;
    }

    private static int Delivery(RouteWindow window, int lane, int departure, int leg) =>
        window.Deliveries.DeliveryOf(window.Lanes[lane].ToRegion, window.Clocks.Transit.ArrivalOf(
            lane, window.Clocks.Schedules[lane].Departs[departure], window.Lanes.MinutesOf(lane, leg)));
}
