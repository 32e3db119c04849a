using System.Buffers;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Numerics;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>Promises by the million: what <see cref="PromiseEngine"/> decides, from rows laid out beforehand.</summary>
/// <remarks>
/// What a region can be promised changes only when a cut-off passes or stock or slots change. So each region's ways are
/// laid out once per cut-off (when first asked for), as arrays by FC; a promise is then a few minima over 64 numbers,
/// of which the live stock says which count. A cart that this cannot answer (handling times, a center short of units, a
/// ship day short of room, nothing by the last deadline, bad input) goes to the engine: the answers are the same,
/// always. Any number of threads may ask at once; nothing is allocated but new rows. About 18 KB per region.
/// </remarks>
public sealed class PromiseBoard
{
    private const int Ahead = 8;
    private const int MostLines = 16;
    private const int OpenDays = 64;

    // From so many carts on, some are of one region.
    private const int LeastSorted = 512;

    // A cart of up to so many units needs no closer look where a ship day has room for as many.
    private const int Plenty = 64;

    private const int MostSize = 100_000_000;
    private const int MostOfCart = 1_000_000_000;

    private readonly PromiseEngine _engine;
    private readonly PromisePolicy _policy;
    private readonly RouteTable _routes;
    private readonly BoardRow?[] _rows;
    private readonly int _origins;
    private readonly FacilityId _first;
    private readonly bool _areNeighbors;
    private readonly bool _areLimited;

    /// <summary>A board over a route table.</summary>
    /// <param name="routes">The ways; inputs must have the same.</param>
    /// <param name="policy">The engine's settings.</param>
    public PromiseBoard(RouteTable routes, PromisePolicy policy)
    {
        (_routes, _policy, _engine) = (routes, policy, new(policy));
        _rows = new BoardRow?[routes.RegionCount + 1];
        (_origins, _areLimited) = (routes.Origins.Length, routes.HasTerms);
        _areNeighbors = _origins > 0;
        _first = _areNeighbors ? routes.Origins[0] : default;
        for (var origin = 1; origin < routes.Origins.Length; origin++)
        {
            _areNeighbors &= routes.Origins[origin].Value == routes.Origins[0].Value + origin;
        }
    }

    /// <summary>Promises every cart of the inputs. Of 512 carts or more each region's are promised together, which is
    /// faster.</summary>
    /// <param name="inputs">The carts and what they are decided by, with the board's routes.</param>
    /// <param name="speeds">The speeds wanted, for every cart.</param>
    /// <param name="offers">Overwritten: one per cart and speed, cart after cart.</param>
    /// <returns>How many carts went to the engine.</returns>
    public int Decide(PromiseInputs inputs, ReadOnlySpan<Speed> speeds, Span<PromiseOffer> offers)
    {
        if (!ReferenceEquals(inputs.Routes, _routes))
        {
            throw new ArgumentException("The inputs have other routes than the board: make a new board.");
        }

        Span<ulong> open = stackalloc ulong[OpenDays];
        Span<int> copy = stackalloc int[MaskedMinimum.Count];
        Span<ulong> haveAll = stackalloc ulong[MostLines];
        var batch = new BoardBatch
        {
            Inputs = inputs, Speeds = speeds, Open = open, FirstDay = ReadSlots(inputs, open), Copy = copy,
            HaveAll = haveAll, Requests = inputs.Requests.Rows, Starts = inputs.Carts.Starts, Lines = inputs.Lines.Rows,
            Terms = inputs.Terms.Rows,
        };
        return batch.Requests.Length < LeastSorted ? Promise(in batch, [], offers) : PromiseByRegion(in batch, offers);
    }

    // Carts of a region beside one another find its row in the nearest memory: a row is many times what is read of
    // anything else. Which cart is promised first makes no difference to what any of them is promised.
    private int PromiseByRegion(in BoardBatch batch, Span<PromiseOffer> offers)
    {
        var turns = ArrayPool<int>.Shared.Rent(batch.Requests.Length);
        RegionOrder.Write(_routes, batch.Requests, turns);
        var hard = Promise(in batch, turns.AsSpan(0, batch.Requests.Length), offers);
        ArrayPool<int>.Shared.Return(turns);
        return hard;
    }

    private int Promise(in BoardBatch batch, ReadOnlySpan<int> turns, Span<PromiseOffer> offers)
    {
        var (hard, tight) = (0, default(BoardTightness));
        var speeds = batch.Speeds;
        for (var turn = 0; turn < batch.Requests.Length; turn++)
        {
            Fetch(in batch, turns, turn + Ahead);
            var cart = turns.IsEmpty ? turn : turns[turn];
            ref readonly var request = ref batch.Requests[cart];
            var lines = batch.LinesOf(cart);
            var rows = offers.Slice(cart * speeds.Length, speeds.Length);
            if (!IsPromised(in batch, in request, lines, ref tight, rows))
            {
                Ask(batch.Inputs, in request, lines, speeds, rows);
                hard++;
            }
        }

        return hard;
    }

    private bool IsPromised(
        in BoardBatch batch, in CartRequest request, ReadOnlySpan<CartLine> lines, ref BoardTightness tight,
        Span<PromiseOffer> offers)
    {
        if (lines.Length is 0 or > MostLines || !_routes.Knows(request.Region))
        {
            return false;
        }

        var row = RowOf(request.Region, request.Minute, batch.Inputs.Rooms);
        var cart = new BoardCart
        {
            Row = row, Minute = request.Minute, TwoHourMinutes = _policy.TwoHourMinutes, Lines = lines,
            HaveAll = batch.HaveAll[..lines.Length], Whole = ulong.MaxValue, Terms = batch.Terms, Routes = _routes,
            Tight = tight.Of(row, in batch),
        };
        return row.IsPlain && IsEasy(in batch, ref cart) && cart.Write(batch.Speeds, offers);
    }

    // Reads stock once, and says whether the row can answer for the cart.
    private bool IsEasy(in BoardBatch batch, ref BoardCart cart)
    {
        var (units, any) = (0, 0UL);
        for (var i = 0; i < cart.Lines.Length; i++)
        {
            var line = cart.Lines[i];
            if (line.Product.Value < 1 || line.Product.Value >= batch.Terms.Length || line.Units is < 1 or > Plenty)
            {
                return false;
            }

            ref readonly var terms = ref batch.Terms[line.Product.Value];
            if (_areLimited && !_routes.TightestLimits.Hold(
                terms.WeightGrams, terms.VolumeCubicCentimeters, terms.SideMillimeters))
            {
                return false;
            }

            if (terms.HandlingMinutes != 0 || terms.WeightGrams is < 0 or > MostSize
                || terms.VolumeCubicCentimeters is < 0 or > MostSize)
            {
                return false;
            }

            for (var other = 0; other < i; other++)
            {
                if (cart.Lines[other].Product == line.Product)
                {
                    return false;
                }
            }

            units += line.Units;
            cart.Grams += (double)terms.WeightGrams * line.Units;
            cart.CubicCentimeters += (double)terms.VolumeCubicCentimeters * line.Units;
            if (!Read(in batch, in line, ref cart, i, ref any))
            {
                return false;
            }
        }

        var (most, grams, cubicCentimeters) = cart.Row.Gates.AreAny
            ? (LiveRooms.PlentyParcels, LiveRooms.PlentyGrams, LiveRooms.PlentyCubicCentimeters)
            : (Plenty, MostOfCart, MostOfCart);
        return units <= most && cart.Grams <= grams && cart.CubicCentimeters <= cubicCentimeters
            && (any & cart.Tight) == 0;
    }

    // False where the first FC has only some of the units: the line may have to wait for another one.
    private bool Read(in BoardBatch batch, in CartLine line, ref BoardCart cart, int index, ref ulong any)
    {
        // Of one unit the marks say all; more are read from the cells alone, so that the line agrees with itself.
        if (line.Units > 1 || !_areNeighbors
            || !batch.Inputs.Available.Has(line.Product, _first, _origins, out var some))
        {
            return ReadCells(in batch, in line, ref cart, index, ref any);
        }

        cart.HaveAll[index] = some;
        cart.Whole &= some;
        cart.Earliest = Math.Max(cart.Earliest, cart.Row.Earliest.Of(some));
        any |= some;
        return true;
    }

    private bool ReadCells(in BoardBatch batch, in CartLine line, ref BoardCart cart, int index, ref ulong any)
    {
        var stock = StockOf(batch.Inputs, line.Product, batch.Copy);
        var all = MaskedMinimum.AtLeast(stock, line.Units);
        var some = line.Units == 1 ? all : MaskedMinimum.AtLeast(stock, 1);
        var earliest = cart.Row.Earliest.Of(some);
        cart.HaveAll[index] = all;
        cart.Whole &= all;
        cart.Earliest = Math.Max(cart.Earliest, earliest);
        any |= some;
        return earliest == int.MaxValue || line.Units == 1
            || cart.Row.Earliest.Of(all) == earliest;
    }

    private ReadOnlySpan<int> StockOf(PromiseInputs inputs, ProductId product, Span<int> copy)
    {
        var row = _areNeighbors ? inputs.Available.Row(product, _first, _origins) : default;
        if (row.Length > 0)
        {
            return row;
        }

        inputs.Available.Copy(product, _routes.Origins, copy);
        return copy[.._origins];
    }

    private BoardRow RowOf(RegionId region, int minute, LiveRooms? rooms)
    {
        var row = Volatile.Read(ref _rows[region.Value]);
        if (row is null || !row.Holds(minute) || !row.Gates.Hold(rooms))
        {
            row = BoardRows.Of(_routes, _policy, region, minute, rooms);
            Volatile.Write(ref _rows[region.Value], row);
        }

        return row;
    }

    private void Ask(
        PromiseInputs inputs, in CartRequest request, ReadOnlySpan<CartLine> lines, ReadOnlySpan<Speed> speeds,
        Span<PromiseOffer> offers)
    {
        Span<PromiseRow> rows = stackalloc PromiseRow[PromiseInputs.SpeedCount];
        _engine.DecideOne(inputs, in request, lines, rows);
        for (var i = 0; i < speeds.Length; i++)
        {
            offers[i] = rows[Deadlines.IndexOf(speeds[i])].ToOffer();
        }
    }

    private int ReadSlots(PromiseInputs inputs, Span<ulong> open)
    {
        if (inputs.Slots is not { } slots || inputs.Count == 0)
        {
            return 0;
        }

        open.Clear();
        var first = LiveSlots.DayOf(inputs.Requests.Rows[0].Minute) - 1;
        for (var origin = 0; origin < _routes.Origins.Length; origin++)
        {
            var days = slots.DaysOf(_routes.Origins[origin]);
            for (var day = 0; day < open.Length; day++)
            {
                open[day] |= days.Of(first + day) >= Plenty ? 1UL << origin : 0;
            }
        }

        return first;
    }

    private void Fetch(in BoardBatch batch, ReadOnlySpan<int> turns, int turn)
    {
        if (turn >= batch.Requests.Length || !_areNeighbors)
        {
            return;
        }

        var cart = turns.IsEmpty ? turn : turns[turn];
        foreach (ref readonly var line in batch.LinesOf(cart))
        {
            if (line.Units == 1 && batch.Inputs.Available.MarksOf(line.Product) is { IsEmpty: false } marks)
            {
                Prefetch.Of(marks);
            }
            else
            {
                Prefetch.Of(batch.Inputs.Available.Row(line.Product, _first, _origins));
            }

            if ((uint)line.Product.Value < (uint)batch.Terms.Length)
            {
                Prefetch.Of(batch.Terms.Slice(line.Product.Value, 1));
            }
        }
    }
}
