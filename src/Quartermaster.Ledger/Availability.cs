using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Ledger;

/// <summary>What can be promised now: the retailer's free units by product and facility, and what facilities can still
/// pick by day; live.</summary>
/// <remarks>
/// Any thread may read while the ledger writes: one atomic read per cell, no lock, nothing allocated. It is a quote,
/// not a promise: only a hold claims units. A reader may see units that a batch not yet on disk has claimed or freed.
/// </remarks>
public sealed class Availability
{
    private readonly Availability[] _parts;

    // Written with every entry, and therefore apart from the references that every promise reads.
    private PaddedCount _sequence;

    /// <summary>What one ledger can promise.</summary>
    public Availability() => _parts = [];

    /// <summary>What several ledgers can promise together: see <see cref="LiveBoard"/>.</summary>
    internal Availability(Availability[] parts) => _parts = parts;

    /// <summary>The number of the last entry that the cells include; an offer records it. Over several ledgers the sum
    /// of theirs.</summary>
    public long Sequence
    {
        get
        {
            var sum = Volatile.Read(ref _sequence.Value);
            foreach (var part in _parts)
            {
                sum += part.Sequence;
            }

            return sum;
        }
    }

    /// <summary>The cells, as promises and sourcing read them.</summary>
    public LiveUnits Units { get; } = new([], 1);

    /// <summary>Units that facilities can still pick by ship day, as promises and sourcing read them.</summary>
    public LiveSlots Slots { get; } = new();

    /// <summary>What departures and delivery windows can still take, as promises and sourcing read them.</summary>
    public LiveRooms Rooms { get; } = new();

    /// <summary>Units on their way that no order has claimed yet, by <see cref="Slot.Arrival"/>.</summary>
    /// <remarks>Apart from <see cref="Rooms"/>: who may not promise what arrives never looks here.</remarks>
    public LiveRooms Arrivals { get; } = new();

    /// <summary>Units free of any slot; 0 where it is not open.</summary>
    public int Free(Slot slot) => slot.Kind == SlotKind.PickUnits
        ? Slots.Of(new(slot.Place), slot.Window) : RoomsOf(slot.Kind).Of(slot);

    /// <summary>Where readers see slots of a kind other than picking.</summary>
    internal LiveRooms RoomsOf(SlotKind kind) => kind == SlotKind.Arrival ? Arrivals : Rooms;

    /// <summary>Free units of a product at a facility; 0 where neither is known. O(1).</summary>
    public int this[ProductId product, FacilityId facility] => Units.Of(product, facility);

    /// <summary>Free units of a product at the facilities numbered 1 to the length of the span.</summary>
    public void Copy(ProductId product, Span<int> byFacility)
    {
        for (var i = 0; i < byFacility.Length; i++)
        {
            byFacility[i] = this[product, new(i + 1)];
        }
    }

    internal void Publish(int[] units, int stride, LiveMarks marks) => Units.Publish(units, stride, marks: marks);

    internal void Advance(long sequence) => Volatile.Write(ref _sequence.Value, sequence);
}
