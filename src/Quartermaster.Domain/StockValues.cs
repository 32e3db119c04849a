using Quartermaster.Numerics;

namespace Quartermaster.Domain;

/// <summary>What the k-th unit of a product at a facility is worth until the next arrival there.</summary>
/// <remarks>
/// Published by Targets; fulfillment, transfers and removal pay it for a unit they take. It is the cost of a local
/// shortage × the probability that the unit will be asked for; it never rises with k. 24 bytes per product and
/// facility: the probability at 16 evenly spaced k, straight lines between, 0 beyond. Reading is O(1).
/// </remarks>
public sealed class StockValues
{
    /// <summary>How many k are known for each product and facility.</summary>
    public const int Steps = 16;

    private const float Bound = 1e6f;

    private readonly int _facilities;

    // What belongs to one product and facility lies together: one or two cache lines for whoever asks.
    private readonly Cell[] _cells;
    private volatile bool _hasUnbounded;
    private volatile bool _hasNegative;

    /// <summary>Makes values that are all 0.</summary>
    /// <param name="products">The number of products.</param>
    /// <param name="facilities">The number of facilities.</param>
    public StockValues(int products, int facilities)
    {
        (Products, _facilities) = (products, facilities);
        _cells = new Cell[Cells.Of(products, facilities, "stock values by product and facility")];
        Array.Fill(_cells, new() { UnitsPerStep = 1 });
    }

    /// <summary>The number of products.</summary>
    public int Products { get; }

    /// <summary>The number of facilities.</summary>
    public int Facilities => _facilities;

    /// <summary>Whether all values ever set lie in −10⁶ to 10⁶.</summary>
    public bool IsBounded => !_hasUnbounded;

    /// <summary>Whether no value ever set is below 0.</summary>
    public bool IsNeverNegative => !_hasNegative;

    /// <summary>What the k-th unit is worth, in currency; 0 where nothing is known.</summary>
    /// <param name="productRow">The product's row, from 0.</param>
    /// <param name="facilityRow">The facility's row, from 0.</param>
    /// <param name="k">1 for the only unit left; taking one of k units costs the value of the k-th.</param>
    public double Of(int productRow, int facilityRow, int k)
    {
        ref readonly var cell = ref _cells[(productRow * _facilities) + facilityRow];
        var step = Math.Max(0, k - 1) / cell.UnitsPerStep;
        if (step > Steps - 1)
        {
            return 0;
        }

        var below = Math.Min((int)step, Steps - 2);
        ReadOnlySpan<byte> survival = cell.Survival;
        var probability = survival[below] + ((step - below) * (survival[below + 1] - survival[below]));
        return cell.Worth * probability / byte.MaxValue;
    }

    /// <summary>Asks the processor for the memory of one product at one facility, before it is read.</summary>
    /// <inheritdoc cref="WorthOf"/>
    public void Fetch(int productRow, int facilityRow) =>
        Prefetch.Of<Cell>(_cells.AsSpan((productRow * _facilities) + facilityRow, 1));

    /// <summary>The cost of a unit short there, currency: no unit is worth more.</summary>
    /// <param name="productRow">The product's row, from 0.</param>
    /// <param name="facilityRow">The facility's row, from 0.</param>
    public double WorthOf(int productRow, int facilityRow) =>
        _cells[(productRow * _facilities) + facilityRow].Worth;

    /// <summary>Sets the values of one product at one facility.</summary>
    /// <param name="productRow">The product's row, from 0.</param>
    /// <param name="facilityRow">The facility's row, from 0.</param>
    /// <param name="worth">The cost of a unit short there, currency.</param>
    /// <param name="unitsPerStep">Distance between the k that are known, 1 or more.</param>
    /// <param name="survival">The probability that at least k units are asked for, at k = 1, 1 + step, …; <see
    /// cref="Steps"/> of them, never rising.</param>
    public void Set(int productRow, int facilityRow, double worth, double unitsPerStep, ReadOnlySpan<double> survival)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(survival.Length, Steps);
        ref var cell = ref _cells[(productRow * _facilities) + facilityRow];
        (cell.Worth, cell.UnitsPerStep) = ((float)worth, (float)unitsPerStep);
        for (var i = 0; i < Steps; i++)
        {
            cell.Survival[i] = (byte)Math.Round(byte.MaxValue * survival[i]);
        }

        // Written only where true, so that cells may be set by several threads.
        if (!(Math.Abs(cell.Worth) <= Bound))
        {
            _hasUnbounded = true;
        }

        if (!(cell.Worth >= 0))
        {
            _hasNegative = true;
        }
    }

    /// <summary>Takes over the values of consecutive products.</summary>
    /// <param name="firstRow">The row of the first of them, from 0.</param>
    /// <param name="part">Their values, of the same facilities.</param>
    public void Put(int firstRow, StockValues part)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(part._facilities, _facilities);
        var first = firstRow * _facilities;
        part._cells.CopyTo(_cells, first);

        // Written only where true, so that parts may be put by several threads.
        if (part._hasUnbounded)
        {
            _hasUnbounded = true;
        }

        if (part._hasNegative)
        {
            _hasNegative = true;
        }
    }

    /// <summary>What was set for one product at one facility, for keeping it.</summary>
    /// <param name="productRow">The product's row, from 0.</param>
    /// <param name="facilityRow">The facility's row, from 0.</param>
    /// <param name="survival">Overwritten: <see cref="Steps"/> probabilities, 255 for 1.</param>
    public (double Worth, double UnitsPerStep) Get(int productRow, int facilityRow, Span<byte> survival)
    {
        ref readonly var cell = ref _cells[(productRow * _facilities) + facilityRow];
        ((ReadOnlySpan<byte>)cell.Survival).CopyTo(survival);
        return (cell.Worth, cell.UnitsPerStep);
    }

    private struct Cell
    {
        internal float Worth;
        internal float UnitsPerStep;
        internal Probabilities Survival;
    }

    [System.Runtime.CompilerServices.InlineArray(Steps)]
    private struct Probabilities
    {
        private byte _first;
    }
}
