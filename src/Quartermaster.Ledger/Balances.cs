using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Ledger;

/// <summary>Units by account. The retailer's untracked goods lie in dense planes, one per state; other owners and
/// lots in a sparse part.</summary>
/// <remarks>Planes are product × facility with slot 0 unused, made when a state is first used. 4 bytes per cell and
/// used state.</remarks>
internal sealed class Balances
{
    internal const int States = (int)GoodsState.Adjusted + 1;

    private readonly int[]?[] _planes = new int[States][];
    private readonly SparseBalances _sparse = new();
    private readonly LedgerLimits _limits;
    private readonly Availability _availability;
    private readonly ArrivalWatch _watch;
    private long[] _outside;
    private LiveMarks _onHand;

    internal Balances(LedgerLimits limits, Availability availability, ArrivalWatch watch)
    {
        (_limits, _availability, _watch) = (limits, availability, watch);
        Products = Math.Min(limits.ExpectedProducts, limits.MostProducts) + 1;
        Stride = Math.Min(limits.ExpectedFacilities, limits.MostFacilities) + 1;
        _outside = new long[Products * States];
        _onHand = Publish();
    }

    /// <summary>Product numbers below this have a row.</summary>
    internal int Products { get; private set; }

    /// <summary>Facility numbers below this have a column.</summary>
    internal int Stride { get; private set; }

    internal SparseBalances Sparse => _sparse;

    /// <summary>Where free units are shown beside those of other ledgers; null (the default) for nowhere.</summary>
    internal LiveSeat? Seat { get; private set; }

    /// <summary>Shows what is free, and from now on every change of it.</summary>
    internal void ShowOn(LiveSeat seat)
    {
        Seat = seat;
        for (var product = 1; product < Products; product++)
        {
            var row = Row(GoodsState.OnHand, product);
            for (var facility = 1; facility < row.Length; facility++)
            {
                if (row[facility] != 0)
                {
                    seat.Show(product, facility, row[facility]);
                }
            }
        }
    }

    internal static bool IsInside(GoodsState state) =>
        state is >= GoodsState.Ordered and <= GoodsState.Unfulfillable;

    internal long Read(ProductId product, Account account)
    {
        if (product.Value < 0 || product.Value >= Products
            || account.Facility.Value < 0 || account.Facility.Value >= Stride)
        {
            return 0;
        }

        return IsInside(account.State)
            ? _planes[(int)account.State] is { } plane ? plane[(product.Value * Stride) + account.Facility.Value] : 0
            : account.Facility.Value == 0 ? _outside[(product.Value * States) + (int)account.State] : 0;
    }

    /// <summary>A state's cells of one product, slot 0 unused; empty if it has none.</summary>
    internal ReadOnlySpan<int> Row(GoodsState state, int product) =>
        product < Products && _planes[(int)state] is { } plane ? plane.AsSpan(product * Stride, Stride) : [];

    /// <summary>Moves units, or says why not. Moving them back always succeeds.</summary>
    /// <remarks>What is held may come back to the shelf at any time, so the units on hand and held together are at most
    /// 2³¹ − 1.</remarks>
    internal Outcome Move(in Movement move)
    {
        if ((move.Owner.Value | move.Lot) != 0)
        {
            return _sparse.Move(in move);
        }

        MakeRoom(move.Product.Value, Math.Max(move.From.Facility.Value, move.To.Facility.Value));
        var (row, units) = (move.Product.Value * Stride, move.Units);
        var from = IsInside(move.From.State) ? Plane(move.From.State) : null;
        var to = IsInside(move.To.State) ? Plane(move.To.State) : null;
        if (from is not null && from[row + move.From.Facility.Value] < units)
        {
            return Outcome.NotEnough;
        }

        var cell = row + move.To.Facility.Value;
        long held = IsShelf(in move) && _planes[(int)GoodsState.Held] is { } plane ? plane[cell] : 0;
        if (to is not null && to[cell] + held > int.MaxValue - units)
        {
            return Outcome.TooMany;
        }

        Add(from, row, move.Product, move.From, -units);
        Add(to, row, move.Product, move.To, units);
        return Outcome.Posted;
    }

    /// <summary>Whether units reach a shelf that did not have them, held ones included.</summary>
    internal static bool IsShelf(in Movement move) =>
        move.To.State == GoodsState.OnHand && move.From.State != GoodsState.Held;

    /// <summary>Sets a cell: for reading a snapshot back.</summary>
    internal void Set(ProductId product, Account account, long units)
    {
        MakeRoom(product.Value, account.Facility.Value);
        if (IsInside(account.State))
        {
            Plane(account.State)[(product.Value * Stride) + account.Facility.Value] = (int)units;
            Mark(product, account, (int)units);
        }
        else
        {
            _outside[(product.Value * States) + (int)account.State] = units;
        }
    }

    private void Add(int[]? plane, int row, ProductId product, Account account, int units)
    {
        if (plane is null)
        {
            _outside[(product.Value * States) + (int)account.State] += units;
        }
        else
        {
            if (_watch.Watches(product.Value))
            {
                _watch.Note(product.Value, account, units);
            }

            // Written so that a reader of Availability sees either the old or the new value.
            ref var cell = ref plane[row + account.Facility.Value];
            var sum = cell + units;
            Volatile.Write(ref cell, sum);
            if (Seat is { } seat && account is { State: GoodsState.OnHand, Facility.Value: > 0 })
            {
                seat.Show(product.Value, account.Facility.Value, sum);
            }

            if (sum > 0 != sum - units > 0)
            {
                Mark(product, account, sum);
            }
        }
    }

    private void Mark(ProductId product, Account account, int units)
    {
        if (account.State == GoodsState.OnHand && account.Facility.Value > 0)
        {
            _onHand.Set(product.Value, account.Facility.Value, units > 0);
        }
    }

    private int[] Plane(GoodsState state) => _planes[(int)state] ??= new int[Products * Stride];

    private void MakeRoom(int product, int facility)
    {
        if (product < Products && facility < Stride)
        {
            return;
        }

        var products = product < Products
            ? Products : Math.Max(product + 1, Math.Min(Products + (Products / 2), _limits.MostProducts + 1));
        var stride = facility < Stride
            ? Stride : Math.Max(facility + 1, Math.Min(Stride + (Stride / 2), _limits.MostFacilities + 1));
        for (var state = 0; state < States; state++)
        {
            _planes[state] = _planes[state] is { } plane ? Grown(plane, products, stride) : null;
        }

        Array.Resize(ref _outside, products * States);
        (Products, Stride) = (products, stride);
        _onHand = Publish();
    }

    private int[] Grown(int[] plane, int products, int stride)
    {
        var grown = new int[products * stride];
        for (var product = 0; product < Products; product++)
        {
            plane.AsSpan(product * Stride, Stride).CopyTo(grown.AsSpan(product * stride));
        }

        return grown;
    }

    private LiveMarks Publish()
    {
        var marks = new LiveMarks(Plane(GoodsState.OnHand), Stride);
        _availability.Publish(Plane(GoodsState.OnHand), Stride, marks);
        return marks;
    }
}
