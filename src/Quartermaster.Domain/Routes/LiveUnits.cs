namespace Quartermaster.Domain.Routes;

/// <summary>Units free to promise by product and facility: a view of an array that others change meanwhile.</summary>
/// <remarks>One atomic read per cell. A promise is a quote: whoever places the order holds the units. The cell
/// of product
/// p at facility f, by identifier, is p × productStride + f × facilityStride.</remarks>
public sealed class LiveUnits
{
    private Cells _cells;

    /// <summary>A view of an array.</summary>
    /// <param name="cells">The live array, shared with its owner.</param>
    /// <param name="productStride">How far a product's cell is from the next product's.</param>
    /// <param name="facilityStride">How far a facility's cell is from the next facility's.</param>
    /// <param name="marks">Which cells are above 0, where the owner keeps that, too.</param>
    public LiveUnits(int[] cells, int productStride, int facilityStride = 1, LiveMarks? marks = null) =>
        _cells = new(cells, productStride, facilityStride, marks);

    /// <summary>Lets readers see another array: for an owner whose array has grown.</summary>
    /// <inheritdoc cref="LiveUnits(int[], int, int, LiveMarks?)"/>
    public void Publish(int[] cells, int productStride, int facilityStride = 1, LiveMarks? marks = null) =>
        Volatile.Write(ref _cells, new(cells, productStride, facilityStride, marks));

    /// <summary>Units free now; 0 for a cell that does not exist or is negative.</summary>
    public int Of(ProductId product, FacilityId facility)
    {
        var cells = Volatile.Read(ref _cells);
        if (product.Value < 1 || facility.Value < 1
            || (cells.FacilityStride == 1 && facility.Value >= cells.ProductStride))
        {
            return 0;
        }

        var index = ((long)product.Value * cells.ProductStride) + ((long)facility.Value * cells.FacilityStride);
        return index >= 0 && index < cells.Units.Length ? Math.Max(0, Volatile.Read(ref cells.Units[index])) : 0;
    }

    /// <summary>Units free now at several facilities: the same as <see cref="Of"/> of each, in one go.</summary>
    /// <param name="product">Of what.</param>
    /// <param name="facilities">Where.</param>
    /// <param name="units">Overwritten: one per facility.</param>
    public void Copy(ProductId product, ReadOnlySpan<FacilityId> facilities, Span<int> units)
    {
        var cells = Volatile.Read(ref _cells);
        var first = (long)product.Value * cells.ProductStride;
        for (var i = 0; i < facilities.Length; i++)
        {
            var facility = facilities[i].Value;
            var index = first + ((long)facility * cells.FacilityStride);
            var isThere = product.Value >= 1 && facility >= 1 && (ulong)index < (ulong)cells.Units.Length
                && (cells.FacilityStride != 1 || facility < cells.ProductStride);
            units[i] = isThere ? Math.Max(0, Volatile.Read(ref cells.Units[index])) : 0;
        }
    }

    /// <summary>The live cells of a product at consecutive facilities; none where they do not lie beside one another or
    /// do not exist. A cell may be negative, which counts as 0, and others may write it meanwhile.</summary>
    /// <param name="product">Of what.</param>
    /// <param name="first">The first facility.</param>
    /// <param name="count">The number of facilities; 1 or more.</param>
    public ReadOnlySpan<int> Row(ProductId product, FacilityId first, int count)
    {
        var cells = Volatile.Read(ref _cells);
        var start = ((long)product.Value * cells.ProductStride) + first.Value;
        return cells.FacilityStride == 1 && product.Value >= 1 && first.Value >= 1
            && first.Value + count <= cells.ProductStride && start + count <= cells.Units.Length
            ? cells.Units.AsSpan((int)start, count) : default;
    }

    /// <summary>Which of up to 64 consecutive facilities have a unit or more free, bit i for the i-th, in one or two
    /// reads.</summary>
    /// <param name="product">Of what.</param>
    /// <param name="first">The first facility.</param>
    /// <param name="count">The number of facilities, 1 to 64.</param>
    /// <param name="marks">Their bits.</param>
    /// <returns>False where the owner keeps no marks: then the cells say it.</returns>
    public bool Has(ProductId product, FacilityId first, int count, out ulong marks)
    {
        var kept = Volatile.Read(ref _cells).Marks;
        marks = kept is null ? 0 : kept.Of(product, first, count);
        return kept is not null;
    }

    /// <summary>The memory that <see cref="Has"/> reads, to ask the processor for it; empty where there is none.
    /// </summary>
    public ReadOnlySpan<ulong> MarksOf(ProductId product) =>
        Volatile.Read(ref _cells).Marks is { } marks ? marks.Row(product) : default;

    private sealed record Cells(int[] Units, int ProductStride, int FacilityStride, LiveMarks? Marks);
}
