namespace Quartermaster.Evaluation.MultiItem;

/// <summary>One way to live through a story.</summary>
/// <param name="Cost">What was paid.</param>
/// <param name="Parcels">Parcels shipped.</param>
public readonly record struct BacklogFigures(double Cost, int Parcels);

/// <summary>What prices of stock, and looking again at open orders, are worth in one story.</summary>
/// <param name="Orders">Orders shipped.</param>
/// <param name="Bound">No clairvoyant pays less.</param>
/// <param name="BoundParcels">About how many parcels the clairvoyant ships.</param>
/// <param name="NotFound">Lines not found at picking, in the last of the lives.</param>
public sealed record BacklogStudy(int Orders, double Bound, double BoundParcels, int NotFound)
{
    private const int BoundSteps = 800;

    /// <summary>Each order sourced once at the least cost of its own, and mended alone when something goes wrong.
    /// </summary>
    public required BacklogFigures MyopicOnce { get; init; }

    /// <summary>The same, and all open orders looked at again each day.</summary>
    public required BacklogFigures MyopicAgain { get; init; }

    /// <summary>Each order sourced once at prices of stock.</summary>
    public required BacklogFigures PricedOnce { get; init; }

    /// <summary>The same, and all open orders looked at again each day.</summary>
    public required BacklogFigures PricedAgain { get; init; }

    /// <summary>Each order sourced at prices of stock when it comes; looked at again at the least cost of the open
    /// orders alone, for the goods that later orders want will have come in by then.</summary>
    public required BacklogFigures PricedThenOwn { get; init; }

    /// <summary>Lives through one story five ways.</summary>
    /// <param name="instance">Items, types, metros, which FC carries what.</param>
    /// <param name="settings">How long, and how much goes wrong.</param>
    /// <param name="seed">Which story.</param>
    public static BacklogStudy Run(MultiItemInstance instance, BacklogSettings settings, ulong seed)
    {
        var story = new BacklogStory(instance, settings, seed);
        var (none, prices) = (new double[story.Items, story.Centers], PricesOf(story));
        var last = Live(story, prices, true);
        var (bound, parcels) = BacklogBound.Of(story, BoundSteps);
        return new(last.Shipped, bound, parcels, last.NotFound)
        {
            MyopicOnce = FiguresOf(Live(story, none, false)),
            MyopicAgain = FiguresOf(Live(story, none, true)),
            PricedOnce = FiguresOf(Live(story, prices, false)),
            PricedAgain = FiguresOf(last),
            PricedThenOwn = FiguresOf(Live(story, prices, true, pricesAgain: false)),
        };
    }

    private static BacklogLife Live(BacklogStory story, double[,] prices, bool looksAgain, bool pricesAgain = true)
    {
        var life = new BacklogLife(story, prices, looksAgain, pricesAgain);
        life.Run();
        return life;
    }

    private static BacklogFigures FiguresOf(BacklogLife life) => new(life.Cost, life.Parcels);

    // Duals of mean demand against mean deliveries over the whole time: what a planner knows beforehand.
    private static double[,] PricesOf(BacklogStory story)
    {
        var (instance, settings) = (story.Instance, story.Settings);
        var (demand, stock) = ((double[,])instance.Demand.Clone(), new int[story.Items, story.Centers]);
        for (var type = 0; type < demand.GetLength(0); type++)
        {
            for (var metro = 0; metro < demand.GetLength(1); metro++)
            {
                demand[type, metro] *= (double)settings.Days * settings.OrdersPerDay
                    / (instance.Size.Orders * (1 - instance.Shares[0]));
            }
        }

        for (var item = 0; item < story.Items; item++)
        {
            for (var center = 0; center < story.Centers; center++)
            {
                stock[item, center] = (int)Math.Round(story.PerDay[item, center] * settings.Days * settings.Supply);
            }
        }

        return new MultiItemProgram(instance, demand, stock, isWhole: true).Prices;
    }
}
