using Quartermaster.Domain.Demand;
using Quartermaster.Numerics;

namespace Quartermaster.Forecasting.Demand;

/// <summary>The effects of price and events: one small Poisson regression per category, drawn to that of all products.
/// </summary>
/// <remarks>Newton's method on the penalized quasi-likelihood (McCullagh and Nelder, Generalized Linear Models, 1989,
/// chapter 9): the logarithm of demand over level is linear in the logarithm of the price ratio and in the kinds of
/// event. Only unusual days take part; the level comes from the usual ones around them.</remarks>
internal static class EffectFit
{
    /// <summary>Kinds of event.</summary>
    internal const int Kinds = 4;

    /// <summary>Effects: price, each kind without a stated strength, each kind with one (a correction of it).</summary>
    internal const int Count = 1 + (2 * Kinds);

    private const int Rounds = 12;
    private const double AllPrior = 2;
    private const double Dispersion = 0.5;

    internal static DemandPatterns Improve(DemandPatterns patterns, LearningSet set)
    {
        var byCategory = new SortedDictionary<int, List<SpecialDay>>();
        var eventsOf = new Dictionary<int, EventsOn[]>();
        for (var row = 0; row < set.Count; row++)
        {
            set.Cancel.ThrowIfCancellationRequested();
            if (!byCategory.TryGetValue(set.Category(row), out var days))
            {
                byCategory.Add(set.Category(row), days = []);
                EventsOn.Add(set.Events.OfCategory(set.Category(row)),
                    eventsOf[set.Category(row)] = new EventsOn[set.Days]);
            }

            Collect(patterns, set, row, eventsOf[set.Category(row)], days);
        }

        var overall = Solve(byCategory.Values, new double[Count], AllPrior, set.Cancel);
        return patterns.With(
            pattern => pattern with { Effects = overall },
            (id, pattern) => pattern with
            {
                Effects = Solve([byCategory[id]], overall, set.Policy.EffectDays, set.Cancel),
            },
            byCategory.Keys);
    }

    private static void Collect(
        DemandPatterns patterns, LearningSet set, int row, EventsOn[] events, List<SpecialDay> days)
    {
        var demand = set.Demand(row);
        var weight = set.Weight(row);
        var level = set.Level(row);
        var special = set.Special(row);
        var product = set.Inputs.Products.Rows[row];
        var pattern = patterns.Of(product.Category);
        if (set.Events.OfProduct(product.Product.Value) is { } own)
        {
            EventsOn.Add(own, events = [.. events]);
        }

        var ratios = set.Inputs.PriceRatios.Row(row);
        for (var day = 0; day < demand.Length; day++)
        {
            if (special[day] && weight[day] > 0 && level[day] > 0)
            {
                var usual = level[day] * pattern.Weekday[(int)set.Inputs.FirstDay.AddDays(day).DayOfWeek];
                var price = Math.Log(CleanHistory.PriceRatio(ratios, day));
                days.Add(SpecialDay.Of(events[day], price, demand[day], usual, weight[day]));
            }
        }
    }

    private static double[] Solve(
        IEnumerable<List<SpecialDay>> lists, double[] prior, double priorWeight, CancellationToken cancel)
    {
        var effects = (double[])prior.Clone();
        var (matrix, step) = (new double[Count * Count], new double[Count]);
        for (var round = 0; round < Rounds; round++)
        {
            cancel.ThrowIfCancellationRequested();
            Array.Clear(matrix);
            for (var i = 0; i < Count; i++)
            {
                step[i] = priorWeight * (prior[i] - effects[i]);
                matrix[(i * Count) + i] = priorWeight;
            }

            foreach (var day in lists.SelectMany(list => list))
            {
                day.AddTo(matrix, step, effects, Dispersion);
            }

            Cholesky.Solve(matrix, step);
            for (var i = 0; i < Count; i++)
            {
                // A price that is higher sells no more.
                effects[i] = Math.Clamp(effects[i] + Math.Clamp(step[i], -1, 1), i == 0 ? -6 : -3, i == 0 ? 0 : 3);
            }
        }

        return effects;
    }
}
