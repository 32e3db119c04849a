using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Orders;

/// <summary>Holds an order where waiting is free: each parcel leaves by the last way that costs the same and still
/// keeps the promise, so that until then it can be planned again and share a parcel with another order.</summary>
internal static class Waiting
{
    internal static void TakeLatest(in OrderWork work, int openCount)
    {
        var units = 0L;
        foreach (ref readonly var line in work.Lines)
        {
            units += line.Units;
        }

        for (var i = 0; i < openCount; i++)
        {
            work.Open[i] = Latest(in work, in work.Open[i], units);
        }
    }

    private static Parcel Latest(in OrderWork work, in Parcel parcel, long units)
    {
        var (inputs, latest) = (work.Inputs, parcel);
        var now = inputs.Routes.Options[parcel.Option];
        var price = SlotPrice.Of(inputs, parcel.Origin, parcel.Option);
        var start = inputs.Routes.RangeOf(parcel.Origin, work.Request.Region).Start;
        var end = inputs.Routes.SparesOf(parcel.Origin, work.Request.Region).End;
        for (var option = start; option < end; option++)
        {
            ref readonly var way = ref inputs.Routes.Options[option];
            if (way.CutoffMinute > latest.CutoffMinute && way.DeliveryMinute <= work.Request.DeadlineMinute
                && way.ParcelMicros == now.ParcelMicros && way.MicrosPerGram == now.MicrosPerGram
                && way.MicrosPerCubicCentimeter == now.MicrosPerCubicCentimeter
                && ParcelSizes.CanChange(inputs, parcel.Option, option)
                && SlotPrice.Of(inputs, parcel.Origin, option) == price
                && HasRoom(inputs, parcel.Origin, option, units)
                && (inputs.Rooms is null or { IsUnlimited: true } || inputs.Routes.HasRoom(
                    option, work.Request.Region, ParcelChoices.LoadOf(inputs, work.Lines), inputs.Rooms)))
            {
                latest = parcel with { Option = option, CutoffMinute = way.CutoffMinute };
            }
        }

        return latest;
    }

    private static bool HasRoom(OrderInputs inputs, int origin, int option, long units) => inputs.Slots is null
        || inputs.Slots.Of(inputs.Routes.Origins[origin], inputs.Routes.ShipDayOf(option)) >= units;
}
