using Quartermaster.Domain;

namespace Quartermaster.Fulfillment.Orders;

/// <summary>What the units of a product at an FC are worth for later orders: a straight line in the units taken.
/// </summary>
/// <param name="Micros">The worth of the next unit, micros.</param>
/// <param name="SlopeMicros">How much more each further one is worth, micros; 0 or more.</param>
internal readonly record struct StockWorth(long Micros, long SlopeMicros)
{
    /// <summary>The worth of units that may be taken.</summary>
    /// <param name="inputs">The tables.</param>
    /// <param name="product">The product.</param>
    /// <param name="origin">The FC.</param>
    /// <param name="free">Units free there now.</param>
    /// <param name="taken">The most units that may be taken; at most those free.</param>
    /// <remarks>Published values are read at the first and the last unit that may be taken, and joined by a line that
    /// does not fall: exact for one unit and for two.</remarks>
    internal static StockWorth Of(OrderInputs inputs, ProductId product, int origin, int free, int taken)
    {
        if (taken < 1 || CellOf(inputs, product, origin) is not (>= 0 and var row, var column))
        {
            return default;
        }

        var first = MicrosOf(inputs, row, column, free);
        return taken == 1 ? new(first, 0)
            : new(first, Math.Max(0, MicrosOf(inputs, row, column, free - taken + 1) - first) / (taken - 1));
    }

    /// <summary>Asks for the memory of a product's values at an FC; changes nothing.</summary>
    internal static void Fetch(OrderInputs inputs, ProductId product, int origin)
    {
        if (CellOf(inputs, product, origin) is (>= 0 and var row, var column))
        {
            inputs.StockValues!.Fetch(row, column);
        }
    }

    /// <summary>The most that a unit may be worth, currency.</summary>
    internal static double MostOf(OrderInputs inputs, ProductId product, int origin)
    {
        var (row, column) = CellOf(inputs, product, origin);
        return row < 0 ? 0 : inputs.StockValues!.WorthOf(row, column);
    }

    /// <summary>Whether a product's units are worth −10⁶ to 10⁶ at every FC.</summary>
    internal static bool AreSound(OrderInputs inputs, ProductId product)
    {
        var rows = inputs.StockValueRows.Rows;
        if (inputs.StockValues is not { } values || values.IsBounded || product.Value >= rows.Length
            || (uint)rows[product.Value] >= (uint)values.Products)
        {
            return true;
        }

        var (row, isSound) = (rows[product.Value], true);
        var columns = inputs.StockValueColumns.Rows;
        foreach (var column in columns[..Math.Min(columns.Length, inputs.Routes.Origins.Length)])
        {
            isSound &= (uint)column >= (uint)values.Facilities || values.WorthOf(row, column) is >= -1e6 and <= 1e6;
        }

        return isSound;
    }

    private static (int Row, int Column) CellOf(OrderInputs inputs, ProductId product, int origin)
    {
        var rows = inputs.StockValueRows.Rows;
        var columns = inputs.StockValueColumns.Rows;
        if (inputs.StockValues is not { } values || product.Value >= rows.Length || origin >= columns.Length)
        {
            return (-1, -1);
        }

        var (row, column) = (rows[product.Value], columns[origin]);
        return (uint)row < (uint)values.Products && (uint)column < (uint)values.Facilities ? (row, column) : (-1, -1);
    }

    private static long MicrosOf(OrderInputs inputs, int row, int column, int k) =>
        (long)Math.Round(inputs.StockValues!.Of(row, column, k) * 1e6);
}
