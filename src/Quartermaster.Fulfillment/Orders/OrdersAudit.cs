using Quartermaster.Domain;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Orders;

/// <summary>The rules every plan of shipments must obey, whoever or whatever made it.</summary>
/// <remarks>Each order is judged by itself, against the live units; judge a plan before they change. That orders do not
/// claim the same units is the ledger's to see.</remarks>
public sealed class OrdersAudit : IPlanAudit<OrderInputs, ShipmentRow, OrderReason>
{
    private const int Most = OrderInputs.FacilitiesPerLine;

    /// <inheritdoc/>
    public IReadOnlyList<Breach> Check(OrderInputs inputs, Plan<ShipmentRow, OrderReason> plan)
    {
        if (plan.Decisions.Count != inputs.FirstRow(inputs.Count))
        {
            return [new(-1, $"The plan has {plan.Decisions.Count} rows for {inputs.Lines.Count} lines. Decide again.")];
        }

        var breaches = new List<Breach>();
        var refused = inputs.Check().Select(finding => finding.Row).ToHashSet();
        for (var order = 0; order < inputs.Count; order++)
        {
            CheckOrder(inputs, order, refused.Contains(order), plan, breaches);
        }

        return breaches;
    }

    private static void CheckOrder(
        OrderInputs inputs, int order, bool isRefused, Plan<ShipmentRow, OrderReason> plan, List<Breach> breaches)
    {
        var first = inputs.FirstRow(order);
        var rows = plan.Decisions.Rows[first..inputs.FirstRow(order + 1)].ToArray();
        var lines = inputs.LinesOf(order);
        for (var line = 0; line < lines.Length; line++)
        {
            var units = 0L;
            for (var row = line * Most; row < (line + 1) * Most; row++)
            {
                units += rows[row].Units;
                Require(rows[row].Product == lines[line].Product, row, "A row is for its line's product.");
                CheckRow(row, rows[row]);
            }

            Require(units == 0 || units == lines[line].Units, line * Most, "A line is shipped whole or not at all.");
        }

        var shipped = rows.Where(row => row.Units > 0).ToArray();
        Require(inputs.Requests.Rows[order].Fill == FillRule.Available || shipped.Length == 0
            || shipped.Select(row => row.Product).Distinct().Count() == lines.Length, 0,
            "An order that is to be filled whole is shipped whole or not at all.");
        var parcels = shipped.GroupBy(row => row.Facility);
        Require(parcels.All(parcel => parcel.Select(row => row.Option).Distinct().Count() == 1), 0,
            "What an FC ships of an order goes one way.");
        Require(parcels.All(parcel => HasSlots(inputs, [.. parcel])), 0,
            "An FC ships no more of an order than it can still pick on the ship day.");
        Require(parcels.All(parcel => !inputs.Routes.Options.Has(parcel.First().Option) || inputs.Routes.HasRoom(
                parcel.First().Option, inputs.Requests.Rows[order].Region, LoadOf(inputs, parcel), inputs.Rooms)), 0,
            "A parcel goes by departures, and on a delivery day, that can take it.");
        Require(parcels.All(parcel => ParcelsDo(inputs, [.. parcel])), 0,
            "The parcels of an FC are counted once, and take what it ships by weight and by volume.");

        void CheckRow(int row, ShipmentRow shipment)
        {
            if (isRefused || shipment.Units == 0)
            {
                Require(shipment == new ShipmentRow { Product = shipment.Product, Option = -1 }, row,
                    "A row that ships nothing says nothing, and nothing is shipped for a bad order.");
                return;
            }

            var free = inputs.Available.Of(shipment.Product, shipment.Facility);
            var coming = Coming(inputs, inputs.Requests.Rows[order], shipment);
            Require(shipment.Units > 0 && shipment.Units <= (long)free + coming, row,
                "No more is shipped than the FC has, and gets while the way can still be reached.");
            Require(shipment.Arriving == Math.Max(0, shipment.Units - free), row,
                "What is there goes first: what is beyond it, and no more, is on its way.");
            Require(IsWay(inputs, inputs.Requests.Rows[order], shipment), row,
                "The way exists, can still be reached after handling, and delivers by the deadline.");
            ref readonly var terms = ref inputs.Terms.Rows[shipment.Product.Value];
            Require(!inputs.Routes.Options.Has(shipment.Option) || inputs.Routes.TermsOf(shipment.Option).Limits.Hold(
                terms.WeightGrams, terms.VolumeCubicCentimeters, terms.SideMillimeters), row,
                "A unit keeps to what a parcel may be on its way.");
            Require(shipment.PaidMicros >= 0, row, "What is paid is not negative.");
        }

        void Require(bool holds, int row, string rule)
        {
            if (!holds)
            {
                breaches.Add(new(first + row, rule));
            }
        }
    }

    // What comes by when the order is handed over for its way, after handling.
    private static int Coming(OrderInputs inputs, OrderRequest request, ShipmentRow shipment) =>
        inputs.Arrivals is { } arrivals && inputs.Routes.Options.Has(shipment.Option)
            ? arrivals.Of(shipment.Product, shipment.Facility, request.Minute,
                inputs.Routes.Options[shipment.Option].CutoffMinute
                    - inputs.Terms.Rows[shipment.Product.Value].HandlingMinutes)
            : 0;

    private static bool IsWay(OrderInputs inputs, OrderRequest request, ShipmentRow shipment)
    {
        var origin = inputs.Routes.OriginOf(shipment.Facility);
        if (origin < 0)
        {
            return false;
        }

        if (!inputs.Routes.IsOf(shipment.Option, origin, request.Region))
        {
            return false;
        }

        var way = inputs.Routes.Options[shipment.Option];
        var handling = inputs.Terms.Rows[shipment.Product.Value].HandlingMinutes;
        return way.CutoffMinute >= request.Minute + handling && way.DeliveryMinute <= request.DeadlineMinute
            && shipment.Delivery == Instant.OfMinutes(way.DeliveryMinute);
    }

    private static ParcelLoad LoadOf(OrderInputs inputs, IEnumerable<ShipmentRow> parcel) => new(1,
        parcel.Sum(row => (double)row.Units * inputs.Terms.Rows[row.Product.Value].WeightGrams),
        parcel.Sum(row => (double)row.Units * inputs.Terms.Rows[row.Product.Value].VolumeCubicCentimeters));

    private static bool ParcelsDo(OrderInputs inputs, ShipmentRow[] parcel)
    {
        var (grams, volume) = (0L, 0L);
        foreach (var row in parcel)
        {
            grams += (long)row.Units * inputs.Terms.Rows[row.Product.Value].WeightGrams;
            volume += (long)row.Units * inputs.Terms.Rows[row.Product.Value].VolumeCubicCentimeters;
        }

        long count = parcel[0].Parcels;
        return count >= 1 && parcel[1..].All(row => row.Parcels == 0) && (!inputs.Routes.Options.Has(parcel[0].Option)
            || (inputs.Routes.TermsOf(parcel[0].Option).Limits is var limits
                && grams <= count * limits.Grams && volume <= count * limits.CubicCentimeters));
    }

    private static bool HasSlots(OrderInputs inputs, ShipmentRow[] parcel) =>
        inputs.Slots is null || !inputs.Routes.Options.Has(parcel[0].Option)
        || inputs.Slots.Of(parcel[0].Facility, inputs.Routes.ShipDayOf(parcel[0].Option))
            >= parcel.Sum(row => (long)row.Units);
}
