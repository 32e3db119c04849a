using Quartermaster.Domain;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Orders;

/// <summary>Writes what was decided, row by row, with its costs and reasons.</summary>
internal static class ShipmentRows
{
    private const int Most = OrderInputs.FacilitiesPerLine;

    internal static void Refuse(ReadOnlySpan<CartLine> lines, Span<ShipmentRow> rows, ReasonWriter<OrderReason>? why)
    {
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = Empty(lines[row / Most].Product);
            var cost = new Waterfall<OrderReason>(why);
            if (row % Most == 0)
            {
                cost.Remark(OrderReason.BadInput);
            }
        }
    }

    internal static void Write(
        in OrderWork work, OrdersPolicy policy, int openCount, bool isCut, Span<ShipmentRow> rows,
        ReasonWriter<OrderReason>? why)
    {
        var opened = 0UL;
        for (var line = 0; line < work.Lines.Length; line++)
        {
            var shares = work.SharesOf(line);
            var row = line * Most;
            for (var i = 0; i < openCount; i++)
            {
                if (shares[i] > 0)
                {
                    var isFirst = (opened >> work.Open[i].Origin & 1) == 0;
                    var count = isFirst ? work.Counts[i] : 0;
                    var split = (count - (isFirst && opened == 0 ? 1 : 0)) * Math.Max(0, policy.SplitCost.Micros);
                    opened |= 1UL << work.Open[i].Origin;
                    rows[row++] = RowOf(in work, line, in work.Open[i], shares[i], count, split, isCut, why);
                }
            }

            for (var first = row == line * Most; row < (line + 1) * Most; first = false)
            {
                rows[row++] = Empty(work.Lines[line].Product);
                var cost = new Waterfall<OrderReason>(why);
                if (first && why is not null)
                {
                    cost.Remark(WhyNot(in work, line));
                }
            }
        }
    }

    private static OrderReason WhyNot(in OrderWork work, int line) =>
        work.Available(line) < work.Lines[line].Units
            ? ParcelSizes.IsTooLarge(in work, line) ? OrderReason.TooLarge : OrderReason.NotAvailable
        : work.Request.Fill == FillRule.All ? OrderReason.WaitsForAll
        : work.Request.Fill == FillRule.OrKill ? OrderReason.Killed
        : OrderReason.TooManyParcels;

    private static ShipmentRow RowOf(
        in OrderWork work, int line, in Parcel parcel, int units, int count, long splitMicros, bool isCut,
        ReasonWriter<OrderReason>? why)
    {
        var product = work.Lines[line].Product;
        var pick = work.Inputs.Terms.Rows[product.Value].PickPerUnit.Micros;
        var unit = work.CostOf(in parcel, line);
        var pack = parcel.FixedMicros - parcel.FreightMicros;
        var space = ParcelSizes.SpaceOf(work.Inputs, product, parcel.Option, units, count, unit.FreightMicros);
        var freight = (units * unit.FreightMicros) + (count * parcel.FreightMicros) - space;
        var handling = (units * pick) + (count * pack);

        var cost = new Waterfall<OrderReason>(why);
        cost.SetTo(freight, OrderReason.Freight);
        cost.SetTo(cost.Quantity + handling, OrderReason.Handling);
        cost.SetTo(cost.Quantity + splitMicros, OrderReason.Split);
        cost.SetTo(cost.Quantity + space, OrderReason.LaneSpace);
        var slots = units * SlotPrice.Of(work.Inputs, parcel.Origin, parcel.Option);
        cost.SetTo(cost.Quantity + slots, OrderReason.SlotPrice);
        cost.SetTo(cost.Quantity + unit.Of(units) - (units * (unit.FreightMicros + pick)) - slots,
            OrderReason.StockValue);
        if (isCut && count > 0)
        {
            cost.Remark(OrderReason.WorkLimit);
        }

        var arriving = Math.Max(0, units - work.Here[(line * work.Inputs.Routes.Origins.Length) + parcel.Origin]);
        if (arriving > 0)
        {
            cost.Remark(OrderReason.Arriving);
        }

        var delivery = work.Inputs.Routes.Options[parcel.Option].DeliveryMinute;
        return new(product, work.Inputs.Routes.Origins[parcel.Origin], units, parcel.Option,
            Instant.OfMinutes(delivery), cost.Quantity, freight + handling)
        {
            Parcels = count, Arriving = arriving,
        };
    }

    private static ShipmentRow Empty(ProductId product) => new() { Product = product, Option = -1 };
}
