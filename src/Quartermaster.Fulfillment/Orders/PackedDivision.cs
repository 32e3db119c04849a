using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Orders.Packing;

namespace Quartermaster.Fulfillment.Orders;

/// <summary>Shares an order among opened FCs where the limits of ways make several parcels of what an FC ships.
/// </summary>
/// <remarks>The cheapest division with one parcel each is a bound, and the answer where each needs one. Else every
/// division of every line is looked at unless what it costs so far, the cheapest division of the lines to come, and the
/// parcels that weight and volume ask for so far are no less than the best; each whole division is packed. Exact within
/// the work limit; beyond it lines are moved to one FC each as long as that helps. Allocates: for large orders.
/// </remarks>
internal sealed class PackedDivision
{
    /// <summary>Nodes of a packing: whoever packs an order's goods again must do as is done here.</summary>
    internal const int Nodes = 2_000;

    // A packing counts as much as so many divisions that are not packed, and these as sets.
    private const int PackingSteps = 25;
    private const int StepsPerSet = 4;
    private const int MostMoves = 5_000;

    private readonly OrderInputs _inputs;
    private readonly CartLine[] _lines;
    private readonly int _most;
    private readonly long _splitMicros;
    private readonly int[] _shares;
    private readonly int[] _start;
    private readonly long[] _floors;
    private readonly long[] _grams;
    private readonly long[] _volumes;
    private readonly PackedGoods[] _goods;
    private Parcel[] _open = [];
    private ParcelLimits[] _limits = [];
    private UnitCost[] _costs = [];
    private int[] _wanted = [];
    private bool _isFound;
    private int _left;
    private long _bestMicros;

    internal PackedDivision(
        OrderInputs inputs, ReadOnlySpan<CartLine> lines, int most, long splitMicros, int mostSets)
    {
        (_inputs, _lines, _most, _splitMicros) = (inputs, lines.ToArray(), most, splitMicros);
        _left = Math.Max(1, mostSets / StepsPerSet);
        (_shares, _start, Best) = (new int[lines.Length * most], new int[lines.Length * most],
            new int[lines.Length * most]);
        (_floors, _grams, _volumes) = (new long[lines.Length + 1], new long[most], new long[most]);
        _goods = new PackedGoods[lines.Length];
    }

    /// <summary>Units of the best division, line × place.</summary>
    internal int[] Best { get; }

    /// <summary>Whether the work limit was reached.</summary>
    internal bool IsCut => _left <= 0;

    /// <summary>Counts the parcels of what an order's opened FCs ship.</summary>
    /// <returns>Whether fewer are proven not to do.</returns>
    internal static bool Count(in OrderWork work, int openCount)
    {
        work.Counts.Fill(1);
        var isProven = true;
        if (!work.IsBulky)
        {
            return isProven;
        }

        var goods = new PackedGoods[work.Lines.Length];
        for (var i = 0; i < openCount; i++)
        {
            for (var line = 0; line < goods.Length; line++)
            {
                ref readonly var terms = ref work.Inputs.Terms.Rows[work.Lines[line].Product.Value];
                goods[line] = new(terms.WeightGrams, terms.VolumeCubicCentimeters, work.SharesOf(line)[i]);
            }

            var plan = ParcelPacking.Pack(goods, work.Inputs.Routes.TermsOf(work.Open[i].Option).Limits, Nodes);
            (work.Counts[i], isProven) = (Math.Max(1, plan.Count), isProven && plan.Count == plan.Bound);
        }

        return isProven;
    }

    /// <summary>The least cost of a set of FCs; what was known if it is not below that. Then <see cref="Best"/> is the
    /// division.</summary>
    /// <param name="open">The FCs.</param>
    /// <param name="costs">Costs of units.</param>
    /// <param name="wanted">Units of each line.</param>
    /// <param name="openingMicros">One parcel each, splits included.</param>
    /// <param name="below">What is known, micros.</param>
    internal long Least(
        ReadOnlySpan<Parcel> open, ReadOnlySpan<UnitCost> costs, ReadOnlySpan<int> wanted, long openingMicros,
        long below)
    {
        (_open, _costs, _wanted, _bestMicros) = (open.ToArray(), costs.ToArray(), wanted.ToArray(), below);
        _isFound = false;
        _limits = Array.ConvertAll(_open, parcel => _inputs.Routes.TermsOf(parcel.Option).Limits);
        for (var line = _lines.Length - 1; line >= 0; line--)
        {
            var shares = _start.AsSpan(line * _most, open.Length);
            shares.Clear();
            _floors[line] = _floors[line + 1]
                + (wanted[line] == 0 ? 0 : LineShare.Of(open, costs, line, wanted[line], shares));
        }

        if (openingMicros + _floors[0] >= below)
        {
            return below;
        }

        _start.CopyTo(_shares, 0);
        if (Judge(openingMicros + _floors[0]) && _left > 0)
        {
            _grams.AsSpan().Clear();
            _volumes.AsSpan().Clear();
            Divide(0, 0, _wanted[0], openingMicros, 0);
            if (IsCut)
            {
                Move(openingMicros);
            }
        }

        return _bestMicros;
    }

    // Packs a whole division. Whether another one may be cheaper: not where no FC needs a second parcel.
    private bool Judge(long micros)
    {
        var extra = 0L;
        for (var i = 0; i < _open.Length && micros + extra < _bestMicros; i++)
        {
            extra += (Packed(i) - 1) * (_open[i].FixedMicros + _splitMicros);
        }

        if (micros + extra < _bestMicros)
        {
            (_bestMicros, _isFound) = (micros + extra, true);
            _shares.CopyTo(Best, 0);
        }

        return extra > 0;
    }

    private long Packed(int place)
    {
        if (!_open[place].IsTight)
        {
            return 1;
        }

        for (var line = 0; line < _lines.Length; line++)
        {
            ref readonly var terms = ref _inputs.Terms.Rows[_lines[line].Product.Value];
            _goods[line] = new(terms.WeightGrams, terms.VolumeCubicCentimeters, _shares[(line * _most) + place]);
        }

        _left -= PackingSteps;
        return Math.Max(1, ParcelPacking.Pack(_goods, in _limits[place], Nodes).Count);
    }

    private void Divide(int line, int place, int units, long micros, int places)
    {
        if (--_left <= 0 || micros + Extra() + (line == _lines.Length ? 0 : _floors[line + 1]) >= _bestMicros)
        {
            return;
        }

        if (line == _lines.Length)
        {
            Judge(micros);
            return;
        }

        if (units == 0 || place == _open.Length)
        {
            if (units == 0)
            {
                _shares.AsSpan((line * _most) + place, _open.Length - place).Clear();
                Divide(line + 1, 0, line + 1 < _lines.Length ? _wanted[line + 1] : 0, micros, 0);
            }

            return;
        }

        ref readonly var terms = ref _inputs.Terms.Rows[_lines[line].Product.Value];
        var cost = _costs[_open[place].Costs + line];
        var most = places == OrderInputs.FacilitiesPerLine ? 0 : Math.Min(units, cost.Units);
        for (var taken = most; taken >= 0 && _left > 0; taken--)
        {
            _shares[(line * _most) + place] = taken;
            _grams[place] += (long)taken * terms.WeightGrams;
            _volumes[place] += (long)taken * terms.VolumeCubicCentimeters;
            Divide(line, place + 1, units - taken, micros + cost.Of(taken), places + (taken > 0 ? 1 : 0));
            _grams[place] -= (long)taken * terms.WeightGrams;
            _volumes[place] -= (long)taken * terms.VolumeCubicCentimeters;
        }
    }

    // What further parcels cost at least for what is shared so far.
    private long Extra()
    {
        var extra = 0L;
        for (var i = 0; i < _open.Length; i++)
        {
            var parcels = Math.Max(Above(_grams[i], _limits[i].Grams), Above(_volumes[i], _limits[i].CubicCentimeters));
            extra += Math.Max(0, parcels - 1) * (_open[i].FixedMicros + _splitMicros);
        }

        return extra;
    }

    private static long Above(long sum, long limit) => (sum + limit - 1) / limit;

    // Each line to one FC, as long as that is cheaper.
    private void Move(long openingMicros)
    {
        var moves = MostMoves;
        for (var before = 0L; before != _bestMicros;)
        {
            before = _bestMicros;
            for (var line = 0; line < _lines.Length; line++)
            {
                for (var place = 0; place < _open.Length && moves > 0; place++)
                {
                    moves--;
                    if (_wanted[line] > 0 && _costs[_open[place].Costs + line].Units >= _wanted[line])
                    {
                        (_isFound ? Best : _start).CopyTo(_shares, 0);
                        _shares.AsSpan(line * _most, _open.Length).Clear();
                        _shares[(line * _most) + place] = _wanted[line];
                        Judge(openingMicros + Goods());
                    }
                }
            }
        }
    }

    private long Goods()
    {
        var sum = 0L;
        for (var line = 0; line < _lines.Length; line++)
        {
            for (var place = 0; place < _open.Length; place++)
            {
                sum += _costs[_open[place].Costs + line].Of(_shares[(line * _most) + place]);
            }
        }

        return sum;
    }
}
