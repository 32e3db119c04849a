using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>What a cart that a board row answers for is offered.</summary>
internal readonly ref struct BoardOffers
{
    // Where a cost comes near the greatest one there is, floats order it differently.
    private const long Dear = 500_000_000_000_000;

    internal required RouteTable Routes { get; init; }

    internal required ReadOnlySpan<ShipTerms> Terms { get; init; }

    internal required ReadOnlySpan<Speed> Speeds { get; init; }

    internal required int TwoHourMinutes { get; init; }

    /// <summary>By when a speed delivers.</summary>
    internal int DeadlineOf(int speed, in BoardCart cart, BoardRow row) =>
        speed == 0 ? cart.Minute + TwoHourMinutes : row.DeadlineOf(speed);

    /// <summary>Writes the offers; false where the engine must.</summary>
    /// <param name="cart">The cart, read.</param>
    /// <param name="row">Its row.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="ranks">For each speed and line the FCs that have all of it, by rank, where none has everything.
    /// </param>
    /// <param name="offers">Overwritten: one per speed.</param>
    internal bool Write(
        in BoardCart cart, BoardRow row, ReadOnlySpan<CartLine> lines, ReadOnlySpan<ulong> ranks,
        Span<PromiseOffer> offers)
    {
        if (cart.Earliest > row.DeadlineOf(Deadlines.IndexOf(Speed.Standard)) && cart.Earliest != int.MaxValue)
        {
            return false; // The standard speed is promised for later then.
        }

        for (var i = 0; i < Speeds.Length; i++)
        {
            var speed = Deadlines.IndexOf(Speeds[i]);
            var deadline = DeadlineOf(speed, in cart, row);
            if (cart.Earliest > deadline)
            {
                offers[i] = PromiseOffer.None(Speeds[i]);
                continue;
            }

            var place = row.Cheapest(speed, cart.Ranks[i], cart.Grams, cart.CubicCentimeters, out var cost);
            if (place < 0)
            {
                var byLine = ranks.Slice(i * BoardWork.MostLines, lines.Length);
                if (!Split(in cart, row, lines, byLine, speed, deadline, out offers[i]))
                {
                    return false;
                }

                continue;
            }

            ref readonly var way = ref row[place];
            var space = Routes.SpaceMicrosOf(way.Option, 1, cart.Grams, cart.CubicCentimeters);
            offers[i] = new(deadline, way.DeliveryMinute, cart.Earliest, ShareOf(in way, speed, deadline), cost - space,
                1UL << way.Origin, way.Option, Speeds[i]);
            if (cost >= Dear)
            {
                return false;
            }
        }

        return true;
    }

    // The two-hour deadline moves with the request, the others stand in the row.
    private float ShareOf(ref readonly BoardWay way, int speed, int deadline) =>
        speed == 0 ? (float)Routes.ShareBy(way.Option, deadline) : way.Confidence;

    // The cheapest FC for each line, as the engine splits.
    private bool Split(
        in BoardCart cart, BoardRow row, ReadOnlySpan<CartLine> lines, ReadOnlySpan<ulong> ranks, int speed,
        int deadline, out PromiseOffer offer)
    {
        var (origins, cost, delivery, option, share) = (0UL, 0L, 0, -1, 1f);
        for (var line = 0; line < lines.Length; line++)
        {
            var place = row.Cheapest(speed, ranks[line], cart.Grams, cart.CubicCentimeters, out var alone);
            if (alone >= Dear)
            {
                offer = default;
                return false;
            }

            ref readonly var way = ref row[place];
            ref readonly var terms = ref Terms[lines[line].Product.Value];
            var isNew = (origins >> way.Origin & 1) == 0;
            var (grams, volume) = ((double)lines[line].Units * terms.WeightGrams,
                (double)lines[line].Units * terms.VolumeCubicCentimeters);
            cost += (isNew ? way.ParcelMicros : 0) + RouteOption.GoodsMicros(
                grams, volume, way.MicrosPerGram, way.MicrosPerCubicCentimeter)
                - Routes.SpaceMicrosOf(way.Option, isNew ? 1 : 0, grams, volume);
            share *= isNew ? ShareOf(in way, speed, deadline) : 1;
            (delivery, option) = way.DeliveryMinute > delivery
                ? (way.DeliveryMinute, way.Option) : (delivery, option);
            origins |= 1UL << way.Origin;
        }

        offer = new(deadline, delivery, cart.Earliest, share, cost, origins, option, (Speed)(speed + 1));
        return true;
    }
}
