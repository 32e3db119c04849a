using Quartermaster.Numerics;

namespace Quartermaster.Evaluation.Generation.Truth;

/// <summary>Draws what arrives for a line: one lead time for all lines that travel together, gamma
/// distributed. The number of the draw is part of every key, so that draws are independent.</summary>
internal static class SupplyDraw
{
    internal static int Deliver(
        VendorFact vendor, ulong productKey, ulong shipToKey, DateOnly ordered, int units, ulong seed,
        Span<Delivery> deliveries, int draw = 0)
    {
        var day = ordered.DayNumber;
        var trip = Chance.Key(unchecked(vendor.Key ^ (shipToKey * 0xD1342543DE82EF95UL)), day, 2 * draw);
        var line = Chance.Key(unchecked(trip + (productKey * 0x2545F4914F6CDD1DUL)), day, (2 * draw) + 1);
        double Uniform(ulong what) => KeyedRandom.Uniform(seed, Streams.Short, line, what);

        var days = Math.Max(1, (int)Math.Round(
            vendor.MeanDays * Chance.Gamma(vendor.Shape, seed, Streams.LeadTime, trip)));
        var arriving = Uniform(0) < vendor.ShortShare ? (int)(units * (0.5 + (0.45 * Uniform(1)))) : units;
        var damaged = Uniform(2) < vendor.DamageShare ? Math.Min(arriving, 1 + (int)(0.1 * arriving * Uniform(3))) : 0;
        var good = arriving - damaged;
        if (good < 2 || Uniform(4) >= vendor.PartShare)
        {
            deliveries[0] = new(ordered.AddDays(days), good, damaged);
            return 1;
        }

        var first = Math.Max(1, (int)(good * (0.3 + (0.5 * Uniform(5)))));
        deliveries[0] = new(ordered.AddDays(days), first, damaged);
        deliveries[1] = new(ordered.AddDays(days + 2 + (int)(10 * Uniform(6))), good - first, 0);
        return 2;
    }
}
