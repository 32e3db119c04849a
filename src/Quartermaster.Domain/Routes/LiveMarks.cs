namespace Quartermaster.Domain.Routes;

/// <summary>Which facilities have any units of a product free, a bit each: all that a promise of one unit needs to know
/// of stock. One writer, who keeps it beside the units; any number of readers.</summary>
/// <remarks>One atomic read per product and 64 facilities, of an eighth of a byte per cell: for a million products and
/// 64 facilities 8 MB, where the units take 256.</remarks>
public sealed class LiveMarks
{
    private const int WordBits = 64;

    private readonly ulong[] _words;
    private readonly int _perProduct;

    /// <summary>Marks what cells say.</summary>
    /// <param name="cells">Units by product × facility, slot 0 of both unused.</param>
    /// <param name="productStride">How far a product's cell is from the next product's.</param>
    public LiveMarks(ReadOnlySpan<int> cells, int productStride)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(productStride, 1);
        _perProduct = Math.Max(1, (productStride - 2 + WordBits) / WordBits);
        _words = new ulong[(cells.Length / productStride) * _perProduct];
        for (var cell = 0; cell < _words.Length / _perProduct * productStride; cell++)
        {
            if (cells[cell] > 0 && cell % productStride > 0)
            {
                Set(cell / productStride, cell % productStride, hasUnits: true);
            }
        }
    }

    /// <summary>Marks one cell; for the writer alone.</summary>
    /// <param name="product">The product's number.</param>
    /// <param name="facility">The facility's number, 1 or more.</param>
    /// <param name="hasUnits">Whether there is a unit or more.</param>
    public void Set(int product, int facility, bool hasUnits)
    {
        ref var word = ref _words[(product * _perProduct) + ((facility - 1) / WordBits)];
        var bit = 1UL << ((facility - 1) % WordBits);
        Volatile.Write(ref word, hasUnits ? word | bit : word & ~bit);
    }

    /// <summary>Which of up to 64 consecutive facilities have units: bit i for the i-th.</summary>
    /// <param name="product">The product.</param>
    /// <param name="first">The first facility.</param>
    /// <param name="count">The number of facilities, 1 to 64.</param>
    internal ulong Of(ProductId product, FacilityId first, int count)
    {
        var words = Row(product);
        var (at, shift) = Math.DivRem((uint)(first.Value - 1), WordBits);
        if (at >= words.Length)
        {
            return 0;
        }

        var marks = Volatile.Read(in words[(int)at]) >> (int)shift;
        marks |= shift > 0 && at + 1 < words.Length
            ? Volatile.Read(in words[(int)at + 1]) << (WordBits - (int)shift) : 0;
        return count >= WordBits ? marks : marks & ((1UL << count) - 1);
    }

    /// <summary>A product's marks; none if it has no cells.</summary>
    internal ReadOnlySpan<ulong> Row(ProductId product)
    {
        var start = (long)product.Value * _perProduct;
        return start >= 0 && start < _words.Length ? _words.AsSpan((int)start, _perProduct) : default;
    }
}
