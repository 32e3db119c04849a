using Quartermaster.Numerics;

namespace Quartermaster.Evaluation.MultiItem;

/// <summary>An order of a story.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Metro">Where to.</param>
/// <param name="Day">When it comes.</param>
/// <param name="IsCancelled">Whether it is cancelled the next day.</param>
internal readonly record struct StoryOrder(int Type, int Metro, int Day, bool IsCancelled);

/// <summary>What happens, whoever decides: orders, deliveries, cancels, capacity; drawn from a seed.</summary>
internal sealed class BacklogStory
{
    private const double PlannedCapacity = 1.5;

    private readonly ulong _seed;

    internal BacklogStory(MultiItemInstance instance, BacklogSettings settings, ulong seed)
    {
        (Instance, Settings, _seed) = (instance, settings, seed);
        (Items, Centers) = (instance.Items, instance.World.Centers);
        Days = settings.Days + settings.WaitDays;
        Orders = DrawOrders();
        PerDay = MeanPerDay();
        Receipts = new int[Days, Items, Centers];
        (Capacity, Planned) = (new int[Days, Centers], new int[Centers]);
        for (var day = 0; day < Days; day++)
        {
            for (var center = 0; center < Centers; center++)
            {
                Fill(day, center);
            }
        }
    }

    internal MultiItemInstance Instance { get; }

    internal BacklogSettings Settings { get; }

    internal int Items { get; }

    internal int Centers { get; }

    /// <summary>Days with departures.</summary>
    internal int Days { get; }

    /// <summary>Orders by day; none is empty.</summary>
    internal StoryOrder[] Orders { get; }

    /// <summary>Mean units a day by item × FC, if every metro's nearest FC that carries an item serves it.</summary>
    internal double[,] PerDay { get; }

    /// <summary>Units that come in by day × item × FC.</summary>
    internal int[,,] Receipts { get; }

    /// <summary>Units that can be picked by day × FC.</summary>
    internal int[,] Capacity { get; }

    /// <summary>Units a day that were planned to be picked, by FC.</summary>
    internal int[] Planned { get; }

    /// <summary>Whether an order's item is not found at an FC when it is picked there.</summary>
    internal bool IsShort(int order, int item, int center) =>
        Draw(7, (ulong)order, (ulong)((item * Centers) + center)) < Settings.ShortShare;

    private StoryOrder[] DrawOrders()
    {
        var (types, metros) = (Instance.Shares, Instance.World.MetroShares);
        return [.. Enumerable.Range(0, Settings.Days * Settings.OrdersPerDay).Select(order => new StoryOrder(
            1 + Pick(types.AsSpan(1), Draw(1, (ulong)order, 0) * (1 - types[0])),
            Pick(metros, Draw(2, (ulong)order, 0)), order / Settings.OrdersPerDay,
            Draw(3, (ulong)order, 0) < Settings.CancelShare))];
    }

    private static int Pick(ReadOnlySpan<double> shares, double draw)
    {
        var at = 0;
        while (at < shares.Length - 1 && draw >= shares[at])
        {
            draw -= shares[at++];
        }

        return at;
    }

    private double[,] MeanPerDay()
    {
        var means = new double[Items, Centers];
        for (var type = 1; type < Instance.Types.Length; type++)
        {
            foreach (var item in Instance.Types[type])
            {
                for (var metro = 0; metro < Instance.World.Metros; metro++)
                {
                    var center = Instance.NearestCarrier[item, metro];
                    if (center < Centers)
                    {
                        means[item, center] += Settings.OrdersPerDay * Instance.Shares[type] / (1 - Instance.Shares[0])
                            * Instance.World.MetroShares[metro];
                    }
                }
            }
        }

        return means;
    }

    private void Fill(int day, int center)
    {
        var all = 0.0;
        for (var item = 0; item < Items; item++)
        {
            var (mean, every) = (PerDay[item, center], Settings.DeliveryDays);
            all += mean;
            var size = 0.4 + (1.2 * Draw(4, (ulong)((item * Centers) + center), (ulong)day));
            Receipts[day, item, center] = day == 0 ? (int)Math.Round(mean * every * Settings.Supply)
                : (day + item + center) % every == 0 ? (int)Math.Round(mean * every * size * Settings.Supply) : 0;
        }

        Planned[center] = (int)Math.Ceiling(all * PlannedCapacity);
        var isLow = Draw(5, (ulong)center, (ulong)day) < Settings.LowCapacityShare;
        Capacity[day, center] = isLow ? (int)Math.Ceiling(all * Settings.LowCapacity) : Planned[center];
    }

    private double Draw(ulong stream, ulong key, ulong index) => KeyedRandom.Uniform(_seed, 900 + stream, key, index);
}
