using System.Buffers;
using System.Runtime.CompilerServices;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Numerics;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>A board's carts at work, some at a time in steps: what each wants is asked of memory, then its stock is
/// read and its ways are asked for, then it is promised. Carts wait for memory together instead of one after another.
/// </summary>
internal ref struct BoardWork
{
    private const int Together = 16;
    internal const int MostLines = 16;
    private const int RanksEach = MostLines * PromiseInputs.SpeedCount;

    // A cart of up to so many units needs no closer look where a ship day has room for as many.
    internal const int Plenty = 64;

    private const int MostSize = 100_000_000;
    private const int MostOfCart = 1_000_000_000;

    private readonly PromiseBoard _board;
    private readonly BoardBatch _batch;
    private readonly BoardOffers _writer;
    private readonly ReadOnlySpan<int> _turns;
    private readonly Span<PromiseOffer> _offers;
    private readonly Span<ulong> _haveAll;
    private readonly Span<ulong> _ranks;
    private readonly Span<int> _copy;
    private readonly RouteTable _routes;
    private readonly FacilityId _first;
    private readonly int _origins;
    private readonly bool _areNeighbors;
    private readonly bool _areLimited;
    private BoardTightness _tight;
    private int _fetchedRegion;

    private BoardWork(
        PromiseBoard board, in BoardBatch batch, ReadOnlySpan<int> turns, Span<PromiseOffer> offers,
        Span<ulong> haveAll, Span<ulong> ranks, Span<int> copy)
    {
        (_board, _routes, _origins) = (board, board.Routes, board.Routes.Origins.Length);
        (_areNeighbors, _areLimited) = (board.AreNeighbors, board.Routes.HasTerms);
        _first = _areNeighbors ? _routes.Origins[0] : default;
        _batch = batch;
        _turns = turns;
        _offers = offers;
        _haveAll = haveAll;
        _ranks = ranks;
        _copy = copy;
        _writer = new()
        {
            Routes = _routes, Terms = batch.Terms, Speeds = batch.Speeds, TwoHourMinutes = board.TwoHourMinutes,
        };
    }

    /// <summary>Promises all of a batch.</summary>
    /// <param name="board">The rows.</param>
    /// <param name="batch">The carts.</param>
    /// <param name="turns">The carts by turn; empty for as they come.</param>
    /// <param name="offers">Overwritten: one per cart and speed, cart after cart.</param>
    /// <returns>How many carts went to the engine.</returns>
    internal static int Promise(
        PromiseBoard board, in BoardBatch batch, ReadOnlySpan<int> turns, Span<PromiseOffer> offers)
    {
        Span<ulong> haveAll = stackalloc ulong[Together * MostLines];
        Span<int> copy = stackalloc int[MaskedMinimum.Count];
        var ranks = ArrayPool<ulong>.Shared.Rent(Together * RanksEach);
        var work = new BoardWork(board, in batch, turns, offers, haveAll, ranks, copy);
        var (carts, hard) = (default(Carts), 0);
        work.Fetch(0);
        for (var turn = 0; turn < batch.Requests.Length; turn += Together)
        {
            work.Fetch(turn + Together);
            var some = ((Span<BoardCart>)carts)[..Math.Min(Together, batch.Requests.Length - turn)];
            for (var i = 0; i < some.Length; i++)
            {
                work.Read(turn + i, i, ref some[i]);
            }

            for (var i = 0; i < some.Length; i++)
            {
                hard += work.IsWritten(i, in some[i]) ? 0 : 1;
            }
        }

        ArrayPool<ulong>.Shared.Return(ranks);
        return hard;
    }

    private readonly int CartOf(int turn) => _turns.IsEmpty ? turn : _turns[turn];

    private readonly Span<PromiseOffer> OffersOf(int cart) =>
        _offers.Slice(cart * _batch.Speeds.Length, _batch.Speeds.Length);

    // What the carts from a turn on will want.
    private void Fetch(int turn)
    {
        for (var end = Math.Min(turn + Together, _batch.Requests.Length); turn < end && _areNeighbors; turn++)
        {
            var cart = CartOf(turn);
            Prefetch.Of((ReadOnlySpan<PromiseOffer>)OffersOf(cart));
            var region = _batch.Requests[cart].Region;
            if (region.Value != _fetchedRegion)
            {
                _fetchedRegion = region.Value;
                _board.Fetch(region, _batch.Speeds);
            }

            foreach (ref readonly var line in _batch.LinesOf(cart))
            {
                if (line.Units == 1 && _batch.Inputs.Available.MarksOf(line.Product) is { IsEmpty: false } marks)
                {
                    Prefetch.Of(in marks[0]);
                }
                else
                {
                    Prefetch.Of(_batch.Inputs.Available.Row(line.Product, _first, _origins));
                }

                if ((uint)line.Product.Value < (uint)_batch.Terms.Length)
                {
                    Prefetch.Of(in _batch.Terms[line.Product.Value]);
                }
            }
        }
    }

    private void Read(int turn, int index, ref BoardCart cart)
    {
        var at = CartOf(turn);
        ref readonly var request = ref _batch.Requests[at];
        var lines = _batch.LinesOf(at);
        (cart.Cart, cart.Minute, cart.Whole, cart.Earliest) = (at, request.Minute, ulong.MaxValue, 0);
        (cart.Grams, cart.CubicCentimeters, cart.Row) = (0, 0, null);
        if (lines.Length is 0 or > MostLines || !_routes.Knows(request.Region))
        {
            return;
        }

        var row = _board.RowOf(request.Region, request.Minute, _batch.Inputs.Rooms);
        if (!row.IsPlain || !IsEasy(ref cart, row, lines, _haveAll.Slice(index * MostLines, lines.Length)))
        {
            return;
        }

        cart.Row = row;
        for (var i = 0; i < _batch.Speeds.Length; i++)
        {
            var speed = Deadlines.IndexOf(_batch.Speeds[i]);
            if (cart.Earliest <= _writer.DeadlineOf(speed, in cart, row))
            {
                row.Fetch(speed, cart.Ranks[i] = row.RanksOf(speed, cart.Whole));
                if (cart.Ranks[i] == 0)
                {
                    Rank(row, speed, index, i, lines.Length);
                }
            }
        }
    }

    // No FC has everything in time: of each line the FCs that have it, by rank.
    private readonly void Rank(BoardRow row, int speed, int index, int place, int lines)
    {
        var haveAll = _haveAll.Slice(index * MostLines, lines);
        var ranks = RanksOf(index, place);
        for (var line = 0; line < haveAll.Length; line++)
        {
            row.Fetch(speed, ranks[line] = row.RanksOf(speed, haveAll[line]));
        }
    }

    private readonly Span<ulong> RanksOf(int index, int place) =>
        _ranks.Slice((index * RanksEach) + (place * MostLines), MostLines);

    private readonly bool IsWritten(int index, in BoardCart cart)
    {
        var lines = _batch.LinesOf(cart.Cart);
        var offers = OffersOf(cart.Cart);
        if (cart.Row is { } row && _writer.Write(
            in cart, row, lines, _ranks.Slice(index * RanksEach, RanksEach), offers))
        {
            return true;
        }

        _board.Ask(_batch.Inputs, in _batch.Requests[cart.Cart], lines, _batch.Speeds, offers);
        return false;
    }

    // Reads stock once, and says whether the row can answer for the cart.
    private bool IsEasy(ref BoardCart cart, BoardRow row, ReadOnlySpan<CartLine> lines, Span<ulong> haveAll)
    {
        var (units, any) = (0, 0UL);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            if (line.Product.Value < 1 || line.Product.Value >= _batch.Terms.Length || line.Units is < 1 or > Plenty)
            {
                return false;
            }

            if (_batch.Inputs.Arrivals is { } arrivals && arrivals.Any(line.Product))
            {
                return false;
            }

            ref readonly var terms = ref _batch.Terms[line.Product.Value];
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
                if (lines[other].Product == line.Product)
                {
                    return false;
                }
            }

            units += line.Units;
            cart.Grams += (double)terms.WeightGrams * line.Units;
            cart.CubicCentimeters += (double)terms.VolumeCubicCentimeters * line.Units;
            if (!ReadLine(in line, row, ref cart, ref haveAll[i], ref any))
            {
                return false;
            }
        }

        var (most, grams, cubicCentimeters) = row.HasGates
            ? (LiveRooms.PlentyParcels, LiveRooms.PlentyGrams, LiveRooms.PlentyCubicCentimeters)
            : (Plenty, MostOfCart, MostOfCart);
        var hasSize = cart.Grams > 0 && cart.CubicCentimeters > 0;
        return units <= most && cart.Grams <= grams && cart.CubicCentimeters <= cubicCentimeters
            && (hasSize || !row.HasSizeGates) && (any & _tight.Of(row, in _batch)) == 0;
    }

    // False where the first FC has only some of the units: the line may have to wait for another one.
    private readonly bool ReadLine(
        in CartLine line, BoardRow row, ref BoardCart cart, ref ulong haveAll, ref ulong any)
    {
        // Of one unit the marks say all; more are read from the cells alone, so that the line agrees with itself.
        if (line.Units > 1 || !_areNeighbors
            || !_batch.Inputs.Available.Has(line.Product, _first, _origins, out var some))
        {
            return ReadCells(in line, row, ref cart, ref haveAll, ref any);
        }

        haveAll = some;
        cart.Whole &= some;
        cart.Earliest = Math.Max(cart.Earliest, row.EarliestOf(some));
        any |= some;
        return true;
    }

    private readonly bool ReadCells(
        in CartLine line, BoardRow row, ref BoardCart cart, ref ulong haveAll, ref ulong any)
    {
        var stock = StockOf(line.Product);
        haveAll = MaskedMinimum.AtLeast(stock, line.Units);
        var some = line.Units == 1 ? haveAll : MaskedMinimum.AtLeast(stock, 1);
        var earliest = row.EarliestOf(some);
        cart.Whole &= haveAll;
        cart.Earliest = Math.Max(cart.Earliest, earliest);
        any |= some;
        return earliest == int.MaxValue || line.Units == 1 || row.EarliestOf(haveAll) == earliest;
    }

    private readonly ReadOnlySpan<int> StockOf(ProductId product)
    {
        var row = _areNeighbors ? _batch.Inputs.Available.Row(product, _first, _origins) : default;
        if (row.Length > 0)
        {
            return row;
        }

        _batch.Inputs.Available.Copy(product, _routes.Origins, _copy);
        return _copy[.._origins];
    }

    [InlineArray(Together)]
    private struct Carts
    {
        private BoardCart _first;
    }
}
