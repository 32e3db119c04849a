using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Numerics;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>Lays a region's ways out as a board row: those that a cart without handling may want in a minute, and until
/// when that stays so.</summary>
/// <remarks>O(options of the region in reach). The same ways as <see cref="OriginWays"/> looks at.</remarks>
internal static class BoardRows
{
    private const int MostLayers = 6;

    /// <summary>The row of a region from a minute on.</summary>
    internal static BoardRow Of(RouteTable routes, PromisePolicy policy, RegionId region, int minute)
    {
        var day = routes.Calendar.DayOf(region, minute);
        if (day < 0)
        {
            return Empty(minute);
        }

        var request = new CartRequest(region, Instant.OfMinutes(minute));
        var deadlines = Deadlines.Of(routes.Calendar, in request, day, policy);
        var work = new Work(routes, policy, region, minute, deadlines);
        work.Until = Math.Min(work.Until, routes.Calendar.StartOf(region, day + 1));
        for (var origin = 0; origin < routes.Origins.Length; origin++)
        {
            work.Look(origin);
        }

        // Later in the row the two-hour deadline must not pass the others: that would bring more ways into reach.
        work.Until = Math.Max(minute + 1, Math.Min(work.Until, deadlines[4] - policy.TwoHourMinutes));
        var block = new BoardBlock();
        var speeds = work.Speeds(block);
        return new()
        {
            From = minute, Until = work.Until, Deadlines = deadlines, Earliest = work.Earliest, Speeds = speeds,
            Block = block.Terms, Ways = block.Ways,
            ShipDays = [.. work.ShipDays.Select(pair => (pair.Key, pair.Value))],
            IsPlain = Array.TrueForAll(speeds, speed => speed.More.Length < MostLayers),
        };
    }

    private static BoardRow Empty(int minute) => new()
    {
        From = minute, Until = minute + 1, Deadlines = default, Earliest = [], Speeds = [], Block = [], Ways = [],
        ShipDays = [],
        IsPlain = false,
    };

    private sealed class Work
    {
        private readonly RouteTable _routes;
        private readonly PromisePolicy _policy;
        private readonly RegionId _region;
        private readonly int _minute;
        private readonly Deadlines _deadlines;

        // For each speed and FC the ways of its class, by cut-off: class 0 within two hours, class s by the deadline of
        // s and not before that of s − 1.
        private readonly List<int>[][] _classes;

        internal Work(RouteTable routes, PromisePolicy policy, RegionId region, int minute, in Deadlines deadlines)
        {
            (_routes, _policy, _region, _minute, _deadlines) = (routes, policy, region, minute, deadlines);
            _classes = new List<int>[PromiseInputs.SpeedCount][];
            for (var speed = 0; speed < _classes.Length; speed++)
            {
                _classes[speed] = [.. Enumerable.Range(0, routes.Origins.Length).Select(_ => new List<int>())];
            }

            Array.Fill(Earliest, int.MaxValue);
        }

        internal int Until { get; set; } = int.MaxValue;

        internal int[] Earliest { get; } = new int[MaskedMinimum.Count];

        internal SortedDictionary<int, ulong> ShipDays { get; } = [];

        internal void Look(int origin)
        {
            var (start, end) = _routes.RangeOf(origin, _region);
            var latest = _deadlines.Latest;
            var first = _routes.Next(start, end, _minute);
            Until = first < end ? Math.Min(Until, _routes.Options[first].CutoffMinute + 1) : Until;
            for (var i = first; i < end; i++)
            {
                ref readonly var option = ref _routes.Options[i];
                if (option.CutoffMinute > latest && option.CutoffMinute > Earliest[origin])
                {
                    break;
                }

                Earliest[origin] = Math.Min(Earliest[origin], option.DeliveryMinute);
                var shipDay = _routes.ShipDayOf(i);
                ShipDays[shipDay] = ShipDays.GetValueOrDefault(shipDay) | (1UL << origin);
                Sort(origin, i, option.DeliveryMinute);
            }
        }

        internal BoardSpeed[] Speeds(BoardBlock block)
        {
            var speeds = new BoardSpeed[PromiseInputs.SpeedCount];
            for (var speed = 0; speed < speeds.Length; speed++)
            {
                var first = Math.Min(speed, 1);
                speeds[speed] = block.Add([.. Enumerable.Range(0, _routes.Origins.Length).Select(origin =>
                    Cheapest([.. Enumerable.Range(first, speed + 1 - first).SelectMany(s => _classes[s][origin])],
                        _deadlines[speed], origin))]);
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
        private List<BoardWay> Cheapest(List<int> options, int deadline, int origin)
        {
            var kept = new List<BoardWay>();
            foreach (var option in options)
            {
                var way = WayOf(option, deadline, origin);
                if (!kept.Exists(other => IsNeverDearer(in other, in way)))
                {
                    kept.RemoveAll(other =>
                        way.ParcelMicros < other.ParcelMicros && IsNeverDearer(in way, in other));
                    kept.Add(way);
                }
            }

            return kept;
        }

        private BoardWay WayOf(int index, int deadline, int origin)
        {
            ref readonly var option = ref _routes.Options[index];
            return new(option.ParcelMicros, option.MicrosPerGram, option.MicrosPerCubicCentimeter, index,
                option.DeliveryMinute, (float)option.ShareBy(deadline), origin);
        }

        private static bool IsNeverDearer(in BoardWay one, in BoardWay other) =>
            one.ParcelMicros <= other.ParcelMicros && one.MicrosPerGram <= other.MicrosPerGram
            && one.MicrosPerCubicCentimeter <= other.MicrosPerCubicCentimeter;
    }
}
