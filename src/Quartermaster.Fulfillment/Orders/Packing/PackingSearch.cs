using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Orders.Packing;

/// <summary>Looks for a packing into fewer parcels: unit by unit, the largest first, into each parcel that takes it or
/// into a new one.</summary>
/// <remarks>Like units stand together and go no further back than the one before; of parcels with the same rest one is
/// tried. A branch ends where the rest of the goods needs too many parcels by weight or by volume.</remarks>
internal sealed class PackingSearch
{
    private readonly PackedGoods[] _goods;
    private readonly ParcelLimits _limits;
    private readonly int[] _kinds;
    private readonly int[] _places;
    private readonly long[] _grams;
    private readonly long[] _volumes;
    private readonly long[] _gramsAfter;
    private readonly long[] _volumesAfter;
    private readonly int _bound;
    private int _best;
    private int _nodes;

    internal PackingSearch(
        ReadOnlySpan<PackedGoods> goods, in ParcelLimits limits, int bound, int best, int mostNodes)
    {
        (_goods, _limits, _bound, _best, _nodes) = (goods.ToArray(), limits, bound, best, mostNodes);
        var (all, order) = (_goods, Enumerable.Range(0, goods.Length));
        _kinds = [.. order.OrderByDescending(kind => FirstFit.SizeOf(in all[kind], in _limits, 0))
            .SelectMany(kind => Enumerable.Repeat(kind, all[kind].Units))];
        (_places, _grams, _volumes) = (new int[_kinds.Length], new long[best], new long[best]);
        (_gramsAfter, _volumesAfter) = (new long[_kinds.Length + 1], new long[_kinds.Length + 1]);
        for (var i = _kinds.Length - 1; i >= 0; i--)
        {
            _gramsAfter[i] = _gramsAfter[i + 1] + _goods[_kinds[i]].Grams;
            _volumesAfter[i] = _volumesAfter[i + 1] + _goods[_kinds[i]].CubicCentimeters;
        }
    }

    /// <summary>The best packing found; null if none has fewer parcels than the one known.</summary>
    internal List<PackedParcel>? Best { get; private set; }

    /// <summary>Whether the nodes did not do.</summary>
    internal bool IsCut => _nodes <= 0;

    internal void Run() => Place(0, 0, 0, 0);

    private void Place(int unit, int opened, long freeGrams, long freeVolume)
    {
        if (_best == _bound || --_nodes <= 0 || opened + More(unit, freeGrams, freeVolume) >= _best)
        {
            return;
        }

        if (unit == _kinds.Length)
        {
            Keep(opened);
            return;
        }

        ref readonly var kind = ref _goods[_kinds[unit]];
        var first = unit > 0 && _kinds[unit - 1] == _kinds[unit] ? _places[unit - 1] : 0;
        for (var parcel = first; parcel <= opened && parcel < _best - 1; parcel++)
        {
            if (parcel == opened)
            {
                (_grams[parcel], _volumes[parcel]) = (_limits.Grams, _limits.CubicCentimeters);
            }

            if (_grams[parcel] < kind.Grams || _volumes[parcel] < kind.CubicCentimeters || WasTried(first, parcel))
            {
                continue;
            }

            var isNew = parcel == opened;
            _places[unit] = parcel;
            _grams[parcel] -= kind.Grams;
            _volumes[parcel] -= kind.CubicCentimeters;
            Place(unit + 1, opened + (isNew ? 1 : 0), freeGrams - kind.Grams + (isNew ? _limits.Grams : 0),
                freeVolume - kind.CubicCentimeters + (isNew ? _limits.CubicCentimeters : 0));
            _grams[parcel] += kind.Grams;
            _volumes[parcel] += kind.CubicCentimeters;
        }
    }

    private bool WasTried(int first, int parcel)
    {
        for (var other = first; other < parcel; other++)
        {
            if (_grams[other] == _grams[parcel] && _volumes[other] == _volumes[parcel])
            {
                return true;
            }
        }

        return false;
    }

    private long More(int unit, long freeGrams, long freeVolume) => Math.Max(
        Above(_gramsAfter[unit] - freeGrams, _limits.Grams),
        Above(_volumesAfter[unit] - freeVolume, _limits.CubicCentimeters));

    private static long Above(long rest, long limit) => rest <= 0 ? 0 : (rest + limit - 1) / limit;

    private void Keep(int opened)
    {
        var parcels = Enumerable.Range(0, opened).Select(_ => new PackedParcel(1, new int[_goods.Length])).ToList();
        for (var unit = 0; unit < _kinds.Length; unit++)
        {
            parcels[_places[unit]].Units[_kinds[unit]]++;
        }

        (Best, _best) = (parcels, opened);
    }
}
