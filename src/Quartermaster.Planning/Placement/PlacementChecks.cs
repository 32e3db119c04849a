namespace Quartermaster.Planning.Placement;

/// <summary>What a product must look like to be decided on. The range checks of the arithmetic stand here.</summary>
internal static class PlacementChecks
{
    private const int MostUnits = 1_000_000_000;

    /// <summary>The first rule that a product breaks; null if there is none.</summary>
    /// <param name="inputs">What is known; the prices in it are ignored.</param>
    /// <param name="product">Which group.</param>
    /// <param name="prices">The price of each resource on the board.</param>
    internal static string? BrokenRule(PlacementInputs inputs, int product, ReadOnlySpan<double> prices)
    {
        ref readonly var facts = ref inputs.Facts.Rows[product];
        ref readonly var inbound = ref inputs.Inbound.Rows[product];
        ref readonly var worth = ref inputs.Worths.Rows[product];
        return
            facts.Product.Value < 1 ? "Inbound names its product."
            : facts.VolumeCubicCentimeters < 0 || facts.WeightGrams < 0 ? "Volume and weight are 0 or more."
            : inbound.Units is < 0 or > MostUnits ? "Inbound is 0 to 10⁹ units."
            : inbound.CaseUnits < 1 ? "A case holds at least one unit."
            : worth.MarginPerUnit is not (>= 0 and <= 1e9) ? "The margin is 0 to 10⁹."
            : worth.LostPerExtraDay is not (>= 0 and <= 1) ? "The share of demand lost per extra day is 0 to 1."
            : inputs.CoverDays is < 1 or > 3_650 ? "The cover is 1 to 3,650 days."
            : !IsDemand(inputs.Demand.Row(product)) ? "Demand quantiles never decrease, from 0 to 10⁹ units."
            : inputs.RegionShares.Columns != inputs.Serve.RegionCount ? "There is a demand share for each region."
            : !AreShares(inputs.RegionShares.Row(product)) ? "Demand shares are 0 or more, and not all 0."
            : BrokenRuleOfRows(inputs, product, prices);
    }

    private static string? BrokenRuleOfRows(PlacementInputs inputs, int product, ReadOnlySpan<double> prices)
    {
        for (var row = inputs.FirstRow(product); row < inputs.FirstRow(product + 1); row++)
        {
            var facility = inputs.Destinations.Rows[row].Facility;
            var rule =
                inputs.Serve.IndexOf(facility) < 0 ? "The costs of serving are known for every facility."
                : IsListedBefore(inputs, inputs.FirstRow(product), row) ? "A facility is listed once per product."
                : Math.Abs((long)inputs.Positions.Rows[row].Units) > MostUnits ? "A position is within ± 10⁹ units."
                : inputs.Yesterday.Rows[row].Share is not (>= 0 and <= 1) ? "Yesterday's share is 0 to 1."
                : inputs.Overrides.Rows[row].Units < 0 ? "An override is 0 or more units."
                : !ArePrices(inputs, product, row, prices) ? "Prices on the board are numbers from 0 to 10⁹."
                : null;
            if (rule is not null)
            {
                return rule;
            }
        }

        return null;
    }

    private static bool IsListedBefore(PlacementInputs inputs, int first, int row)
    {
        var found = false;
        for (var other = first; other < row; other++)
        {
            found |= inputs.Destinations.Rows[other].Facility == inputs.Destinations.Rows[row].Facility;
        }

        return found;
    }

    private static bool ArePrices(PlacementInputs inputs, int product, int row, ReadOnlySpan<double> prices)
    {
        var (room, receiving) = SplitPrices.IndexesOf(inputs, product, row);
        return (room < 0 || prices[room] is >= 0 and <= 1e9)
            && (receiving < 0 || prices[receiving] is >= 0 and <= 1e9);
    }

    private static bool AreShares(ReadOnlySpan<float> shares)
    {
        var (sum, areGood) = (0.0, true);
        foreach (var share in shares)
        {
            areGood &= share is >= 0 and <= 1e6f;
            sum += share;
        }

        return areGood && sum > 0;
    }

    private static bool IsDemand(ReadOnlySpan<float> quantiles)
    {
        var (inOrder, last) = (true, 0f);
        foreach (var quantile in quantiles)
        {
            inOrder &= quantile >= last;
            last = quantile;
        }

        return inOrder && last <= MostUnits;
    }
}
