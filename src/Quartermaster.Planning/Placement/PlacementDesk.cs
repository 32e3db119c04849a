using Quartermaster.Domain;

namespace Quartermaster.Planning.Placement;

/// <summary>Answers for product after product at price after price; remembers what prices do not change.</summary>
internal sealed class PlacementDesk(PlacementInputs inputs, PlacementPolicy policy) : IPricedDesk
{
    private readonly SplitDesk _desk = new(inputs, policy, new(inputs));

    public double Respond(int group, ReadOnlySpan<double> prices, Span<double> usage)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(prices.Length, inputs.Prices.Count);
        usage.Clear();
        _desk.Decide(group, prices);
        return _desk.Worth(usage);
    }
}
