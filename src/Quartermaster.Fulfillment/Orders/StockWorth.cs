using Quartermaster.Domain;

namespace Quartermaster.Fulfillment.Orders;

/// <summary>What the units of a product at an FC are worth for later orders: a straight line in the units
/// taken.</summary>
internal static class StockWorth
{
    /// <summary>The worth of the next unit and how much more each further one is worth, micros.</summary>
    /// <param name="inputs">The tables.</param>
    /// <param name="product">The product.</param>
    /// <param name="origin">The FC.</param>
    /// <param name="free">Units free there.</param>
    /// <param name="taken">The most units that may be taken; at most those free.</param>
    /// <remarks>Published values are read at the first and the last unit that may be taken, and joined by a line that
    /// does not fall: exact for one unit and for two.</remarks>
    internal static (long Micros, long SlopeMicros) Of(
        OrderInputs inputs, ProductId product, int origin, int free, int taken)
    {
        var micros = MicrosOf(inputs.StockValues, product, origin);
        var slope = MicrosOf(inputs.StockSlopes, product, origin);
        if (inputs.StockValueSteps is not { } steps || product.Value > steps.Products || origin >= steps.Facilities
            || taken < 1)
        {
            return (micros, slope);
        }

        var first = Micros(steps.Of(product.Value - 1, origin, free));
        var last = taken == 1 ? first : Micros(steps.Of(product.Value - 1, origin, free - taken + 1));
        return (micros + first, slope + (taken == 1 ? 0 : Math.Max(0, last - first) / (taken - 1)));
    }

    private static long MicrosOf(Matrix? matrix, ProductId product, int origin) =>
        matrix is not null && product.Value < matrix.Count && origin < matrix.Columns
            ? (long)Math.Round(matrix.Row(product.Value)[origin] * 1e6) : 0;

    // NaN becomes 0; more than a million is a million.
    private static long Micros(double amount) =>
        amount is >= -1e6 and <= 1e6 ? (long)Math.Round(amount * 1e6) : amount > 1e6 ? 1_000_000_000_000 : 0;
}
