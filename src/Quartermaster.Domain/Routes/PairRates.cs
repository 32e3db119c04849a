namespace Quartermaster.Domain.Routes;

/// <summary>The options of a pair by what they cost: for each rate the ways that cost it, earliest first.</summary>
/// <remarks>Whoever ships something in time wants the cheapest rate that still delivers by the deadline, and a dearer
/// one only where it is cheaper for other goods. A pair has hundreds of ways and few rates, so looking them up by rate
/// is a binary search or two instead of a look at every way.</remarks>
public sealed class PairRates
{
    private readonly Rate[] _rates;
    private readonly int[] _options;
    private readonly int[] _cutoffs;
    private readonly int[] _deliveries;
    private readonly bool _isOrdered;

    internal PairRates(PairRoutes pair)
    {
        var kept = pair.Options[..pair.Kept];
        (_options, _cutoffs, _deliveries) = (new int[kept.Length], new int[kept.Length], new int[kept.Length]);
        for (var i = 0; i < kept.Length; i++)
        {
            _options[i] = i;
        }

        var options = pair.Options.ToArray();
        var limits = pair.Terms.IsEmpty ? [] : Array.ConvertAll(pair.Terms.ToArray(), terms => terms.Limits);
        Array.Sort(_options, (one, other) => Compare(options[one], options[other]) is not 0 and var order ? order
            : Compare(limits, one, other) is not 0 and var larger ? larger
            : one.CompareTo(other));
        (_rates, _isOrdered) = (Group(options, limits), true);
        for (var i = 0; i < kept.Length; i++)
        {
            (_cutoffs[i], _deliveries[i]) =
                (kept[_options[i]].CutoffMinute, kept[_options[i]].DeliveryMinute);
        }

        foreach (var rate in _rates)
        {
            for (var i = rate.Start + 1; i < rate.End; i++)
            {
                _isOrdered &= _deliveries[i] >= _deliveries[i - 1] && _cutoffs[i] >= _cutoffs[i - 1];
            }
        }
    }

    /// <summary>The cheapest ways in time: of every rate that no other one in time beats for all goods, the earliest.
    /// </summary>
    /// <param name="minute">When the order is ready for the FC, minutes since 1970.</param>
    /// <param name="deadline">The last minute of delivery.</param>
    /// <param name="found">Overwritten: indices among the pair's options, ascending.</param>
    /// <returns>How many were found; −1 where there are more than room, or where a rate's ways do not deliver in the
    /// order of their cut-offs: then look at every way.</returns>
    public int Find(int minute, int deadline, Span<int> found)
    {
        if (!_isOrdered)
        {
            return -1;
        }

        Span<int> rates = stackalloc int[Math.Min(found.Length, 16)];
        var count = 0;
        for (var i = 0; i < _rates.Length; i++)
        {
            ref readonly var rate = ref _rates[i];
            if (IsBeaten(in rate, rates[..count]))
            {
                continue;
            }

            var at = First(rate.Start, rate.End, minute);
            if (at == rate.End || _deliveries[at] > deadline)
            {
                continue;
            }

            if (count == rates.Length)
            {
                return -1;
            }

            (rates[count], found[count]) = (i, _options[at]);
            count++;
            if (rate.MicrosPerGram <= rate.LeastPerGramAfter
                && rate.MicrosPerCubicCentimeter <= rate.LeastPerCubicCentimeterAfter
                && rate.Limits.Cover(rate.LargestAfter))
            {
                break;
            }
        }

        found[..count].Sort();
        return count;
    }

    private static int Compare(in RouteOption one, in RouteOption other) =>
        one.ParcelMicros != other.ParcelMicros ? one.ParcelMicros.CompareTo(other.ParcelMicros)
        : one.MicrosPerGram != other.MicrosPerGram ? one.MicrosPerGram.CompareTo(other.MicrosPerGram)
        : one.MicrosPerCubicCentimeter.CompareTo(other.MicrosPerCubicCentimeter);

    // Those that take the larger parcels first.
    private static int Compare(ParcelLimits[] limits, int one, int other) => limits.Length == 0 ? 0
        : limits[one].Grams != limits[other].Grams ? limits[other].Grams.CompareTo(limits[one].Grams)
        : limits[one].CubicCentimeters != limits[other].CubicCentimeters
            ? limits[other].CubicCentimeters.CompareTo(limits[one].CubicCentimeters)
        : limits[other].SideMillimeters.CompareTo(limits[one].SideMillimeters);

    private Rate[] Group(RouteOption[] options, ParcelLimits[] limits)
    {
        var rates = new List<Rate>();
        for (var start = 0; start < _options.Length;)
        {
            var (end, option) = (start + 1, options[_options[start]]);
            while (end < _options.Length && Compare(options[_options[end]], option) == 0
                && Compare(limits, _options[start], _options[end]) == 0)
            {
                end++;
            }

            rates.Add(new(option.MicrosPerGram, option.MicrosPerCubicCentimeter, start, end)
            {
                Limits = limits.Length == 0 ? ParcelLimits.None : limits[_options[start]],
            });
            start = end;
        }

        var (gram, cubicCentimeter, largest) =
            (double.PositiveInfinity, double.PositiveInfinity, default(ParcelLimits));
        for (var i = rates.Count - 1; i >= 0; i--)
        {
            rates[i] = rates[i] with
            {
                LeastPerGramAfter = gram, LeastPerCubicCentimeterAfter = cubicCentimeter, LargestAfter = largest,
            };
            largest = largest.Or(rates[i].Limits);
            gram = Math.Min(gram, rates[i].MicrosPerGram);
            cubicCentimeter = Math.Min(cubicCentimeter, rates[i].MicrosPerCubicCentimeter);
        }

        return [.. rates];
    }

    // Earlier rates cost no more per parcel.
    private bool IsBeaten(in Rate rate, ReadOnlySpan<int> found)
    {
        foreach (var i in found)
        {
            if (_rates[i].MicrosPerGram <= rate.MicrosPerGram
                && _rates[i].MicrosPerCubicCentimeter <= rate.MicrosPerCubicCentimeter
                && _rates[i].Limits.Cover(rate.Limits))
            {
                return true;
            }
        }

        return false;
    }

    private int First(int start, int end, int minute)
    {
        while (start < end)
        {
            var middle = (int)(((uint)start + (uint)end) >> 1);
            (start, end) = _cutoffs[middle] < minute ? (middle + 1, end) : (start, middle);
        }

        return start;
    }

    private readonly record struct Rate(double MicrosPerGram, double MicrosPerCubicCentimeter, int Start, int End)
    {
        internal double LeastPerGramAfter { get; init; }

        internal double LeastPerCubicCentimeterAfter { get; init; }

        internal ParcelLimits Limits { get; init; }

        internal ParcelLimits LargestAfter { get; init; }
    }
}
