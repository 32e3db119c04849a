using Quartermaster.Domain.Goods;

namespace Quartermaster.Ledger;

/// <summary>Where one of several ledgers shows what it has, beside the others: see <see cref="LiveBoard"/>.</summary>
public sealed class LiveSeat
{
    private readonly LiveBoard _board;
    private PaddedCount _gate;

    internal LiveSeat(LiveBoard board) => _board = board;

    internal void Show(int product, int facility, int units) => _board.Show(this, product, facility, units);

    internal void Show(Slot slot, long? free) => _board.Show(this, slot, free);

    // Nobody is ever inside for longer than a write, but for the moments in which the board grows.
    internal void Enter()
    {
        var spin = new SpinWait();
        while (Interlocked.CompareExchange(ref _gate.Value, 1, 0) != 0)
        {
            spin.SpinOnce();
        }
    }

    internal void Leave() => Volatile.Write(ref _gate.Value, 0);
}
