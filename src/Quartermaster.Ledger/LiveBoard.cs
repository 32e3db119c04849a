using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Ledger;

/// <summary>One view of what several ledgers can promise: each shows its own products and slots on it, and readers read
/// it as they read one ledger's, without locks.</summary>
/// <remarks>A cell has one writer, because a product and a slot lie in one ledger. Writers of different ledgers do not
/// wait for one another: each has a gate of its own, and only who needs more room takes all of them; but room on
/// departures and delivery days, and what arrives, have one lock. The free
/// units stand here once more than in the ledgers: 4 bytes per product × facility.</remarks>
public sealed class LiveBoard
{
    private readonly LiveSeat[] _seats;
    private readonly Availability[] _parts;
    private readonly LivePicks _picks;
    private readonly Lock _rooms = new();
    private int[] _units;
    private int _products;
    private int _stride;
    private LiveMarks _marks;

    /// <summary>An empty board.</summary>
    /// <param name="ledgers">The ledgers that will show what they have.</param>
    /// <param name="products">The highest product number to make room for; only saves growing later.</param>
    /// <param name="facilities">The highest facility number.</param>
    public LiveBoard(IReadOnlyList<Availability> ledgers, int products = 1_000, int facilities = 8)
    {
        ArgumentNullException.ThrowIfNull(ledgers);
        _parts = [.. ledgers];
        View = new(_parts);
        _seats = [.. _parts.Select(_ => new LiveSeat(this))];
        (_products, _stride) = (products + 1, facilities + 1);
        _units = new int[_products * _stride];
        _marks = new(_units, _stride);
        _picks = new(View.Slots);
        View.Publish(_units, _stride, _marks);
    }

    /// <summary>What all of them together can promise.</summary>
    public Availability View { get; }

    /// <summary>Where a ledger shows what it has: see <see cref="GoodsLedger.ShowOn"/>.</summary>
    /// <param name="ledger">Its place among those the board was made for.</param>
    public LiveSeat SeatOf(int ledger) => _seats[ledger];

    internal void Show(LiveSeat seat, int product, int facility, int units)
    {
        seat.Enter();
        try
        {
            if (product < _products && facility < _stride)
            {
                Write(product, facility, units);
                return;
            }
        }
        finally
        {
            seat.Leave();
        }

        AloneDo(() =>
        {
            MakeRoom(product, facility);
            Write(product, facility, units);
        });
    }

    internal void Show(LiveSeat seat, Slot slot, long? free)
    {
        if (slot.Place < 1)
        {
            return;
        }

        if (slot.Kind != SlotKind.PickUnits)
        {
            lock (_rooms)
            {
                View.RoomsOf(slot.Kind).Set(slot, free);
            }

            return;
        }

        var units = (int)Math.Min(int.MaxValue, free ?? 0);
        seat.Enter();
        try
        {
            if (_picks.TryWrite(slot, units) || free is null)
            {
                return;
            }
        }
        finally
        {
            seat.Leave();
        }

        AloneDo(() => _picks.Add(slot, units));
    }

    private void Write(int product, int facility, int units)
    {
        ref var cell = ref _units[(product * _stride) + facility];
        var had = cell > 0;
        Volatile.Write(ref cell, units);
        if (had != units > 0)
        {
            _marks.Set(product, facility, units > 0);
        }
    }

    private void MakeRoom(int product, int facility)
    {
        if (product < _products && facility < _stride)
        {
            return;
        }

        var products = product < _products ? _products : Math.Max(product + 1, _products + (_products / 2));
        var stride = facility < _stride ? _stride : Math.Max(facility + 1, _stride + (_stride / 2));
        var grown = new int[products * stride];
        for (var row = 0; row < _products; row++)
        {
            _units.AsSpan(row * _stride, _stride).CopyTo(grown.AsSpan(row * stride));
        }

        (_units, _products, _stride, _marks) = (grown, products, stride, new(grown, stride));
        View.Publish(_units, _stride, _marks);
    }

    private void AloneDo(Action act)
    {
        Array.ForEach(_seats, seat => seat.Enter());
        try
        {
            act();
        }
        finally
        {
            Array.ForEach(_seats, seat => seat.Leave());
        }
    }
}
