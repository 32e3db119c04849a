using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Numerics;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>Lays a region's ways out as a board row: those that a cart without handling may want in a minute, and until
/// when that stays so.</summary>
/// <remarks>O(options of the region in reach). The same ways as <see cref="OriginWays"/> looks at.</remarks>
internal static class BoardRows
{
    /// <summary>The row of a region from a minute on.</summary>
    internal static BoardRow Of(
        RouteTable routes, PromisePolicy policy, RegionId region, int minute, LiveRooms? rooms)
    {
        var gates = new BoardGates.Look(routes, region, rooms);
        var day = routes.Calendar.DayOf(region, minute);
        if (day < 0)
        {
            return Empty(minute, gates);
        }

        var request = new CartRequest(region, Instant.OfMinutes(minute));
        var deadlines = Deadlines.Of(routes.Calendar, in request, day, policy);
        var work = new Work(routes, policy, region, minute, deadlines, gates);
        work.Until = Math.Min(work.Until, routes.Calendar.StartOf(region, day + 1));
        for (var origin = 0; origin < routes.Origins.Length; origin++)
        {
            work.Look(origin);
        }

        // Later in the row the two-hour deadline must not pass the others: that would bring more ways into reach.
        work.Until = Math.Max(minute + 1, Math.Min(work.Until, deadlines[4] - policy.TwoHourMinutes));
        var speeds = work.Speeds();
        var narrow = work.KeepGates(speeds);
        return new(work.Earliest, speeds, gates.ToGates(), in deadlines)
        {
            From = minute, Until = work.Until, Narrow = narrow, IsPlain = true,
            ShipDays = [.. work.ShipDays.Select(pair => (pair.Key, pair.Value))],
        };
    }

    private static BoardRow Empty(int minute, BoardGates.Look gates) => new([], [], gates.ToGates(), default)
    {
        From = minute, Until = minute + 1, ShipDays = [], Narrow = 0, IsPlain = false,
    };

    private sealed class Work
    {
        private readonly RouteTable _routes;
        private readonly PromisePolicy _policy;
        private readonly RegionId _region;
        private readonly int _minute;
        private readonly Deadlines _deadlines;
        private readonly BoardGates.Look _gates;
        private readonly int[] _earliestWays;

        // For each speed and FC the ways of its class, by cut-off: class 0 within two hours, class s by the deadline of
        // s and not before that of s − 1.
        private readonly List<int>[][] _classes;

        internal Work(
            RouteTable routes, PromisePolicy policy, RegionId region, int minute, in Deadlines deadlines,
            BoardGates.Look gates)
        {
            (_routes, _policy, _region, _minute, _deadlines) = (routes, policy, region, minute, deadlines);
            (_gates, _earliestWays) = (gates, new int[routes.Origins.Length]);
            _classes = new List<int>[PromiseInputs.SpeedCount][];
            for (var speed = 0; speed < _classes.Length; speed++)
            {
                _classes[speed] = [.. Enumerable.Range(0, routes.Origins.Length).Select(_ => new List<int>())];
            }

            Earliest = new int[routes.Origins.Length];
            Array.Fill(Earliest, int.MaxValue);
        }

        internal int Until { get; set; } = int.MaxValue;

        internal int[] Earliest { get; }

        internal SortedDictionary<int, ulong> ShipDays { get; } = [];

        internal void Look(int origin)
        {
            if (!Look(origin, _routes.RangeOf(origin, _region)))
            {
                // As the engine does: what a full departure's ways beat may now be worth having.
                Look(origin, _routes.SparesOf(origin, _region));
            }
        }

        /// <summary>Remembers what the ways that the row keeps need.</summary>
        /// <returns>The FCs one of whose kept ways has room for some carts only.</returns>
        internal ulong KeepGates(BoardSpeed[] speeds)
        {
            var narrow = 0UL;
            foreach (var speed in speeds)
            {
                foreach (ref readonly var way in speed.Ways.AsSpan())
                {
                    narrow |= Keep(way.Option, way.Origin);
                }
            }

            for (var origin = 0; origin < Earliest.Length; origin++)
            {
                narrow |= Earliest[origin] < int.MaxValue ? Keep(_earliestWays[origin], origin) : 0;
            }

            return narrow;
        }

        private ulong Keep(int option, int origin)
        {
            _gates.Keep(option);
            return _gates.Of(option) < RoomLevel.Plenty ? 1UL << origin : 0;
        }

        // Whether all have room for something.
        private bool Look(int origin, (int Start, int End) range)
        {
            var (latest, haveRoom) = (_deadlines.Latest, true);
            var first = _routes.Next(range.Start, range.End, _minute);
            Until = first < range.End ? Math.Min(Until, _routes.Options[first].CutoffMinute + 1) : Until;
            for (var i = first; i < range.End; i++)
            {
                ref readonly var option = ref _routes.Options[i];
                if (option.CutoffMinute > latest && option.CutoffMinute > Earliest[origin])
                {
                    break;
                }

                if (_gates.Of(i) == RoomLevel.None)
                {
                    _gates.Keep(i);
                    haveRoom = false;
                    continue;
                }

                (Earliest[origin], _earliestWays[origin]) = option.DeliveryMinute < Earliest[origin]
                    ? (option.DeliveryMinute, i) : (Earliest[origin], _earliestWays[origin]);
                var shipDay = _routes.ShipDayOf(i);
                ShipDays[shipDay] = ShipDays.GetValueOrDefault(shipDay) | (1UL << origin);
                Sort(origin, i, option.DeliveryMinute);
            }

            return haveRoom;
        }

        internal BoardSpeed[] Speeds()
        {
            var speeds = new BoardSpeed[PromiseInputs.SpeedCount];
            var kept = Array.ConvertAll(_classes[0], _ => new List<BoardWay>());
            for (var speed = 0; speed < speeds.Length; speed++)
            {
                for (var origin = 0; origin < kept.Length; origin++)
                {
                    // Within two hours is a class of its own; of the others, what is in time for one is for the next.
                    if (speed == 1)
                    {
                        kept[origin].Clear();
                    }

                    Keep(kept[origin], _classes[speed][origin], origin);
                }

                var deadline = _deadlines[speed];
                speeds[speed] = new(kept.Select(ways => ways.ConvertAll(way => Confident(way, deadline))));
            }

            return speeds;
        }

        private void Sort(int origin, int option, int delivery)
        {
            if (delivery <= _deadlines[0])
            {
                _classes[0][origin].Add(option);
            }
            else
            {
                // From this minute on it is within two hours.
                Until = Math.Min(Until, delivery - _policy.TwoHourMinutes);
            }

            for (var speed = 1; speed < _classes.Length; speed++)
            {
                if (delivery <= _deadlines[speed])
                {
                    _classes[speed][origin].Add(option);
                    return;
                }
            }
        }

        // Keeps what may be cheapest for some weight and volume; of equal costs the first counts.
        private void Keep(List<BoardWay> kept, List<int> options, int origin)
        {
            foreach (var index in options)
            {
                ref readonly var option = ref _routes.Options[index];
                var way = new BoardWay(
                    option.ParcelMicros, option.MicrosPerGram, option.MicrosPerCubicCentimeter, Others: 0, index,
                    option.DeliveryMinute, Confidence: 0, (short)origin, Next: 0);
                var isBeaten = false;
                foreach (var other in kept)
                {
                    isBeaten |= other.IsNeverDearer(in way);
                }

                if (!isBeaten)
                {
                    kept.RemoveAll(other => way.Beats(in other));
                    kept.Add(way);
                }
            }
        }

        private BoardWay Confident(BoardWay way, int deadline) =>
            way with { Confidence = (float)_routes.ShareBy(way.Option, deadline) };
    }
}
