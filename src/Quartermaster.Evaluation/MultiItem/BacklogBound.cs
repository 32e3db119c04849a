namespace Quartermaster.Evaluation.MultiItem;

/// <summary>What a clairvoyant could not do better than: who knows all orders, cancels, deliveries and capacities of a
/// story from the start, and finds everything at picking.</summary>
/// <remarks>Lagrange's relaxation of stock (what is shipped up to a day has come in by then) and of picking capacity by
/// day: the bound is below every policy.</remarks>
internal static class BacklogBound
{
    // What counts without a limit: parcels.
    private const double Unlimited = 1e18;

    /// <summary>The bound, and about how many parcels the clairvoyant ships.</summary>
    internal static (double Cost, double Parcels) Of(BacklogStory story, int steps)
    {
        var (instance, world) = (story.Instance, story.Instance.World);
        var wait = story.Settings.WaitDays;
        var blocks = story.Orders.Where(order => !order.IsCancelled)
            .GroupBy(order => (order.Type, order.Metro, Day: order.Day + wait))
            .Select(same => (same.Key.Type, same.Key.Metro, same.Key.Day, Count: same.Count())).ToArray();
        var (cells, centers, days) = (story.Items * story.Centers, story.Centers, story.Days);

        // By day: stock of every item × FC up to it, then capacity of every FC.
        var width = cells + centers;
        var resources = new double[(days * width) + 1];
        resources[^1] = Unlimited;
        for (var day = 0; day < days; day++)
        {
            for (var cell = 0; cell < cells; cell++)
            {
                resources[(day * width) + cell] = story.Receipts[day, cell / centers, cell % centers]
                    + (day == 0 ? 0 : resources[((day - 1) * width) + cell]);
            }

            for (var center = 0; center < centers; center++)
            {
                resources[(day * width) + cells + center] = story.Capacity[day, center];
            }
        }

        var splits = Enumerable.Range(0, instance.Size.MostItems + 1)
            .Select(items => new OrderSplit(items, world.Places)).ToArray();
        var costs = world.ItemCosts(instance.Reading);
        var paid = new double[days * width];
        var used = new double[days * width];
        var search = new VolumeSearch(resources, new double[resources.Length], steps, Answer);
        return (search.Bound, search.MeanUsage[^1]);

        double Answer(double[] prices, double[] usage)
        {
            // Who ships on a day lowers what is left on it and on all later days, so it pays for all of them.
            for (var day = days - 1; day >= 0; day--)
            {
                for (var i = 0; i < width; i++)
                {
                    var at = (day * width) + i;
                    paid[at] = prices[at] + (i < cells && day < days - 1 ? paid[at + width] : 0);
                }
            }

            Array.Clear(used);
            (var value, usage[^1]) = (0.0, 0);
            foreach (var (type, metro, day, count) in blocks)
            {
                var (cost, parcels) = Take(type, metro, day, count);
                value += count * cost;
                usage[^1] += count * parcels;
            }

            for (var at = 0; at < used.Length; at++)
            {
                usage[at] = used[at] + (at % width < cells && at >= width ? usage[at - width] : 0);
            }

            return value;
        }

        (double Cost, int Parcels) Take(int type, int metro, int day, int count)
        {
            var (items, from) = (instance.Types[type], day * width);
            var split = splits[items.Length];
            for (var place = 0; place < world.Places; place++)
            {
                split.Opening[place] = world.FixedCost(place, instance.Reading);
                for (var item = 0; item < items.Length; item++)
                {
                    split.Costs[item, place] = place == world.Nowhere ? costs[place, metro]
                        : resources[from + (items[item] * centers) + place] <= 0 ? double.PositiveInfinity
                        : costs[place, metro] + paid[from + (items[item] * centers) + place]
                            + paid[from + cells + place];
                }
            }

            var (value, opened) = (split.SolveWhole(), 0);
            for (var item = 0; item < items.Length; item++)
            {
                for (var place = 0; place < world.Places; place++)
                {
                    opened |= split.Shares[item, place] > 0 ? 1 << place : 0;
                }

                for (var center = 0; center < centers; center++)
                {
                    used[from + (items[item] * centers) + center] += count * split.Shares[item, center];
                    used[from + cells + center] += count * split.Shares[item, center];
                }
            }

            return (value, System.Numerics.BitOperations.PopCount((uint)opened));
        }
    }
}
