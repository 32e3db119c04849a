using Quartermaster.Domain;

namespace Quartermaster.Planning.Placement;

/// <summary>What serving each region from each facility costs, and how long it takes. Shared by all products.</summary>
/// <remarks>
/// Ranks the facilities of each region once, for a typical parcel, and joins facilities into a tree by what it costs to
/// serve the demand of one from the stock of the other (README, equation 2). Cost: O(F²·R + F³) once, for F facilities
/// and R regions. A cost or time that is not a number from 0 to 10⁶ means "no way" and counts as 10⁶. Immutable,
/// compared by content.
/// </remarks>
public sealed class ServeCosts : IEquatable<ServeCosts>
{
    private const float NoWay = 1e6f;

    private readonly FacilityId[] _facilities;
    private readonly int[] _indexes;
    private readonly byte[] _ranked;

    /// <summary>Makes the table.</summary>
    /// <param name="facilities">The facilities that may serve, each once; 1 to 64.</param>
    /// <param name="regionWeights">How much of all demand each region has; 0 or more.</param>
    /// <param name="costPerParcel">Facility × region, currency: what one unit of no weight costs, picking
    /// included.</param>
    /// <param name="costPerKilogram">Facility × region, currency.</param>
    /// <param name="promiseDays">Facility × region, days from order to delivery at the usual service.</param>
    /// <param name="typical">The parcel by which facilities are ranked and joined.</param>
    public ServeCosts(
        FacilityId[] facilities,
        float[] regionWeights,
        Matrix costPerParcel,
        Matrix costPerKilogram,
        Matrix promiseDays,
        TypicalParcel typical)
    {
        ArgumentOutOfRangeException.ThrowIfZero(facilities.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(facilities.Length, 64);
        (_facilities, RegionCount, Typical) = (facilities, regionWeights.Length, typical);
        RegionWeights = Clean(new(regionWeights.Length, regionWeights), 1).Row(0).ToArray();
        CostPerParcel = Clean(costPerParcel, facilities.Length);
        CostPerKilogram = Clean(costPerKilogram, facilities.Length);
        ExtraDays = ExtraOf(Clean(promiseDays, facilities.Length));
        _indexes = IndexesOf(facilities);
        _ranked = Rank();
        Tree = new(this);
    }

    /// <summary>The number of facilities.</summary>
    public int FacilityCount => _facilities.Length;

    /// <summary>The number of regions.</summary>
    public int RegionCount { get; }

    /// <summary>The parcel by which facilities are ranked and joined.</summary>
    public TypicalParcel Typical { get; }

    internal float[] RegionWeights { get; }

    internal Matrix CostPerParcel { get; }

    internal Matrix CostPerKilogram { get; }

    /// <summary>Facility × region: days later than the region's fastest facility.</summary>
    internal Matrix ExtraDays { get; }

    internal SpillTree Tree { get; }

    /// <summary>Where a facility stands in the table; −1 if it is not there.</summary>
    public int IndexOf(FacilityId facility) =>
        (uint)facility.Value < (uint)_indexes.Length ? _indexes[facility.Value] : -1;

    /// <summary>The facilities of a region, cheapest first for the typical parcel, slowness counted.</summary>
    internal ReadOnlySpan<byte> RankedOf(int region) => _ranked.AsSpan(region * FacilityCount, FacilityCount);

    /// <summary>What the typical parcel costs from a facility to a region, slowness counted, currency; 10⁶ or more
    /// where there is no way.</summary>
    /// <param name="facility">By its place in the table.</param>
    /// <param name="region">By its place in the table.</param>
    public double TypicalCost(int facility, int region) =>
        CostPerParcel.Row(facility)[region] + (CostPerKilogram.Row(facility)[region] * Typical.Kilograms)
            + (ExtraDays.Row(facility)[region] * Typical.CostPerDay);

    /// <inheritdoc/>
    public bool Equals(ServeCosts? other) =>
        ReferenceEquals(this, other) || (other is not null && _facilities.AsSpan().SequenceEqual(other._facilities)
            && RegionWeights.AsSpan().SequenceEqual(other.RegionWeights) && Typical == other.Typical
            && CostPerParcel.Equals(other.CostPerParcel) && CostPerKilogram.Equals(other.CostPerKilogram)
            && ExtraDays.Equals(other.ExtraDays));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ServeCosts);

    /// <inheritdoc/>
    public override int GetHashCode() => FacilityCount;

    private Matrix Clean(Matrix matrix, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(matrix.Columns, RegionCount);
        ArgumentOutOfRangeException.ThrowIfNotEqual(RegionCount == 0 ? rows : matrix.Count, rows);
        var values = new float[rows * RegionCount];
        for (var i = 0; i < values.Length; i++)
        {
            var value = matrix.Row(i / RegionCount)[i % RegionCount];
            values[i] = value is >= 0 and <= NoWay ? value : NoWay;
        }

        return new(RegionCount, values);
    }

    private Matrix ExtraOf(Matrix days)
    {
        var extra = new float[days.Count * RegionCount];
        for (var region = 0; region < RegionCount; region++)
        {
            var fastest = NoWay;
            for (var facility = 0; facility < days.Count; facility++)
            {
                fastest = Math.Min(fastest, days.Row(facility)[region]);
            }

            for (var facility = 0; facility < days.Count; facility++)
            {
                extra[(facility * RegionCount) + region] = days.Row(facility)[region] - fastest;
            }
        }

        return new(RegionCount, extra);
    }

    private byte[] Rank()
    {
        var ranked = new byte[RegionCount * FacilityCount];
        for (var region = 0; region < RegionCount; region++)
        {
            var order = Enumerable.Range(0, FacilityCount).OrderBy(facility => TypicalCost(facility, region))
                .ThenBy(facility => facility);
            order.Select(facility => (byte)facility).ToArray().CopyTo(ranked, region * FacilityCount);
        }

        return ranked;
    }

    private static int[] IndexesOf(FacilityId[] facilities)
    {
        var indexes = new int[facilities.Max(facility => Math.Max(0, facility.Value)) + 1];
        Array.Fill(indexes, -1);
        for (var i = 0; i < facilities.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(facilities[i].Value, 1);
            indexes[facilities[i].Value] = i;
        }

        return indexes;
    }
}

/// <summary>The parcel by which facilities are compared before any product is known.</summary>
/// <param name="Kilograms">Its weight; 0 or more.</param>
/// <param name="CostPerDay">What a day of delay costs, currency: margin × share of demand lost; 0 or more.</param>
public readonly record struct TypicalParcel(double Kilograms, double CostPerDay);
