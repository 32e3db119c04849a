using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Orders;
using Quartermaster.Fulfillment.Orders.Backlog;

namespace Quartermaster.Evaluation.MultiItem;

/// <summary>Lives through a story: every order is sourced when it comes, exactly; what goes wrong is mended order by
/// order; and, if wanted, all open orders are looked at again each evening before the day's are shipped.</summary>
internal sealed class BacklogLife(BacklogStory story, double[,] prices, bool looksAgain, bool pricesAgain = true)
{
    private const int Most = OrderInputs.FacilitiesPerLine;

    private readonly BacklogTables _tables = new(story, prices);
    private readonly OrdersEngine _engine = new(new());
    private readonly BacklogEngine _backlog = new(new());
    private readonly SortedDictionary<int, ShipmentRow[]> _open = [];
    private readonly int[] _shortUnits = new int[story.Items];

    /// <summary>What was paid.</summary>
    internal double Cost { get; private set; }

    /// <summary>Parcels shipped.</summary>
    internal int Parcels { get; private set; }

    /// <summary>Orders shipped.</summary>
    internal int Shipped { get; private set; }

    /// <summary>Lines not found at picking.</summary>
    internal int NotFound => _shortUnits.Sum();

    internal void Run()
    {
        for (var day = 0; day < story.Days; day++)
        {
            Receive(day);
            ChangeCapacity(day + 1);
            Cancel(day - 1);
            for (var order = 0; order < story.Orders.Length; order++)
            {
                if (story.Orders[order].Day == day)
                {
                    Plan(order);
                }
            }

            Pick(day);
            if (looksAgain)
            {
                LookAgain();
            }

            Ship(day);
        }
    }

    private int ShipDayOf(int order) => story.Orders[order].Day + story.Settings.WaitDays;

    private CartLine[] LinesOf(int order) =>
        [.. story.Instance.Types[story.Orders[order].Type].Select(item => new CartLine(new(item + 1), 1))];

    private OrderRequest RequestOf(int order) =>
        BacklogTables.Request(story.Orders[order].Metro, ShipDayOf(order));

    private void Plan(int order)
    {
        var lines = LinesOf(order);
        var rows = new ShipmentRow[lines.Length * Most];
        _engine.DecideOne(_tables.Inputs, RequestOf(order), lines, rows);
        _tables.Take(rows);
        _open[order] = rows;
    }

    private void Replan(int order)
    {
        _tables.Take(_open[order], back: true);
        Plan(order);
    }

    private void Receive(int day)
    {
        for (var item = 0; item < story.Items; item++)
        {
            for (var center = 0; center < story.Centers; center++)
            {
                _tables.Free(item, center) += story.Receipts[day, item, center];
            }
        }
    }

    // The newest orders make way where an FC will pick less than was claimed.
    private void ChangeCapacity(int day)
    {
        for (var center = 0; day < story.Days && center < story.Centers; center++)
        {
            _tables.Slots(center, day) += story.Capacity[day, center] - story.Planned[center];
            foreach (var order in _open.Keys.Reverse().ToArray())
            {
                if (_tables.Slots(center, day) < 0 && _open[order].Any(row => row.Units > 0
                    && row.Facility.Value == center + 1 && _tables.DayOf(in row) == day))
                {
                    Replan(order);
                }
            }
        }
    }

    private void Cancel(int day)
    {
        foreach (var order in _open.Keys.Where(order =>
            story.Orders[order].IsCancelled && story.Orders[order].Day == day).ToArray())
        {
            _tables.Take(_open[order], back: true);
            _open.Remove(order);
        }
    }

    // What is not found is gone, and its order is planned again on what is left.
    private void Pick(int day)
    {
        foreach (var order in _open.Keys.Where(order => ShipDayOf(order) == day).ToArray())
        {
            var rows = _open[order];
            var isShort = false;
            for (var row = 0; row < rows.Length; row++)
            {
                var (item, center) = (rows[row].Product.Value - 1, rows[row].Facility.Value - 1);
                if (rows[row].Units > 0 && center < story.Centers && story.IsShort(order, item, center))
                {
                    _tables.Slots(center, day) += rows[row].Units;
                    _shortUnits[item] += rows[row].Units;
                    (rows[row], isShort) = (new() { Product = rows[row].Product, Option = -1 }, true);
                }
            }

            if (isShort)
            {
                Replan(order);
            }
        }
    }

    private void LookAgain()
    {
        int[] orders = [.. _open.Keys];
        var lines = Array.ConvertAll(orders, LinesOf);
        var inputs = new BacklogInputs
        {
            Orders = _tables.Inputs with
            {
                StockValues = pricesAgain ? _tables.Inputs.StockValues : null,
                Orders = Groups.OfSizes([.. lines.Select(of => of.Length)]),
                Lines = new([.. lines.SelectMany(of => of)]),
                Requests = new(Array.ConvertAll(orders, RequestOf)),
            },
            Present = new([.. orders.SelectMany(order => _open[order])]),
        };
        var shipments = _backlog.Decide(inputs).Shipments;
        foreach (var order in orders)
        {
            _tables.Take(_open[order], back: true);
        }

        for (var i = 0; i < orders.Length; i++)
        {
            _open[orders[i]] = shipments.Rows[inputs.Orders.FirstRow(i)..inputs.Orders.FirstRow(i + 1)].ToArray();
            _tables.Take(_open[orders[i]]);
        }
    }

    private void Ship(int day)
    {
        foreach (var order in _open.Keys.Where(order => ShipDayOf(order) == day).ToArray())
        {
            var (opened, world) = (0, story.Instance.World);
            foreach (ref readonly var row in _open[order].AsSpan())
            {
                if (row.Units > 0)
                {
                    var place = row.Facility.Value - 1;
                    Cost += world.ItemCosts(story.Instance.Reading)[place, story.Orders[order].Metro];
                    opened |= 1 << place;
                }
            }

            for (var place = 0; place < world.Places; place++)
            {
                Cost += (opened >> place & 1) * world.FixedCost(place, story.Instance.Reading);
            }

            Shipped++;
            Parcels += System.Numerics.BitOperations.PopCount((uint)opened);
            _open.Remove(order);
        }
    }
}
