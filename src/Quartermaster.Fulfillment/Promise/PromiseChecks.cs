using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>What a cart must look like to be promised. The range checks of the arithmetic stand here.</summary>
internal static class PromiseChecks
{
    private const int MostLines = 2_000;
    private const int MostUnits = 100_000;
    private const int MostSize = 100_000_000;

    /// <summary>The first rule that a cart breaks; null if there is none.</summary>
    internal static string? BrokenRule(PromiseInputs inputs, in CartRequest request, ReadOnlySpan<CartLine> lines)
    {
        if (!inputs.Routes.Knows(request.Region))
        {
            return "A cart goes to a region of the route table.";
        }

        if (lines.Length is 0 or > MostLines)
        {
            return "A cart has 1 to 2,000 lines.";
        }

        var terms = inputs.Terms.Rows;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            if (line.Product.Value < 1 || line.Product.Value >= terms.Length)
            {
                return "A line names a product.";
            }

            ref readonly var term = ref terms[line.Product.Value];
            if (line.Units is < 1 or > MostUnits)
            {
                return "A line has 1 to 100,000 units.";
            }

            if (term.HandlingMinutes is < 0 or > 100_000 || term.WeightGrams is < 0 or > MostSize
                || term.VolumeCubicCentimeters is < 0 or > MostSize)
            {
                return "A product's weight and volume are 0 to 10⁸, its handling 0 to 100,000 minutes.";
            }

            for (var other = 0; other < i; other++)
            {
                if (lines[other].Product == line.Product)
                {
                    return "A product stands on one line of a cart.";
                }
            }
        }

        return null;
    }
}
