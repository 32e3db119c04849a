using Quartermaster.Domain;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Orders;

/// <summary>Finds the parcels worth considering for an order: FCs with stock, by ways in time that nothing beats.
/// </summary>
internal readonly ref partial struct ParcelChoices(
    OrderInputs inputs, OrderRequest request, ReadOnlySpan<CartLine> lines, ReadOnlySpan<int> free,
    Span<ulong> stocked, bool usesPrices)
{
    // What a line may cost, 10⁹ currency units: beyond it costs saturate, so that no sum overflows.
    private const long MostLineMicros = 1_000_000_000_000_000;

    private readonly int _minute = request.Minute;
    private readonly ReadOnlySpan<CartLine> _lines = lines;
    private readonly ReadOnlySpan<int> _free = free;
    private readonly long _pack = PackOf(inputs, lines);

    // For each line the FCs that have any of it and are to be looked at for it: a bit each.
    private readonly Span<ulong> _stocked = stocked;
    private readonly long _units = UnitsOf(lines);

    /// <summary>At most so many parcels are found, and the FCs whose spares count: a bit each.</summary>
    /// <remarks>Decided once, for slots may go while an order is decided.</remarks>
    internal (int Most, ulong Spares) Count()
    {
        var (count, spares, havePrices) = (0, 0UL, HaveSlotPrices());
        for (var origin = 0; origin < inputs.Routes.Origins.Length; origin++)
        {
            if (HasAny(origin))
            {
                var (ways, haveRoom) = InTime(origin, inputs.Routes.RangeOf(origin, request.Region));
                count += ways;
                if (!haveRoom || havePrices)
                {
                    spares |= 1UL << origin;
                    count += InTime(origin, inputs.Routes.SparesOf(origin, request.Region)).Ways;
                }
            }
        }

        return (count, spares);
    }

    /// <summary>Fills in the parcels and their costs.</summary>
    /// <param name="spares">The FCs whose spares count.</param>
    /// <param name="parcels">Room for the parcels.</param>
    /// <param name="costs">Room for one more parcel than that, × lines.</param>
    /// <param name="worths">Room for one per line.</param>
    /// <returns>How many parcels there are.</returns>
    internal int Find(ulong spares, Span<Parcel> parcels, Span<UnitCost> costs, Span<StockWorth> worths)
    {
        var count = 0;
        for (var origin = 0; origin < inputs.Routes.Origins.Length; origin++)
        {
            if (HasAny(origin))
            {
                Value(origin, worths);
                var (first, isFull) = (count, (spares >> origin & 1) != 0);
                var ways = inputs.Routes.RangeOf(origin, request.Region);
                count = Add(origin, ways, isFull, first, count, parcels, costs, worths);
                if (isFull)
                {
                    ways = inputs.Routes.SparesOf(origin, request.Region);
                    count = Add(origin, ways, isFull, first, count, parcels, costs, worths);
                }
            }
        }

        return count;
    }

    private int Add(
        int origin, (int Start, int End) range, bool isFull, int ofOrigin, int count, Span<Parcel> parcels,
        Span<UnitCost> costs, ReadOnlySpan<StockWorth> worths)
    {
        var (first, end) = Reachable(range);
        for (var option = first; option < end; option++)
        {
            var room = isFull && inputs.Slots is not null
                ? DaysOf(origin).Of(inputs.Routes.ShipDayOf(option)) : int.MaxValue;
            room = isFull && !HasLaneRoom(option) ? 0 : room;
            if (inputs.Routes.Options[option].DeliveryMinute <= request.DeadlineMinute && room > 0)
            {
                count = Add(origin, option, room, ofOrigin, count, parcels, costs, worths);
            }
        }

        return count;
    }

    private int Add(
        int origin, int option, int room, int ofOrigin, int count, Span<Parcel> parcels, Span<UnitCost> costs,
        ReadOnlySpan<StockWorth> worths)
    {
        ref readonly var way = ref inputs.Routes.Options[option];
        var parcel = new Parcel(origin, option, way.CutoffMinute, way.ParcelMicros, way.ParcelMicros + _pack,
            count * _lines.Length, ParcelSizes.IsTight(inputs, option, _lines));
        Price(in parcel, way.MicrosPerGram, way.MicrosPerCubicCentimeter, room, worths, costs);
        return Keep(parcels, costs, ofOrigin, count, in parcel);
    }

    private (int Ways, bool HaveRoom) InTime(int origin, (int Start, int End) range)
    {
        var (count, haveRoom, (first, end)) = (0, true, Reachable(range));
        var days = DaysOf(origin);
        for (var option = first; option < end; option++)
        {
            if (inputs.Routes.Options[option].DeliveryMinute <= request.DeadlineMinute)
            {
                count++;
                haveRoom &= HasRoom(days, option) && HasLaneRoom(option);
            }
        }

        return (count, haveRoom);
    }

    private LiveSlots.SlotDays DaysOf(int origin) =>
        inputs.Slots is null ? default : inputs.Slots.DaysOf(inputs.Routes.Origins[origin]);

    private bool HasRoom(LiveSlots.SlotDays days, int option) =>
        inputs.Slots is null || days.Of(inputs.Routes.ShipDayOf(option)) >= _units;

    // For all of the order: which part of it goes this way is not known yet.
    private bool HasLaneRoom(int option) => inputs.Rooms is null or { IsUnlimited: true }
        || inputs.Routes.HasRoom(option, request.Region, LoadOf(inputs, _lines), inputs.Rooms);

    /// <summary>What a whole order takes of a departure, in one parcel.</summary>
    internal static ParcelLoad LoadOf(OrderInputs inputs, ReadOnlySpan<CartLine> lines)
    {
        var (grams, cubicCentimeters) = (0.0, 0.0);
        foreach (ref readonly var line in lines)
        {
            ref readonly var terms = ref inputs.Terms.Rows[line.Product.Value];
            grams += (double)terms.WeightGrams * line.Units;
            cubicCentimeters += (double)terms.VolumeCubicCentimeters * line.Units;
        }

        return new(1, grams, cubicCentimeters);
    }

    private (int First, int End) Reachable((int Start, int End) range)
    {
        var first = inputs.Routes.Next(range.Start, range.End, _minute);

        // From the first one on: an order that is promised for before it was placed reaches none.
        return (first, inputs.Routes.Next(first, range.End, request.DeadlineMinute));
    }

    private bool HasAny(int origin) => (Stocked() >> origin & 1) != 0;

    private static long PackOf(OrderInputs inputs, ReadOnlySpan<CartLine> lines)
    {
        var pack = 0L;
        foreach (var line in lines)
        {
            pack = Math.Max(pack, inputs.Terms.Rows[line.Product.Value].PackPerParcel.Micros);
        }

        return pack;
    }

    private static long UnitsOf(ReadOnlySpan<CartLine> lines)
    {
        var units = 0L;
        foreach (var line in lines)
        {
            units += line.Units;
        }

        return units;
    }

    // Once per FC, for its ways have the same stock.
    private void Value(int origin, Span<StockWorth> worths)
    {
        for (var line = 0; line < _lines.Length && usesPrices; line++)
        {
            var isHere = (_stocked[line] >> origin & 1) != 0;
            var free = isHere ? _free[(line * inputs.Routes.Origins.Length) + origin] : 0;
            worths[line] = StockWorth.Of(
                inputs, _lines[line].Product, origin, free, Math.Min(_lines[line].Units, free));
        }
    }

    // The cost of the whole order in the parcel; the greatest number if it cannot hold it.
    private long Price(
        in Parcel parcel, double microsPerGram, double microsPerCubicCentimeter, int room,
        ReadOnlySpan<StockWorth> worths, Span<UnitCost> costs)
    {
        // In several parcels it costs more than is known here.
        var (whole, holdsAll) = (parcel.FixedMicros, !parcel.IsTight);
        var limits = inputs.Routes.HasTerms ? inputs.Routes.TermsOf(parcel.Option).Limits : ParcelLimits.None;
        var slotMicros = SlotPrice.Of(inputs, parcel.Origin, parcel.Option);
        for (var line = 0; line < _lines.Length; line++)
        {
            ref readonly var terms = ref inputs.Terms.Rows[_lines[line].Product.Value];
            var isInTime = parcel.CutoffMinute >= _minute + terms.HandlingMinutes
                && limits.Hold(terms.WeightGrams, terms.VolumeCubicCentimeters, terms.SideMillimeters);
            var free = _free[(line * inputs.Routes.Origins.Length) + parcel.Origin];
            if ((_stocked[line] >> parcel.Origin & 1) == 0)
            {
                // A line that no FC has in time is left out: who has all others has all.
                (costs[parcel.Costs + line], holdsAll) = (default, holdsAll && _stocked[line] == 0);
                continue;
            }

            long units = _lines[line].Units;
            var freight = Freight(in terms, units, microsPerGram, microsPerCubicCentimeter);
            var unit = freight + terms.PickPerUnit.Micros + worths[line].Micros + slotMicros;
            var cost = new UnitCost(
                freight,
                Math.Min(unit, MostLineMicros / units),
                worths[line].SlopeMicros == 0 ? 0
                    : Math.Min(worths[line].SlopeMicros, MostLineMicros / (units * units)),
                isInTime ? Math.Min(free, MostOf(line, room)) : 0);
            costs[parcel.Costs + line] = cost;
            holdsAll &= cost.Units >= units;
            whole += cost.Of(units);
        }

        return holdsAll ? whole : long.MaxValue;
    }

    private static long Freight(
        in ShipTerms terms, long units, double microsPerGram, double microsPerCubicCentimeter) => Math.Min(
            RouteOption.GoodsMicros(
                terms.WeightGrams, terms.VolumeCubicCentimeters, microsPerGram, microsPerCubicCentimeter),
            MostLineMicros / units);

    // Of a line no more than its ship day leaves when the FC picks all other lines, too: then whatever the lines take
    // of it, there is room.
    private int MostOf(int line, int room) => room >= _units ? int.MaxValue
        : (int)Math.Max(0, room - (_units - _lines[line].Units));

    // Keeps a parcel unless one of the same FC beats it; drops those it beats.
    private int Keep(Span<Parcel> parcels, Span<UnitCost> costs, int from, int count, in Parcel parcel)
    {
        if (from == count)
        {
            parcels[count] = parcel;
            return count + 1;
        }

        for (var i = from; i < count; i++)
        {
            if (Beats(in parcels[i], in parcel, costs))
            {
                return count;
            }
        }

        var kept = from;
        for (var i = from; i < count; i++)
        {
            if (!Beats(in parcel, in parcels[i], costs))
            {
                Move(parcels[i], parcels, costs, kept++);
            }
        }

        Move(parcel, parcels, costs, kept++);
        return kept;
    }

    private void Move(in Parcel parcel, Span<Parcel> parcels, Span<UnitCost> costs, int index)
    {
        costs.Slice(parcel.Costs, _lines.Length).CopyTo(costs[(index * _lines.Length)..]);
        parcels[index] = parcel with { Costs = index * _lines.Length };
    }

    // Whatever goes into a parcel, the other one costs no less: a linear function is judged at the worst corner.
    private bool Beats(in Parcel one, in Parcel other, ReadOnlySpan<UnitCost> costs)
    {
        // Where parcels as large go the other way only, it may take fewer of them.
        var worst = one.FixedMicros - other.FixedMicros;
        if (one.IsTight && !ParcelSizes.Covers(inputs, one.Option, other.Option))
        {
            return false;
        }

        for (var line = 0; line < _lines.Length && worst <= 0; line++)
        {
            var (mine, its) = (costs[one.Costs + line], costs[other.Costs + line]);
            if (mine.Units < its.Units)
            {
                return false;
            }

            worst += _lines[line].Units * Math.Max(0, mine.UnitMicros - its.UnitMicros);
        }

        return worst <= 0;
    }
}
