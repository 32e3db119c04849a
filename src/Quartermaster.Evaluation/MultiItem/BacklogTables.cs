using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Orders;

namespace Quartermaster.Evaluation.MultiItem;

/// <summary>What the order engines look at in a story: one departure a day from every FC to every metro, units free,
/// slots by ship day; an item left out is shipped from a place that has plenty of everything.</summary>
internal sealed class BacklogTables
{
    private const int MinutesPerDay = 1_440;
    private const int CutoffOfDay = 1_000;
    private const int Plenty = 1_000_000_000;

    private static readonly int s_epochDay = new DateOnly(1970, 1, 1).DayNumber;

    private readonly BacklogStory _story;
    private readonly int _stride;
    private readonly int[] _cells;
    private readonly int[] _slots;

    internal BacklogTables(BacklogStory story, double[,] prices)
    {
        _story = story;
        _stride = story.Instance.World.Places + 1;
        (_cells, _slots) = (new int[(story.Items + 1) * _stride], new int[_stride * story.Days]);
        for (var item = 0; item < story.Items; item++)
        {
            _cells[((item + 1) * _stride) + _stride - 1] = Plenty;
        }

        for (var day = 0; day < story.Days; day++)
        {
            for (var place = 0; place < _stride - 1; place++)
            {
                _slots[((place + 1) * story.Days) + day] = place < story.Centers ? story.Planned[place] : Plenty;
            }
        }

        var slots = new LiveSlots();
        slots.Publish(_slots, s_epochDay, story.Days);
        Inputs = new()
        {
            Routes = Routes(),
            Available = new(_cells, _stride),
            Slots = slots,
            Terms = new([.. Enumerable.Repeat(new ShipTerms(1, 0, 0, default, default), story.Items + 1)]),
            StockValues = ValuesOf(prices),
            StockValueRows = new([.. Enumerable.Range(-1, story.Items + 1)]),
            StockValueColumns = new([.. Enumerable.Range(0, story.Centers)]),
        };
    }

    /// <summary>Everything but the orders.</summary>
    internal OrderInputs Inputs { get; }

    /// <summary>Units free, to be changed.</summary>
    internal ref int Free(int item, int center) => ref _cells[((item + 1) * _stride) + center + 1];

    /// <summary>Slots free, to be changed; below 0 where more is claimed than can be picked.</summary>
    internal ref int Slots(int center, int day) => ref _slots[((center + 1) * _story.Days) + day];

    /// <summary>An order that leaves on the last day that keeps its promise: until then it may be planned again.
    /// </summary>
    internal static OrderRequest Request(int metro, int shipDay) => new(
        new(metro + 1), Instant.OfMinutes(shipDay * MinutesPerDay), Instant.OfMinutes((shipDay + 2) * MinutesPerDay));

    /// <summary>The day that a row leaves on.</summary>
    internal int DayOf(in ShipmentRow row) => Inputs.Routes.ShipDayOf(row.Option) - s_epochDay;

    /// <summary>Takes what rows ship, or gives it back.</summary>
    internal void Take(ReadOnlySpan<ShipmentRow> rows, bool back = false)
    {
        foreach (ref readonly var row in rows)
        {
            if (row.Units > 0)
            {
                var units = back ? -row.Units : row.Units;
                Free(row.Product.Value - 1, row.Facility.Value - 1) -= units;
                Slots(row.Facility.Value - 1, DayOf(in row)) -= units;
            }
        }
    }

    private RouteTable Routes()
    {
        var world = _story.Instance.World;
        var (options, starts, kilometers) = (new List<RouteOption>(), new List<int>(), new List<float>());
        var costs = world.ItemCosts(_story.Instance.Reading);
        for (var place = 0; place < world.Places; place++)
        {
            for (var region = 0; region <= world.Metros; region++)
            {
                starts.Add(options.Count);
                kilometers.Add(0);
                for (var day = 0; region > 0 && day < _story.Days; day++)
                {
                    var delivery = ((day + 1) * MinutesPerDay) + 600;
                    options.Add(new((day * MinutesPerDay) + CutoffOfDay, delivery, delivery, day, 0, 30, 0, 1,
                        (long)Math.Round(world.FixedCost(place, _story.Instance.Reading) * 1e6),
                        costs[place, region - 1] * 1e6, 0));
                }
            }
        }

        starts.Add(options.Count);
        var regions = world.Metros + 1;
        return new(new()
        {
            FirstDay = new(1970, 1, 1),
            Days = _story.Days,
            Origins = [.. Enumerable.Range(1, world.Places).Select(id => new FacilityId(id))],
            Pairs = RouteTableParts.Cut([.. options], [.. starts], [.. Enumerable.Range(0, _story.Days).Select(day =>
                new RouteDeparture(new(1), new(1), (day * MinutesPerDay) + CutoffOfDay + 10))]),
            Kilometers = [.. kilometers],
            Calendar = new(world.Metros, 1, [.. Enumerable.Range(0, 2 * regions).Select(bound => bound % 2 * 1_440)],
                new int[regions], [.. Enumerable.Repeat(1_440, regions)]),
        });
    }

    private StockValues ValuesOf(double[,] prices)
    {
        double[] always = [.. Enumerable.Repeat(1.0, StockValues.Steps)];
        var values = new StockValues(_story.Items, _story.Centers);
        for (var item = 0; item < _story.Items; item++)
        {
            for (var center = 0; center < _story.Centers; center++)
            {
                values.Set(item, center, prices[item, center], unitsPerStep: 1e9, always);
            }
        }

        return values;
    }
}
