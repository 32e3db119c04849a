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
/// always. Any number of threads may ask at once; nothing is allocated but new rows. About 30 KB per region.
/// </remarks>
public sealed class PromiseBoard
{
    private const int OpenDays = 64;

    // From so many carts on, some are of one region.
    private const int LeastSorted = 512;

    private readonly PromiseEngine _engine;
    private readonly PromisePolicy _policy;
    private readonly BoardRow?[] _rows;

    /// <summary>A board over a route table.</summary>
    /// <param name="routes">The ways; inputs must have the same.</param>
    /// <param name="policy">The engine's settings.</param>
    public PromiseBoard(RouteTable routes, PromisePolicy policy)
    {
        (Routes, _policy, _engine) = (routes, policy, new(policy));
        _rows = new BoardRow?[routes.RegionCount + 1];
        AreNeighbors = routes.Origins.Length > 0;
        for (var origin = 1; origin < routes.Origins.Length; origin++)
        {
            AreNeighbors &= routes.Origins[origin].Value == routes.Origins[0].Value + origin;
        }
    }

    internal RouteTable Routes { get; }

    /// <summary>Whether the FCs' numbers follow one another, so that their cells lie side by side.</summary>
    internal bool AreNeighbors { get; }

    internal int TwoHourMinutes => _policy.TwoHourMinutes;

    /// <summary>Promises every cart of the inputs. Of 512 carts or more each region's are promised together, which is
    /// faster.</summary>
    /// <param name="inputs">The carts and what they are decided by, with the board's routes.</param>
    /// <param name="speeds">The speeds wanted, for every cart.</param>
    /// <param name="offers">Overwritten: one per cart and speed, cart after cart.</param>
    /// <returns>How many carts went to the engine.</returns>
    public int Decide(PromiseInputs inputs, ReadOnlySpan<Speed> speeds, Span<PromiseOffer> offers)
    {
        if (!ReferenceEquals(inputs.Routes, Routes))
        {
            throw new ArgumentException("The inputs have other routes than the board: make a new board.");
        }

        Span<ulong> open = stackalloc ulong[OpenDays];
        var batch = new BoardBatch
        {
            Inputs = inputs, Speeds = speeds, Open = open, FirstDay = ReadSlots(inputs, open),
            Requests = inputs.Requests.Rows, Starts = inputs.Carts.Starts, Lines = inputs.Lines.Rows,
            Terms = inputs.Terms.Rows,
        };
        return batch.Requests.Length < LeastSorted ? BoardWork.Promise(this, in batch, [], offers)
            : PromiseByRegion(in batch, offers);
    }

    // Carts of a region beside one another find its row in the nearest memory: a row is many times what is read of
    // anything else. Which cart is promised first makes no difference to what any of them is promised.
    private int PromiseByRegion(in BoardBatch batch, Span<PromiseOffer> offers)
    {
        var turns = ArrayPool<int>.Shared.Rent(batch.Requests.Length);
        RegionOrder.Write(Routes, batch.Requests, turns);
        var hard = BoardWork.Promise(this, in batch, turns.AsSpan(0, batch.Requests.Length), offers);
        ArrayPool<int>.Shared.Return(turns);
        return hard;
    }

    /// <summary>A region's row that answers for a minute.</summary>
    internal BoardRow RowOf(RegionId region, int minute, LiveRooms? rooms)
    {
        var row = Volatile.Read(ref _rows[region.Value]);
        if (row is null || !row.Holds(minute, rooms))
        {
            row = BoardRows.Of(Routes, _policy, region, minute, rooms);
            Volatile.Write(ref _rows[region.Value], row);
        }

        return row;
    }

    /// <summary>Asks for the memory of a region's row, if it has one.</summary>
    internal void Fetch(RegionId region, ReadOnlySpan<Speed> speeds)
    {
        if ((uint)region.Value < (uint)_rows.Length)
        {
            Volatile.Read(ref _rows[region.Value])?.Fetch(speeds);
        }
    }

    /// <summary>Lets the engine decide a cart.</summary>
    internal void Ask(
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
        for (var origin = 0; origin < Routes.Origins.Length; origin++)
        {
            var days = slots.DaysOf(Routes.Origins[origin]);
            for (var day = 0; day < open.Length; day++)
            {
                open[day] |= days.Of(first + day) >= BoardWork.Plenty ? 1UL << origin : 0;
            }
        }

        return first;
    }
}
