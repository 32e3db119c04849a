using Quartermaster.Domain;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Orders;

/// <summary>What an order must look like to be decided on. The range checks of the arithmetic stand here.</summary>
internal static class OrderChecks
{
    private const int MostLines = 2_000;
    private const int MostUnits = 100_000;
    private const int MostSize = 100_000_000;
    private const long MostMicros = 1_000_000_000_000;

    /// <summary>The first rule that an order breaks; null if there is none.</summary>
    internal static string? BrokenRule(OrderInputs inputs, in OrderRequest request, ReadOnlySpan<CartLine> lines)
    {
        if (!inputs.Routes.Knows(request.Region))
        {
            return "An order goes to a region of the route table.";
        }

        if (lines.Length is 0 or > MostLines)
        {
            return "An order has 1 to 2,000 lines.";
        }

        for (var i = 0; i < lines.Length; i++)
        {
            if (LineRule(inputs, lines[i]) is { } rule)
            {
                return rule;
            }

            for (var other = 0; other < i; other++)
            {
                if (lines[other].Product == lines[i].Product)
                {
                    return "A product stands on one line of an order.";
                }
            }
        }

        return null;
    }

    private static string? LineRule(OrderInputs inputs, CartLine line)
    {
        if (line.Product.Value < 1 || line.Product.Value >= inputs.Terms.Count)
        {
            return "A line names a product.";
        }

        ref readonly var terms = ref inputs.Terms.Rows[line.Product.Value];
        return
            line.Units is < 1 or > MostUnits ? "A line has 1 to 100,000 units."
            : terms.HandlingMinutes is < 0 or > 100_000 || terms.WeightGrams is < 0 or > MostSize
                || terms.VolumeCubicCentimeters is < 0 or > MostSize
                ? "A product's weight and volume are 0 to 10⁸, its handling 0 to 100,000 minutes."
            : terms.PickPerUnit.Micros is < 0 or > MostMicros || terms.PackPerParcel.Micros is < 0 or > MostMicros
                ? "Picking a unit and packing a parcel cost 0 to 10⁶."
            : !StockWorth.AreSound(inputs, line.Product) ? "Stock values are numbers from −10⁶ to 10⁶."
            : null;
    }
}
