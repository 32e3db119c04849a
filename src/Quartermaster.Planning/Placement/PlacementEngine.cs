using Quartermaster.Domain;

namespace Quartermaster.Planning.Placement;

/// <summary>Decides which facility gets how much of each product's inbound.</summary>
/// <remarks>
/// Sends each case to where it earns most: demand met nearby, else from the next facility in the tree, less shipping,
/// demand lost to a slower promise, room and receiving. The split is the best one of the model, exactly, so the price
/// loop's bound holds. See README.md in this folder.
/// </remarks>
public sealed class PlacementEngine(PlacementPolicy policy)
    : IRowEngine<PlacementInputs, PlacementRow, PlacementReason>, IPriced<PlacementInputs>
{
    /// <inheritdoc/>
    public void Decide(PlacementInputs inputs, Span<PlacementRow> decisions, ReasonWriter<PlacementReason>? why)
    {
        var desk = new SplitDesk(inputs, policy);
        for (var product = 0; product < inputs.Count; product++)
        {
            var rows = decisions[inputs.FirstRow(product)..inputs.FirstRow(product + 1)];
            desk.Decide(product, inputs.Prices.Prices.Rows);
            for (var i = 0; i < rows.Length; i++)
            {
                var facility = inputs.Destinations.Rows[inputs.FirstRow(product) + i].Facility;
                rows[i] = new(inputs.Facts.Rows[product].Product, facility, desk.UnitsOf(facility));
            }

            if (why is not null)
            {
                new SplitReasons(desk).Write(product, rows, why);
            }
        }
    }

    /// <inheritdoc/>
    public double Respond(PlacementInputs inputs, ReadOnlySpan<double> prices, Span<double> usage)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(prices.Length, inputs.Prices.Count);
        usage.Clear();
        var desk = new SplitDesk(inputs, policy);
        var worth = 0.0;
        for (var product = 0; product < inputs.Count; product++)
        {
            desk.Decide(product, prices);
            worth += desk.Worth(usage);
        }

        return worth;
    }

    /// <inheritdoc/>
    public IPricedDesk Open(PlacementInputs inputs) => new PlacementDesk(inputs, policy);

    /// <inheritdoc/>
    public PlacementInputs AtPrices(PlacementInputs inputs, ReadOnlySpan<double> prices) =>
        inputs with { Prices = inputs.Prices.At(prices) };
}
