using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Numerics;

namespace Quartermaster.Fulfillment.Routes;

/// <summary>Builds route tables over a network, moves the window on day by day at the cost of the new days, and follows
/// changes of lanes at the cost of what they touch.</summary>
/// <remarks>See README.md in this folder. Keeps what it found for each FC and departure day; a table built anew, a
/// table moved on and a table refreshed are the same. Not for several threads at once; its tables are.</remarks>
/// <param name="network">The tables.</param>
/// <param name="policy">The settings.</param>
public sealed class RouteBuilder(RouteNetwork network, RoutePolicy policy)
{
    private RouteNetwork _network = Checked(network);
    private RouteWindow? _window;
    private DayRoutes[][] _days = [];
    private PairRoutes[] _pairs = [];
    private RouteTable? _whole;

    /// <summary>How many ways the last call compared by delivery and by costs; the same at any number of threads.
    /// </summary>
    public long Compared { get; private set; }

    /// <summary>How often a window was laid out by <see cref="Build"/>, or anew because more than lanes changed.
    /// </summary>
    public int Builds { get; private set; }

    /// <summary>The table for a window of departure days; days found before are not searched again.</summary>
    /// <param name="firstDay">The first day; departures of the day before are held too, for zones behind UTC.</param>
    /// <param name="days">Departure days; 1 to 366.</param>
    /// <param name="threads">How many threads to use; 1 or more. The table is the same at any number.</param>
    public RouteTable Build(DateOnly firstDay, int days, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, 366);
        Builds++;

        // What was found at other levels is of no use.
        _window = _window?.IsPlannedAs(_network, firstDay.AddDays(-1)) == true ? _window : null;
        var book = _window?.Book ?? LaneBook.Of(_network);
        var window = new RouteWindow(_network, book, policy, firstDay.AddDays(-1), days + 1, threads);
        var found = Array.ConvertAll(window.Origins, _ => new DayRoutes[window.Days]);
        var wanted = new List<DayWork>();
        for (var origin = 0; origin < found.Length; origin++)
        {
            for (var day = 0; day < window.Days; day++)
            {
                var known = _window is null ? -1 : day + window.From.DayNumber - _window.From.DayNumber;
                if (known >= 0 && known < _window!.Days)
                {
                    found[origin][day] = _days[origin][known];
                }
                else
                {
                    wanted.Add(new(origin, day, null, null));
                }
            }
        }

        Search(window, wanted, found, threads);
        (_window, _days) = (window, found);
        _pairs = new PairRoutes[window.Origins.Length * (window.Calendar.RegionCount + 1)];
        Array.Fill(_pairs, PairRoutes.None);
        Join(Array.ConvertAll(window.Origins, _ => Every(window)), threads);
        _whole = null;
        return Table();
    }

    /// <summary>The table of the same window after a change of the network: what changed lanes and departures may touch
    /// is searched again, everything else is kept. Other changes, or lanes in another order, build it anew. Departures
    /// and days that are full, or have room again, are changes of their lanes and regions.</summary>
    /// <param name="changed">The network from now on.</param>
    /// <param name="threads">How many threads to use; 1 or more. The table is the same at any number.</param>
    /// <exception cref="InvalidOperationException">No table was built yet.</exception>
    public RouteTable Refresh(RouteNetwork changed, int threads = 1)
    {
        var window = _window ?? throw new InvalidOperationException("Build a table first; then it can be refreshed.");
        var change = RouteChange.Of(window, Checked(changed), threads);
        _whole = _network with
        {
            Full = changed.Full, FullDays = changed.FullDays, FullWindows = changed.FullWindows,
        } == changed ? _whole : null;
        _network = changed;
        if (change is null)
        {
            (_window, var whole) = (null, _whole);
            var built = Build(window.From.AddDays(1), window.Days - 1, threads);
            _whole ??= whole;
            return whole is null || ReferenceEquals(_whole, built) ? built : Table();
        }

        var touched = change.Follow(_days, threads, out var found);
        var wanted = new List<DayWork>();
        for (var origin = 0; origin < found.Length; origin++)
        {
            for (var day = 0; day < window.Days; day++)
            {
                if (touched[origin][day] is { } what)
                {
                    wanted.Add(new(origin, day, found[origin][day].Labels, what));
                }
            }
        }

        Search(change.After, wanted, found, threads);
        var joined = Differing(change, wanted, found);
        (_window, _days, _pairs) = (change.After, found, (PairRoutes[])_pairs.Clone());
        Join(joined, threads);
        return Table();
    }

    // For each FC the regions whose ways differ on any day.
    private bool[][] Differing(RouteChange change, List<DayWork> wanted, DayRoutes[][] found)
    {
        var differing = Array.ConvertAll(found, _ => new bool[change.After.Calendar.RegionCount + 1]);
        foreach (var (origin, day, _, what) in wanted)
        {
            change.Include(what!, found[origin][day].Ways, differing[origin]);
        }

        for (var origin = 0; origin < found.Length; origin++)
        {
            differing[origin] = RouteChange.IsRenumbered(_days[origin], found[origin])
                ? Every(change.After) : differing[origin];
        }

        return differing;
    }

    private static bool[] Every(RouteWindow window)
    {
        var regions = new bool[window.Calendar.RegionCount + 1];
        Array.Fill(regions, true);
        return regions;
    }

    private void Search(RouteWindow window, List<DayWork> wanted, DayRoutes[][] found, int threads)
    {
        var together = Math.Clamp(wanted.Count / 16, 1, 8);
        var compared = new long[Blocks.CountOf(wanted.Count, together)];
        Blocks.Run(wanted.Count, together, threads, block =>
        {
            var (search, sweep) = (new LabelSearch(window), new RegionSweep(window));
            for (var i = block.Start; i < block.Start + block.Count; i++)
            {
                var (origin, day, labels, change) = wanted[i];
                labels ??= search.Find(in window.Origins[origin], window.From.AddDays(day));
                var ways = sweep.Find(labels, change);
                found[origin][day] = new(labels, change?.Kept.With(ways, change) ?? ways);
            }

            compared[block.Index] = sweep.Compared;
        });
        Compared = compared.Sum();
    }

    private void Join(bool[][] regions, int threads)
    {
        const int Together = 64;
        var (count, window) = (_window!.Calendar.RegionCount + 1, _window);
        var parts = Blocks.CountOf(count, Together);
        Blocks.Run(regions.Length * parts, 1, threads, block =>
        {
            var (origin, first) = (block.Index / parts, block.Index % parts * Together);
            var wanted = regions[origin].AsSpan(first, Math.Min(Together, count - first));
            if (wanted.Contains(true))
            {
                var join = new PairJoin(window);
                join.Open(_days[origin]);
                for (var i = 0; i < wanted.Length; i++)
                {
                    var pair = (origin * count) + first + i;
                    _pairs[pair] = wanted[i] ? join.Join(first + i) : _pairs[pair];
                }
            }
        });
    }

    private RouteTable Table()
    {
        var table = new RouteTable(Parts());
        _whole = _network.IsWhole ? table : _whole;
        return table;
    }

    private RouteTableParts Parts() => new()
    {
        FirstDay = _window!.From.AddDays(1),
        Days = _window.Days - 1,
        Origins = [.. _window.Origins.Select(origin => origin.Id)],
        Pairs = _pairs,
        Kilometers = _window.Kilometers,
        Limits = WindowLimits.Of(_window),
        Calendar = _window.Calendar,
        Deliveries = _window.Deliveries,
        Pauses = _window.Clocks.Transit.Pauses(_window.Book),
        Whole = _network.IsWhole ? null : _whole,
    };

    private static RouteNetwork Checked(RouteNetwork network)
    {
        var origins = network.Facilities.Rows.ToArray().Count(row =>
            row.Kind == FacilityKind.Fulfillment && RouteChecks.BrokenRule(row, network.Zones) is null);
        return origins <= RouteTable.MostOrigins ? network : throw new ArgumentException(
            $"The network has {origins} fulfillment centers; a route table holds {RouteTable.MostOrigins}. "
            + "Build one table per part of the network.", nameof(network));
    }

    // One day of one FC: its labels, if they are known, and what to find anew, if not all.
    private readonly record struct DayWork(int Origin, int Day, DayLabels? Labels, DayChange? Change);
}
