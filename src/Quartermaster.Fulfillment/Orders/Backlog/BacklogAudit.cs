using Quartermaster.Domain;

namespace Quartermaster.Fulfillment.Orders.Backlog;

/// <summary>The rules that any new plan of a backlog must obey, whoever made it.</summary>
public static class BacklogAudit
{
    private const int Most = OrderInputs.FacilitiesPerLine;

    /// <summary>Every rule that a plan breaks, by row of the plan.</summary>
    /// <param name="inputs">What the plan was made from.</param>
    /// <param name="shipments">The plan.</param>
    public static IReadOnlyList<Breach> Check(BacklogInputs inputs, Table<ShipmentRow> shipments)
    {
        if (shipments.Count != inputs.Present.Count)
        {
            return [new(-1, $"The plan has {shipments.Count} rows instead of {inputs.Present.Count}. Decide again.")];
        }

        var breaches = new List<Breach>();
        for (var order = 0; order < inputs.Orders.Count; order++)
        {
            CheckOrder(inputs, shipments, order, breaches);
        }

        CheckStock(inputs, shipments, breaches);
        CheckSlots(inputs, shipments, breaches);
        return breaches;
    }

    private static void CheckOrder(
        BacklogInputs inputs, Table<ShipmentRow> shipments, int order, List<Breach> breaches)
    {
        var (first, lines) = (inputs.Orders.FirstRow(order), inputs.Orders.LinesOf(order).ToArray());
        var request = inputs.Orders.Requests.Rows[order];
        for (var line = 0; line < lines.Length; line++)
        {
            var now = shipments.Rows.Slice(first + (line * Most), Most).ToArray();
            var before = inputs.Present.Rows.Slice(first + (line * Most), Most).ToArray();
            var units = now.Sum(row => (long)row.Units);
            Require(now.All(row => row.Product == lines[line].Product), line, "A row is for its line's product.");
            Require(units == 0 || units == lines[line].Units, line, "A line is shipped whole or not at all.");
            Require(now.All(row => row.Units == 0 || IsInTime(inputs.Orders, request, row)), line,
                "The way exists, can still be reached after handling, and delivers by the promise.");
            var wasKept = before.Where(row => row.Units > 0).All(row => IsInTime(inputs.Orders, request, row))
                && before.Sum(row => (long)row.Units) == lines[line].Units && HasOneWayEach(inputs, order);
            Require(!wasKept || units > 0, line, "What was promised and on its way in time stays so.");
        }

        var shipped = shipments.Rows.Slice(first, lines.Length * Most).ToArray().Where(row => row.Units > 0).ToArray();
        var ways = shipped.GroupBy(row => row.Facility, row => row.Option);
        Require(ways.All(options => options.Distinct().Count() == 1), 0, "What an FC ships of an order goes one way.");
        Require(shipped.Select(row => row.Facility).Distinct().Count() <= Most, 0,
            "No more FCs ship an order than a line has rows.");

        void Require(bool holds, int line, string rule)
        {
            if (!holds)
            {
                breaches.Add(new(first + (line * Most), rule));
            }
        }
    }

    private static bool HasOneWayEach(BacklogInputs inputs, int order) =>
        inputs.Present.Rows[inputs.Orders.FirstRow(order)..inputs.Orders.FirstRow(order + 1)].ToArray()
            .Where(row => row.Units > 0).GroupBy(row => row.Facility)
            .All(rows => rows.Select(row => row.Option).Distinct().Count() == 1);

    private static void CheckStock(BacklogInputs inputs, Table<ShipmentRow> shipments, List<Breach> breaches)
    {
        var held = Sum(inputs.Present, row => (row.Product, row.Facility));
        foreach (var ((product, facility), units) in Sum(shipments, row => (row.Product, row.Facility)))
        {
            var free = inputs.Orders.Available.Of(product, facility);
            if (units > free + held.GetValueOrDefault((product, facility)))
            {
                breaches.Add(new(-1, $"Orders take {units} units of product {product.Value} at FC {facility.Value}, "
                    + $"where {free} are free and {held.GetValueOrDefault((product, facility))} were held."));
            }
        }
    }

    private static void CheckSlots(BacklogInputs inputs, Table<ShipmentRow> shipments, List<Breach> breaches)
    {
        if (inputs.Orders.Slots is not { } slots)
        {
            return;
        }

        var routes = inputs.Orders.Routes;
        var held = Sum(inputs.Present, DayOf);
        foreach (var ((facility, day), units) in Sum(shipments, DayOf))
        {
            var free = slots.Of(facility, day);
            if (units > free + held.GetValueOrDefault((facility, day)))
            {
                breaches.Add(new(-1, $"FC {facility.Value} would pick {units} units on day {day}, where {free} slots "
                    + $"are free and {held.GetValueOrDefault((facility, day))} were held."));
            }
        }

        (FacilityId Facility, int Day) DayOf(ShipmentRow row) =>
            (row.Facility, routes.Options.Has(row.Option) ? routes.ShipDayOf(row.Option) : -1);
    }

    private static Dictionary<TKey, long> Sum<TKey>(Table<ShipmentRow> rows, Func<ShipmentRow, TKey> keyOf)
        where TKey : notnull
    {
        var sums = new Dictionary<TKey, long>();
        foreach (var row in rows.Rows.ToArray().Where(row => row.Units > 0))
        {
            var key = keyOf(row);
            sums[key] = sums.GetValueOrDefault(key) + row.Units;
        }

        return sums;
    }

    private static bool IsInTime(OrderInputs inputs, OrderRequest request, ShipmentRow row)
    {
        var origin = inputs.Routes.OriginOf(row.Facility);
        if (row.Units < 0 || origin < 0 || !inputs.Routes.Knows(request.Region)
            || !inputs.Routes.IsOf(row.Option, origin, request.Region))
        {
            return false;
        }

        var way = inputs.Routes.Options[row.Option];
        return way.CutoffMinute >= request.Minute + inputs.Terms.Rows[row.Product.Value].HandlingMinutes
            && way.DeliveryMinute <= request.DeadlineMinute;
    }
}
