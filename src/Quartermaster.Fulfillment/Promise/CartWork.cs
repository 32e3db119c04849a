using Quartermaster.Domain;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>One cart at work: which FC could deliver what by when.</summary>
internal ref partial struct CartWork
{
    private readonly PromiseInputs _inputs;
    private readonly ReadOnlySpan<CartLine> _lines;
    private readonly RegionId _region;
    private readonly Span<int> _units;
    private readonly Span<OriginWays> _ways;
    private readonly Relaxation _relaxed;
    private readonly int _origins;
    private readonly int _minute;
    private readonly double _grams;
    private readonly double _cubicCentimeters;
    private readonly int _mostHandling;
    private readonly long _cartUnits;
    private readonly UnitSize _largest;
    private Deadlines _deadlines;
    private int _scannedHandling = -1;
    private bool _haveParts;

    /// <summary>Starts work on a cart.</summary>
    /// <param name="inputs">The tables.</param>
    /// <param name="region">Where to.</param>
    /// <param name="minute">From when.</param>
    /// <param name="lines">The cart.</param>
    /// <param name="units">Units free for each line × FC, read once.</param>
    /// <param name="ways">Room for one entry per FC; none where only <see cref="IsBy"/> is asked.</param>
    /// <param name="deadlines">By when each speed delivers.</param>
    /// <param name="relaxed">What to leave out of account.</param>
    internal CartWork(
        PromiseInputs inputs, RegionId region, int minute, ReadOnlySpan<CartLine> lines, Span<int> units,
        Span<OriginWays> ways, in Deadlines deadlines, Relaxation relaxed)
    {
        (_inputs, _region, _minute, _deadlines, _relaxed) = (inputs, region, minute, deadlines, relaxed);
        _origins = inputs.Routes.Origins.Length;
        _lines = lines;
        _units = units;
        _ways = ways;
        foreach (ref readonly var line in lines)
        {
            ref readonly var terms = ref inputs.Terms.Rows[line.Product.Value];
            _cartUnits += line.Units;
            _largest = _largest.With(in terms);
            _grams += (double)terms.WeightGrams * line.Units;
            _cubicCentimeters += (double)terms.VolumeCubicCentimeters * line.Units;
            _mostHandling = Math.Max(_mostHandling, HandlingOf(in terms));
        }
    }

    private readonly LiveSlots? Slots => (_relaxed & Relaxation.Slots) != 0 ? null : _inputs.Slots;

    private readonly LiveRooms? Rooms => (_relaxed & Relaxation.Lanes) != 0 ? null : _inputs.Rooms;

    /// <summary>Reads the live units once, so that a decision is consistent with itself.</summary>
    internal static void Read(PromiseInputs inputs, ReadOnlySpan<CartLine> lines, Span<int> units)
    {
        var origins = inputs.Routes.Origins;
        for (var line = 0; line < lines.Length; line++)
        {
            inputs.Available.Copy(
                lines[line].Product, origins, units.Slice(line * origins.Length, origins.Length));
        }
    }

    /// <summary>The earliest delivery of the whole cart; <see cref="int.MaxValue"/> if there is none.</summary>
    internal int Earliest()
    {
        var earliest = 0;
        for (var line = 0; line < _lines.Length; line++)
        {
            LookFrom(HandlingOf(line));
            earliest = Math.Max(earliest, _haveParts ? LimitedEarliestOf(line) : EarliestOf(line));
        }

        return earliest;
    }

    /// <summary>Takes later deadlines into account.</summary>
    internal void Extend(in Deadlines deadlines) => (_deadlines, _scannedHandling) = (deadlines, -1);

    /// <summary>The cheapest FC that ships everything in time; else the cheapest for each line.</summary>
    /// <remarks>None where hands or room went after <see cref="Earliest"/> had found them.</remarks>
    internal Choice Choose(int speed)
    {
        LookFrom(_mostHandling);
        var best = -1;
        for (var origin = 0; origin < _origins; origin++)
        {
            if (_ways[origin].Options[speed] >= 0 && HasAll(origin)
                && (best < 0 || _ways[origin].Costs[speed] < _ways[best].Costs[speed]))
            {
                best = origin;
            }
        }

        if (best < 0)
        {
            return Split(speed);
        }

        var option = _ways[best].Options[speed];
        var paid = _ways[best].Costs[speed] - _inputs.Routes.SpaceMicrosOf(option, 1, _grams, _cubicCentimeters);
        return new(1UL << best, paid, _inputs.Routes.Options[option].DeliveryMinute, option, _mostHandling,
            (float)_inputs.Routes.ShareBy(option, _deadlines[speed]));
    }

    private Choice Split(int speed)
    {
        var choice = Choice.None;
        for (var line = 0; line < _lines.Length; line++)
        {
            LookFrom(HandlingOf(line));
            var (left, taken) = (_lines[line].Units, 0UL);
            while (left > 0 && Cheapest(line, speed, left, taken) is var origin && origin >= 0)
            {
                taken |= 1UL << origin;
                var way = _ways[origin].WayOf(speed);
                var units = Math.Min(left, UnitsOf(line, origin, way.Room));
                left -= units;
                Add(ref choice, speed, line, origin, way.Option, units);
            }

            if (left > 0)
            {
                return Choice.None;
            }
        }

        return choice;
    }

    // The cheapest FC that has all that is left; else the cheapest that has some.
    private readonly int Cheapest(int line, int speed, int left, ulong taken)
    {
        var (best, bestHasAll, bestCost) = (-1, false, long.MaxValue);
        for (var origin = 0; origin < _origins; origin++)
        {
            var way = _ways[origin].WayOf(speed);
            var units = UnitsOf(line, origin, way.Room);
            if ((taken >> origin & 1) != 0 || units == 0 || way.Option < 0)
            {
                continue;
            }

            var hasAll = units >= left;
            if (best < 0 || (hasAll && !bestHasAll)
                || (hasAll == bestHasAll && way.CostMicros < bestCost))
            {
                (best, bestHasAll, bestCost) = (origin, hasAll, way.CostMicros);
            }
        }

        return best;
    }

    private readonly void Add(ref Choice choice, int speed, int line, int origin, int option, int units)
    {
        ref readonly var way = ref _inputs.Routes.Options[option];
        ref readonly var terms = ref _inputs.Terms.Rows[_lines[line].Product.Value];
        var (grams, volume) = ((double)units * terms.WeightGrams, (double)units * terms.VolumeCubicCentimeters);
        var isNew = (choice.Origins >> origin & 1) == 0;
        var isLater = way.DeliveryMinute > choice.DeliveryMinute;
        choice = new(
            choice.Origins | 1UL << origin,
            choice.CostMicros + (isNew ? way.ParcelMicros : 0) + way.GoodsMicros(grams, volume)
                - _inputs.Routes.SpaceMicrosOf(option, isNew ? 1 : 0, grams, volume),
            isLater ? way.DeliveryMinute : choice.DeliveryMinute,
            isLater ? option : choice.Option,
            isLater ? HandlingOf(line) : choice.HandlingMinutes,
            choice.Confidence * (isNew ? (float)_inputs.Routes.ShareBy(option, _deadlines[speed]) : 1));
    }

    private void LookFrom(int handling)
    {
        if (handling == _scannedHandling)
        {
            return;
        }

        (_scannedHandling, _haveParts) = (handling, false);
        var scan = new WayScan
        {
            Routes = _inputs.Routes,
            Slots = Slots,
            Rooms = Rooms,
            Region = _region,
            ReadyMinute = _minute + handling,
            Deadlines = _deadlines,
            Largest = _largest,
            Units = _cartUnits,
            Grams = _grams,
            CubicCentimeters = _cubicCentimeters,
        };
        for (var origin = 0; origin < _origins; origin++)
        {
            if (HasAny(origin))
            {
                _ways[origin].Scan(in scan, origin);
                _haveParts |= _ways[origin].HasParts;
            }
            else
            {
                _ways[origin].Clear();
            }
        }
    }

    private readonly int EarliestOf(int line)
    {
        var (left, taken) = (_lines[line].Units, 0UL);
        while (true)
        {
            var (best, earliest) = (-1, int.MaxValue);
            for (var origin = 0; origin < _origins; origin++)
            {
                if (_ways[origin].Earliest < earliest && (taken >> origin & 1) == 0 && UnitsOf(line, origin) > 0)
                {
                    (best, earliest) = (origin, _ways[origin].Earliest);
                }
            }

            if (best < 0)
            {
                return int.MaxValue;
            }

            taken |= 1UL << best;
            left -= UnitsOf(line, best);
            if (left <= 0)
            {
                return earliest;
            }
        }
    }

    private readonly bool HasAny(int origin)
    {
        var any = false;
        for (var line = 0; line < _lines.Length && !any; line++)
        {
            any = UnitsOf(line, origin) > 0;
        }

        return any;
    }

    private readonly bool HasAll(int origin)
    {
        var all = true;
        for (var line = 0; line < _lines.Length && all; line++)
        {
            all = UnitsOf(line, origin) >= _lines[line].Units;
        }

        return all;
    }

    private readonly int UnitsOf(int line, int origin) =>
        (_relaxed & Relaxation.Stock) != 0 ? int.MaxValue : _units[(line * _origins) + origin];

    private readonly int HandlingOf(int line) => HandlingOf(in _inputs.Terms.Rows[_lines[line].Product.Value]);

    private readonly int HandlingOf(ref readonly ShipTerms terms) =>
        (_relaxed & Relaxation.Handling) != 0 ? 0 : terms.HandlingMinutes;
}
