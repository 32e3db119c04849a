using Quartermaster.Domain.Routes;

namespace Quartermaster.Tests.Fulfillment.Orders.Packing;

/// <summary>The fewest parcels for some units, by looking at every content of a first parcel.</summary>
internal sealed class FewestParcels((int Grams, int Volume)[] kinds, ParcelLimits limits)
{
    internal const int Impossible = 1_000_000;

    private readonly Dictionary<string, int> _known = [];

    internal int Of(int[] units)
    {
        if (units.All(of => of == 0))
        {
            return 0;
        }

        var key = string.Join(',', units);
        if (!_known.TryGetValue(key, out var fewest))
        {
            fewest = First(units, new int[units.Length], 0, 0, 0);
            _known.Add(key, fewest);
        }

        return fewest;
    }

    private int First(int[] units, int[] taken, int kind, long grams, long volume)
    {
        if (kind == units.Length)
        {
            return taken.All(of => of == 0) ? Impossible : 1 + Of([.. units.Zip(taken, (all, of) => all - of)]);
        }

        var fewest = Impossible;
        for (var of = 0; of <= units[kind]; of++)
        {
            var (weight, size) = (grams + ((long)of * kinds[kind].Grams), volume + ((long)of * kinds[kind].Volume));
            if (weight <= limits.Grams && size <= limits.CubicCentimeters)
            {
                taken[kind] = of;
                fewest = Math.Min(fewest, First(units, taken, kind + 1, weight, size));
            }
        }

        taken[kind] = 0;
        return fewest;
    }
}
