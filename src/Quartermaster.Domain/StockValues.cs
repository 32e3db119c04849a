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

    private readonly int _facilities;
    private readonly float[] _worth;
    private readonly float[] _unitsPerStep;
    private readonly byte[] _survival;

    /// <summary>Makes values that are all 0.</summary>
    /// <param name="products">The number of products.</param>
    /// <param name="facilities">The number of facilities.</param>
    public StockValues(int products, int facilities)
    {
        (Products, _facilities) = (products, facilities);
        _worth = new float[Cells.Of(products, facilities, "stock values by product and facility")];
        _unitsPerStep = new float[_worth.Length];
        _survival = new byte[Cells.Of(_worth.Length, Steps, "stock values by product, facility and step")];
        Array.Fill(_unitsPerStep, 1);
    }

    /// <summary>The number of products.</summary>
    public int Products { get; }

    /// <summary>The number of facilities.</summary>
    public int Facilities => _facilities;

    /// <summary>What the k-th unit is worth, in currency; 0 where nothing is known.</summary>
    /// <param name="productRow">The product's row, from 0.</param>
    /// <param name="facilityRow">The facility's row, from 0.</param>
    /// <param name="k">1 for the only unit left; taking one of k units costs the value of the k-th.</param>
    public double Of(int productRow, int facilityRow, int k)
    {
        var cell = (productRow * _facilities) + facilityRow;
        var step = Math.Max(0, k - 1) / _unitsPerStep[cell];
        if (step > Steps - 1)
        {
            return 0;
        }

        var below = Math.Min((int)step, Steps - 2);
        var at = (cell * Steps) + below;
        var probability = _survival[at] + ((step - below) * (_survival[at + 1] - _survival[at]));
        return _worth[cell] * probability / byte.MaxValue;
    }

    /// <summary>The cost of a unit short there, currency: no unit is worth more.</summary>
    /// <param name="productRow">The product's row, from 0.</param>
    /// <param name="facilityRow">The facility's row, from 0.</param>
    public double WorthOf(int productRow, int facilityRow) => _worth[(productRow * _facilities) + facilityRow];

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
        var cell = (productRow * _facilities) + facilityRow;
        (_worth[cell], _unitsPerStep[cell]) = ((float)worth, (float)unitsPerStep);
        for (var i = 0; i < Steps; i++)
        {
            _survival[(cell * Steps) + i] = (byte)Math.Round(byte.MaxValue * survival[i]);
        }
    }

    /// <summary>Takes over the values of consecutive products.</summary>
    /// <param name="firstRow">The row of the first of them, from 0.</param>
    /// <param name="part">Their values, of the same facilities.</param>
    public void Put(int firstRow, StockValues part)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(part._facilities, _facilities);
        var first = firstRow * _facilities;
        part._worth.CopyTo(_worth, first);
        part._unitsPerStep.CopyTo(_unitsPerStep, first);
        part._survival.CopyTo(_survival, first * Steps);
    }

    /// <summary>What was set for one product at one facility, for keeping it.</summary>
    /// <param name="productRow">The product's row, from 0.</param>
    /// <param name="facilityRow">The facility's row, from 0.</param>
    /// <param name="survival">Overwritten: <see cref="Steps"/> probabilities, 255 for 1.</param>
    public (double Worth, double UnitsPerStep) Get(int productRow, int facilityRow, Span<byte> survival)
    {
        var cell = (productRow * _facilities) + facilityRow;
        _survival.AsSpan(cell * Steps, Steps).CopyTo(survival);
        return (_worth[cell], _unitsPerStep[cell]);
    }
}
