using System.Globalization;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Generation.Places;
using Quartermaster.Evaluation.Generation.Truth;
using Quartermaster.Numerics;

namespace Quartermaster.Evaluation.Generation.History;

/// <summary>Writes a sold line and what comes of it: shipment, delivery, now and then late, and returns.</summary>
internal sealed class Aftermath(Aisle aisle, HistoryWorld world, Shelves shelves, AisleRows rows, ProductId[] ids)
{
    private const double FreeShippingFrom = 35;
    private const double CancelledShare = 0.006;
    private const double LateShare = 0.04;
    private const double ResellableShare = 0.8;

    /// <summary>Records one line.</summary>
    internal void Add(
        int day, in WantedOrder order, Label label, int number, int product, int units, int metro, int center,
        OwnerId owner)
    {
        double Uniform(ulong key, int what) => KeyedRandom.Uniform(
            world.Sample.Seed, Streams.Aftermath, key, ((ulong)product * 10) + 10_000 + (ulong)what);

        var (place, key) = (Place.Metros[metro], order.Key);
        var days = world.Map.PromiseDays(metro, center);
        var date = world.DateOf(day);
        var promised = Instant.Of(date.AddDays(days), (21 * 60) - place.Zone.OffsetMinutes(date));
        var shipped = order.At.PlusMinutes(180 + (int)(360 * Uniform(key, 0)));
        var delivered = Uniform(key, 1) < LateShare
            ? promised.PlusMinutes(600 + (int)(1_500 * Uniform(key, 2)))
            : promised.PlusMinutes(-60 - (int)(480 * Uniform(key, 2)));
        var id = ids[product];
        rows.Sales.Add(new(
            label, number, order.At, CustomerOf(order, metro), order.Region, id, owner, units,
            new(aisle.Prices[product].On(day).Micros),
            days <= 1 ? Speed.OneDay : days == 2 ? Speed.TwoDay : Speed.Standard,
            default, promised, world.Centers[center], shipped, delivered, false));

        if (Uniform(key, 3) < aisle.Products[product].Category.Returns)
        {
            var back = delivered.UtcDay.AddDays(4 + (int)(20 * Uniform(key, 4)));
            var isResellable = Uniform(key, 5) < ResellableShare;
            AddReturn(new(label, number, back, id, world.Centers[center], Math.Max(1, (int)(units * Uniform(key, 6))),
                isResellable ? Condition.Sellable : Condition.Damaged), product, center, owner);
        }
    }

    /// <summary>Sets the fee of an order once its worth is known; a few orders are placed twice, and once cancelled.
    /// </summary>
    /// <returns>Whether a cancelled order was added, under the label given.</returns>
    internal bool Close(int firstRow, ulong key, Label nextLabel)
    {
        var lines = rows.Sales.Count - firstRow;
        var worth = 0.0;
        for (var row = firstRow; row < firstRow + lines; row++)
        {
            worth += rows.Sales[row].UnitPrice.Micros / 1e6 * rows.Sales[row].Units;
        }

        rows.Sales[firstRow] = rows.Sales[firstRow] with
        {
            ShippingFee = Money.Of(worth < FreeShippingFrom ? 4.99m : 0),
        };
        if (KeyedRandom.Uniform(world.Sample.Seed, Streams.Aftermath, key, 0) >= CancelledShare)
        {
            return false;
        }

        for (var row = firstRow; row < firstRow + lines; row++)
        {
            rows.Sales.Add(rows.Sales[row] with
            {
                Order = nextLabel,
                IsCancelled = true,
                ShippedFrom = default,
                Shipped = default,
                Delivered = default,
            });
        }

        return true;
    }

    private void AddReturn(CustomerReturn back, int product, int center, OwnerId owner)
    {
        if (back.Day > world.Sample.LastDay)
        {
            return;
        }

        rows.Returns.Add(back);
        if (owner.Value == 0)
        {
            var isGood = back.Condition == Condition.Sellable;
            shelves.Expect(back.Day.DayNumber + 1 - world.Sample.FirstDay.DayNumber,
                new(product, center, isGood ? back.Units : 0, isGood ? 0 : back.Units, 0));
        }
    }

    // One household in about forty shops here; a fifth of them buys most.
    private Label CustomerOf(in WantedOrder order, int metro)
    {
        var uniform = KeyedRandom.Uniform(world.Sample.Seed, Streams.Order, order.Key, 3);
        var number = (int)(uniform * uniform * Place.Metros[metro].Population / 100);
        Span<char> text = stackalloc char[16];
        text[0] = 'C';
        _ = metro.TryFormat(text[1..], out var width, "000", CultureInfo.InvariantCulture);
        _ = number.TryFormat(text[(1 + width)..], out var rest, "000000", CultureInfo.InvariantCulture);
        return Label.TryOf(text[..(1 + width + rest)], out var label) ? label : default;
    }
}
