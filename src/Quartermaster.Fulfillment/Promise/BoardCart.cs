using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>One cart that a board row answers for.</summary>
internal ref struct BoardCart
{
    // Where a cost comes near the greatest one there is, floats order it differently.
    private const long Dear = 500_000_000_000_000;

    internal required BoardRow Row { get; init; }

    internal required int Minute { get; init; }

    internal required int TwoHourMinutes { get; init; }

    internal required ReadOnlySpan<CartLine> Lines { get; init; }

    internal required ReadOnlySpan<ShipTerms> Terms { get; init; }

    internal required RouteTable Routes { get; init; }

    /// <summary>The FCs on whose ship days there may be too little room.</summary>
    internal required ulong Tight { get; init; }

    /// <summary>For each line the FCs that have all of it.</summary>
    internal required Span<ulong> HaveAll { get; init; }

    /// <summary>The FCs that have everything.</summary>
    internal required ulong Whole { get; set; }

    internal double Grams { get; set; }

    internal double CubicCentimeters { get; set; }

    /// <summary>The earliest delivery of everything.</summary>
    internal int Earliest { get; set; }

    /// <summary>Writes the offers; false where the engine must.</summary>
    internal readonly bool Write(ReadOnlySpan<Speed> speeds, Span<PromiseOffer> offers)
    {
        if (Earliest > Row.DeadlineOf(Deadlines.IndexOf(Speed.Standard)) && Earliest != int.MaxValue)
        {
            return false; // The standard speed is promised for later then.
        }

        for (var i = 0; i < speeds.Length; i++)
        {
            var speed = Deadlines.IndexOf(speeds[i]);
            var deadline = speed == 0 ? Minute + TwoHourMinutes : Row.DeadlineOf(speed);
            if (Earliest > deadline)
            {
                offers[i] = PromiseOffer.None(speeds[i]);
            }
            else if (!Choose(speed, deadline, out offers[i]))
            {
                return false;
            }
        }

        return true;
    }

    private readonly bool Choose(int speed, int deadline, out PromiseOffer offer)
    {
        var ways = Row.Speeds[speed];
        var place = ways.Cheapest(Whole, Grams, CubicCentimeters, out var cost);
        if (place < 0)
        {
            return Split(speed, deadline, out offer);
        }

        ref readonly var way = ref ways[place];
        offer = new(deadline, way.DeliveryMinute, Earliest, ShareOf(in way, speed, deadline), cost,
            1UL << way.Origin, way.Option,
            (Speed)(speed + 1));
        return cost < Dear;
    }

    // The two-hour deadline moves with the request, the others stand in the row.
    private readonly float ShareOf(ref readonly BoardWay way, int speed, int deadline) =>
        speed == 0 ? (float)Routes.Options[way.Option].ShareBy(deadline) : way.Confidence;

    // The cheapest FC for each line, as the engine splits.
    private readonly bool Split(int speed, int deadline, out PromiseOffer offer)
    {
        var (origins, cost, delivery, option, share) = (0UL, 0L, 0, -1, 1f);
        var ways = Row.Speeds[speed];
        for (var line = 0; line < Lines.Length; line++)
        {
            var place = ways.Cheapest(HaveAll[line], Grams, CubicCentimeters, out var alone);
            if (alone >= Dear)
            {
                offer = default;
                return false;
            }

            ref readonly var way = ref ways[place];
            ref readonly var terms = ref Terms[Lines[line].Product.Value];
            var isNew = (origins >> way.Origin & 1) == 0;
            cost += (isNew ? way.ParcelMicros : 0) + RouteOption.GoodsMicros(
                (double)Lines[line].Units * terms.WeightGrams,
                (double)Lines[line].Units * terms.VolumeCubicCentimeters,
                way.MicrosPerGram, way.MicrosPerCubicCentimeter);
            share *= isNew ? ShareOf(in way, speed, deadline) : 1;
            (delivery, option) = way.DeliveryMinute > delivery
                ? (way.DeliveryMinute, way.Option) : (delivery, option);
            origins |= 1UL << way.Origin;
        }

        offer = new(deadline, delivery, Earliest, share, cost, origins, option, (Speed)(speed + 1));
        return true;
    }
}
