using Quartermaster.Domain.Tables;

namespace Quartermaster.Domain.Prices;

/// <summary>The shadow price of each shared resource, by facility × storage class × resource × day.</summary>
/// <remarks>
/// Storage: currency per m³ and day. Inbound and outbound: currency per unit of goods. Budget: currency of profit per
/// currency spent. 0 where the resource does not bind; a resource that is not listed is free. Immutable, compared by
/// content.
/// </remarks>
public sealed class PriceBoard : IEquatable<PriceBoard>
{
    private readonly Dictionary<(FacilityId, Resource, StorageClass), List<int>> _rows = [];

    /// <summary>Makes a board.</summary>
    /// <param name="resources">What is priced, each resource listed by ascending day.</param>
    /// <param name="prices">One per resource, 0 or more.</param>
    public PriceBoard(Table<SharedResource> resources, Table<double> prices)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(prices.Count, resources.Count);
        (Resources, Prices) = (resources, prices);
        for (var row = 0; row < resources.Count; row++)
        {
            var (facility, resource, storageClass, _) = resources.Rows[row];
            if (!_rows.TryGetValue((facility, resource, storageClass), out var list))
            {
                _rows.Add((facility, resource, storageClass), list = []);
            }

            list.Add(row);
        }
    }

    // The same resources at other prices: their order is looked up once, not once per step of the price loop.
    private PriceBoard(PriceBoard other, Table<double> prices) =>
        (Resources, _rows, Prices) = (other.Resources, other._rows, prices);

    /// <summary>A board on which nothing is priced.</summary>
    public static PriceBoard Empty { get; } =
        new(new Table<SharedResource>([]), new Table<double>([]));

    /// <summary>What is priced.</summary>
    public Table<SharedResource> Resources { get; }

    /// <summary>One price per resource.</summary>
    public Table<double> Prices { get; }

    /// <summary>The number of resources.</summary>
    public int Count => Resources.Count;

    /// <summary>All resources for nothing.</summary>
    public static PriceBoard Free(Table<SharedResource> resources) =>
        new(resources, new Table<double>(new double[resources.Count]));

    /// <summary>The same resources at other prices.</summary>
    public PriceBoard At(ReadOnlySpan<double> prices)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(prices.Length, Count);
        return new(this, new Table<double>(prices.ToArray()));
    }

    /// <summary>This board's resources, and after them another one's.</summary>
    public PriceBoard With(PriceBoard other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Count == 0 ? other : other.Count == 0 ? this : new(
            new Table<SharedResource>([.. Resources.Rows, .. other.Resources.Rows]),
            new Table<double>([.. Prices.Rows, .. other.Prices.Rows]));
    }

    /// <summary>Where a resource stands on the board on a day; −1 where it is not limited.</summary>
    public int IndexOf(FacilityId facility, Resource resource, StorageClass storageClass, DateOnly day)
    {
        var found = -1;
        if (_rows.TryGetValue((facility, resource, storageClass), out var rows))
        {
            foreach (var row in rows)
            {
                found = Resources.Rows[row].FromDay <= day ? row : found;
            }
        }

        return found;
    }

    /// <summary>The price of a resource on a day; 0 where it is not limited.</summary>
    public double PriceOf(FacilityId facility, Resource resource, StorageClass storageClass, DateOnly day) =>
        IndexOf(facility, resource, storageClass, day) is >= 0 and var row ? Prices.Rows[row] : 0;

    /// <summary>The highest price of a resource on any day; 0 where it is not limited.</summary>
    /// <param name="resource">The resource; its day does not count.</param>
    public double HighestPriceOf(SharedResource resource)
    {
        var highest = 0.0;
        if (_rows.TryGetValue((resource.Facility, resource.Resource, resource.StorageClass), out var rows))
        {
            foreach (var row in rows)
            {
                highest = Math.Max(highest, Prices.Rows[row]);
            }
        }

        return highest;
    }

    /// <summary>What the room of one unit costs a day at a facility.</summary>
    /// <param name="facility">Where it would rest.</param>
    /// <param name="storageClass">In which kind of room.</param>
    /// <param name="day">When.</param>
    /// <param name="volumeCubicCentimeters">Volume of one unit, cm³.</param>
    public RoomPrice RoomOf(FacilityId facility, StorageClass storageClass, DateOnly day,
        long volumeCubicCentimeters) =>
        new(PriceOf(facility, Resource.Storage, storageClass, day) * volumeCubicCentimeters * 1e-6);

    /// <inheritdoc/>
    public bool Equals(PriceBoard? other) =>
        other is not null && Resources.Equals(other.Resources) && Prices.Equals(other.Prices);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PriceBoard);

    /// <inheritdoc/>
    public override int GetHashCode() => Count;
}
