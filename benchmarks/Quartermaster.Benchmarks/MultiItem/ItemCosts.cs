namespace Quartermaster.Benchmarks.MultiItem;

/// <summary>Costs of an item by place × metro, worked out once for each way to charge what is left out.</summary>
internal static class ItemCosts
{
    private static readonly double[,] s_byOrder = Table(new("once per order"));
    private static readonly double[,] s_byItem = Table(new("per item") { UnfilledByItem = true });

    internal static double[,] Of(MultiItemReading reading) => reading.UnfilledByItem ? s_byItem : s_byOrder;

    private static double[,] Table(MultiItemReading reading)
    {
        var costs = new double[MultiItemWorld.Centers + 1, MultiItemWorld.Metros];
        for (var place = 0; place <= MultiItemWorld.Centers; place++)
        {
            for (var metro = 0; metro < MultiItemWorld.Metros; metro++)
            {
                costs[place, metro] = MultiItemWorld.ItemCost(place, metro, reading);
            }
        }

        return costs;
    }
}
