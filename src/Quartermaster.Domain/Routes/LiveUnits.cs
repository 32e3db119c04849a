namespace Quartermaster.Domain.Routes;

/// <summary>Units free to promise by product and facility: a view of what others change meanwhile.</summary>
/// <remarks>One atomic read per cell. A promise is a quote: whoever places the order holds the units.</remarks>
public sealed class LiveUnits
{
    private readonly int[] _cells = [];
    private readonly int _productStride;
    private readonly int _facilityStride;
    private readonly Func<ProductId, FacilityId, int>? _read;

    /// <summary>A view of a live array: the cell of product p at facility f, by identifier, is
    /// p × productStride + f × facilityStride.</summary>
    /// <param name="cells">The array, shared with its owner.</param>
    /// <param name="productStride">How far a product's cell is from the next product's.</param>
    /// <param name="facilityStride">How far a facility's cell is from the next facility's.</param>
    public LiveUnits(int[] cells, int productStride, int facilityStride = 1) =>
        (_cells, _productStride, _facilityStride) = (cells, productStride, facilityStride);

    /// <summary>A view of whatever knows: for the ledger, <c>(p, f) => ledger.Availability[p, f]</c>.</summary>
    /// <param name="read">Units free now; asked once per product and FC of a decision. Must not throw.</param>
    public LiveUnits(Func<ProductId, FacilityId, int> read) => _read = read;

    /// <summary>Units free now; 0 for a cell that does not exist or is negative.</summary>
    public int Of(ProductId product, FacilityId facility)
    {
        if (product.Value < 1 || facility.Value < 1)
        {
            return 0;
        }

        if (_read is not null)
        {
            return Math.Max(0, _read(product, facility));
        }

        var index = ((long)product.Value * _productStride) + ((long)facility.Value * _facilityStride);
        return index >= 0 && index < _cells.Length ? Math.Max(0, Volatile.Read(ref _cells[index])) : 0;
    }
}

/// <summary>Parcels that still fit on each departure of a route table: a view of an array that others change.</summary>
/// <param name="free">For each of <see cref="RouteTable.Departures"/>; departures beyond it have no limit.</param>
public sealed class LiveSlots(int[] free)
{
    /// <summary>Slots for the departures of a table; those it shares with an earlier table keep what is left.</summary>
    /// <param name="table">The table.</param>
    /// <param name="earlier">The table that the slots were counted on; null for none.</param>
    /// <param name="earlierFree">What is left there.</param>
    /// <returns>The array to count on.</returns>
    public static int[] Renew(RouteTable table, RouteTable? earlier = null, int[]? earlierFree = null)
    {
        var left = new Dictionary<(LaneId, int), int>();
        for (var i = 0; earlier is not null && earlierFree is not null && i < earlier.Departures.Length; i++)
        {
            left[(earlier.Departures[i].Lane, earlier.Departures[i].DepartureMinute)] = earlierFree[i];
        }

        var slots = new int[table.Departures.Length];
        for (var i = 0; i < slots.Length; i++)
        {
            var departure = table.Departures[i];
            slots[i] = left.GetValueOrDefault((departure.Lane, departure.DepartureMinute), departure.Parcels);
        }

        return slots;
    }

    /// <summary>Whether one more parcel fits.</summary>
    public bool IsFree(int departure) => departure >= free.Length || Volatile.Read(ref free[departure]) > 0;
}
