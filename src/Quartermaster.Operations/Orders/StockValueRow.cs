using System.Buffers.Binary;
using Quartermaster.Domain;
using Quartermaster.Operations.Gather;

namespace Quartermaster.Operations.Orders;

/// <summary>Stock values of a product at a center as a run keeps them, in its part <see cref="PartName"/>.</summary>
/// <param name="Product">The product.</param>
/// <param name="Facility">The center.</param>
/// <param name="Worth">The cost of a unit short there, currency.</param>
/// <param name="UnitsPerStep">Distance between the known units.</param>
/// <param name="First">The first eight probabilities, a byte each (255 for 1), the first in the lowest byte.</param>
/// <param name="Second">The other eight.</param>
public readonly record struct StockValueRow(
    ProductId Product, FacilityId Facility, double Worth, double UnitsPerStep, long First, long Second)
{
    /// <summary>The name of the part of a run.</summary>
    public const string PartName = "stock_values";

    /// <summary>The rows of values that are not 0.</summary>
    public static Table<StockValueRow> Of(StockValues values, CompanyFacts facts)
    {
        var rows = new List<StockValueRow>();
        Span<byte> survival = stackalloc byte[StockValues.Steps];
        for (var row = 0; row < values.Products; row++)
        {
            for (var center = 0; center < values.Facilities; center++)
            {
                var (worth, step) = values.Get(row, center, survival);
                if (worth != 0 && survival[0] != 0)
                {
                    rows.Add(new(facts.Products.Rows[row].Id, facts.Centers[center], worth, step,
                        BinaryPrimitives.ReadInt64LittleEndian(survival),
                        BinaryPrimitives.ReadInt64LittleEndian(survival[8..])));
                }
            }
        }

        return new([.. rows]);
    }

    /// <summary>The values that rows say, in the rows and columns of the facts.</summary>
    public static StockValues Read(Table<StockValueRow> rows, CompanyFacts facts)
    {
        var values = new StockValues(facts.Products.Count, facts.Centers.Length);
        Span<byte> survival = stackalloc byte[StockValues.Steps];
        var shares = new double[StockValues.Steps];
        foreach (ref readonly var row in rows.Rows)
        {
            var (product, center) = (facts.RowOf(row.Product), facts.CenterOf(row.Facility));
            if (product < 0 || center < 0)
            {
                continue;
            }

            BinaryPrimitives.WriteInt64LittleEndian(survival, row.First);
            BinaryPrimitives.WriteInt64LittleEndian(survival[8..], row.Second);
            for (var i = 0; i < shares.Length; i++)
            {
                shares[i] = survival[i] / (double)byte.MaxValue;
            }

            values.Set(product, center, row.Worth, row.UnitsPerStep, shares);
        }

        return values;
    }
}
