using Quartermaster.Domain;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Orders.Backlog;

/// <summary>Takes in the open orders: what they hold becomes part of the shared stock, and what no longer keeps the
/// promise is let go.</summary>
internal static class BacklogIntake
{
    private const int Most = OrderInputs.FacilitiesPerLine;

    /// <summary>The orders with their products renumbered; those of a party that share a parcel already as one.
    /// </summary>
    internal static List<OpenOrder> Read(BacklogInputs inputs, BacklogWorld world)
    {
        var orders = new List<OpenOrder>();
        for (var order = 0; order < inputs.Orders.Count; order++)
        {
            var party = inputs.Parties.Count == 0 ? 0 : inputs.Parties.Rows[order];
            orders.Add(ReadOne(inputs, world, order, party));
        }

        return [.. orders.GroupBy(order => order.Party == 0 ? (0, order.Members[0]) : (order.Party, -1))
            .SelectMany(party => Shared(world.Free, [.. party]))
            .OrderBy(order => order.Members[0])];
    }

    private static OpenOrder ReadOne(BacklogInputs inputs, BacklogWorld world, int order, int party)
    {
        var first = inputs.Orders.FirstRow(order);
        var present = inputs.Present.Rows[first..inputs.Orders.FirstRow(order + 1)];
        var request = inputs.Orders.Requests.Rows[order];
        var wanted = inputs.Orders.LinesOf(order);
        var lines = new CartLine[wanted.Length];
        var rows = new ShipmentRow[present.Length];
        for (var line = 0; line < lines.Length; line++)
        {
            lines[line] = wanted[line] with { Product = new(world.NumberOf[wanted[line].Product]) };
            var units = 0L;
            for (var row = line * Most; row < (line + 1) * Most; row++)
            {
                rows[row] = present[row] with { Product = lines[line].Product };
                if (IsHeld(inputs.Orders, in present[row], wanted[line].Product))
                {
                    world.Add(in rows[row]);
                }

                units += IsInTime(world.Free, request, in rows[row]) ? rows[row].Units : 0;
            }

            if (units != lines[line].Units)
            {
                rows.AsSpan(line * Most, Most).Clear();
            }
        }

        var open = new OpenOrder([order], party, request, lines, rows);
        OneWayEach(open);
        return open;
    }

    // What a row says is held is held, whatever it is worth now; a row of another product or place is not believed.
    private static bool IsHeld(OrderInputs inputs, in ShipmentRow row, ProductId product) =>
        row.Units > 0 && row.Product == product && inputs.Routes.OriginOf(row.Facility) >= 0;

    private static bool IsInTime(OrderInputs inputs, in OrderRequest request, in ShipmentRow row)
    {
        var origin = inputs.Routes.OriginOf(row.Facility);
        if (row.Units <= 0 || origin < 0 || !inputs.Routes.Knows(request.Region)
            || !inputs.Routes.IsOf(row.Option, origin, request.Region) || row.Product.Value >= inputs.Terms.Count)
        {
            return false;
        }

        ref readonly var way = ref inputs.Routes.Options[row.Option];
        return way.CutoffMinute >= request.Minute + inputs.Terms.Rows[row.Product.Value].HandlingMinutes
            && way.DeliveryMinute <= request.DeadlineMinute;
    }

    // Parcels of one FC by two ways are no plan of this engine: the later lines are let go.
    private static void OneWayEach(OpenOrder order)
    {
        var ways = new Dictionary<FacilityId, int>();
        for (var line = 0; line < order.Lines.Length; line++)
        {
            var rows = order.Rows.AsSpan(line * Most, Most);
            foreach (ref readonly var row in rows)
            {
                if (row.Units > 0 && !ways.TryAdd(row.Facility, row.Option) && ways[row.Facility] != row.Option)
                {
                    rows.Clear();
                    break;
                }
            }
        }
    }

    // Orders of a party that have a parcel in common are shipped together, so its cost counts once.
    private static List<OpenOrder> Shared(OrderInputs inputs, List<OpenOrder> party)
    {
        for (var i = 0; i < party.Count; i++)
        {
            for (var j = i + 1; j < party.Count; j++)
            {
                if (Shares(party[i], party[j]) && JoinPlans(inputs, party[i], party[j]) is { } joined)
                {
                    party[i] = joined;
                    party.RemoveAt(j);
                    (i, j) = (-1, party.Count);
                }
            }
        }

        return party;
    }

    private static bool Shares(OpenOrder one, OpenOrder other) =>
        one.Request.Region == other.Request.Region && one.Rows.Any(row => row.Units > 0
            && other.Rows.Any(its => its.Units > 0 && its.Facility == row.Facility && its.Option == row.Option));

    // Null where together they would have more FCs than an order may, two ways of one, or more goods than a parcel
    // takes, or where one might get what is late for it, or leaves too early. What they get instead is in time for the
    // first of them, and can be reached by the last.
    private static OpenOrder? JoinPlans(OrderInputs inputs, OpenOrder one, OpenOrder other)
    {
        var joined = OpenOrder.Join(one, other);
        foreach (var row in one.Rows.Concat(other.Rows).Where(row => row.Units > 0))
        {
            var line = Array.FindIndex(joined.Lines, its => its.Product == row.Product);
            var to = joined.Rows.AsSpan(line * Most, Most);
            var at = 0;
            while (at < Most && to[at].Units > 0 && to[at].Facility != row.Facility)
            {
                at++;
            }

            // Units of a product that both want may go to either of them.
            var isForBoth = Wants(one, row) && Wants(other, row);
            if (at == Most || (to[at].Units > 0 && to[at].Option != row.Option)
                || (isForBoth && !IsInTime(inputs, joined.Request, in row)))
            {
                return null;
            }

            to[at] = row with { Units = row.Units + to[at].Units };
        }

        var isWhole = joined.Lines.Index().All(line => joined.Rows.AsSpan(line.Index * Most, Most).ToArray()
            .Sum(row => (long)row.Units) is var units && (units == 0 || units == line.Item.Units));
        var ways = joined.Rows.Where(row => row.Units > 0).GroupBy(row => row.Facility)
            .All(rows => rows.Select(row => row.Option).Distinct().Count() == 1);
        return isWhole && ways && joined.FitsOneParcelEach(inputs)
            && System.Numerics.BitOperations.PopCount(joined.Origins(inputs.Routes)) <= Most ? joined : null;
    }

    private static bool Wants(OpenOrder order, ShipmentRow row) =>
        Array.Exists(order.Lines, line => line.Product == row.Product);
}
