using Quartermaster.Domain.Demand;

namespace Quartermaster.Forecasting.Demand;

/// <summary>How many days after it is listed a product reaches the shelf, as past launches did, and what its own first
/// days say of it.</summary>
/// <remarks>Days before the first sale are either days off the shelf or days on it without demand. The chances of each
/// delay are found by expectation and maximization (Dempster, Laird and Rubin, Journal of the Royal Statistical Society
/// B 39, 1977): a launch that sold on a share q of its later days has no sale in d days on the shelf with the chance
/// (1 − q)ᵈ. Of a newcomer, whose level is a gamma belief, the delays are weighed by Bayes' rule.</remarks>
internal sealed class ShelfArrival
{
    /// <summary>Delays of fewer days are told apart.</summary>
    internal const int Days = PastLaunches.Days;

    private const int Rounds = 50;

    // So many launches that were on the shelf at once stand beside those seen.
    private const double PriorLaunches = 2;

    private const double LeastChance = 0.02;

    // What sells on fewer days may be on the shelf for long before its first sale: it says little of when it came.
    // Where products are listed for the first week that sells them, slow ones would even seem to be there at once.
    private const double TellingShare = 0.5;

    private readonly double[] _chances = new double[Days + 1];

    private ShelfArrival() => _chances[0] = 1;

    /// <summary>On the shelf from the first day.</summary>
    internal static ShelfArrival AtOnce { get; } = new();

    /// <summary>The chance of each delay, from none to <see cref="Days"/> days or more.</summary>
    internal IReadOnlyList<double> Chances => _chances;

    internal static ShelfArrival Learn(LearningSet set)
    {
        var launches = PastLaunches.Of(set).Select(one => FirstSale(set, one.Row, one.Day))
            .Where(one => one.SellingShare >= TellingShare).ToArray();
        return launches.Length < PastLaunches.Least ? AtOnce : Of(launches);
    }

    /// <summary>The chances after past launches.</summary>
    /// <param name="launches">For each, days on sale before the first that sold, and the share of later days that did.
    /// </param>
    internal static ShelfArrival Of(IReadOnlyList<(int DaysUnsold, double SellingShare)> launches)
    {
        var arrival = new ShelfArrival();
        Array.Fill(arrival._chances, 1.0 / (Days + 1));
        var (found, own) = (new double[Days + 1], new double[Days + 1]);
        for (var round = 0; round < Rounds; round++)
        {
            Array.Clear(found);
            found[0] = PriorLaunches;
            foreach (var (unsold, share) in launches)
            {
                own.AsSpan().Clear();
                var most = Math.Min(unsold, Days);
                for (var delay = 0; delay <= most; delay++)
                {
                    own[delay] = arrival._chances[delay] * Math.Pow(1 - share, most - delay);
                }

                AddShares(own, found);
            }

            var sum = found.Sum();
            for (var delay = 0; delay <= Days; delay++)
            {
                arrival._chances[delay] = found[delay] / sum;
            }
        }

        return arrival;
    }

    /// <summary>What a product's own days say of when it reached the shelf, or will.</summary>
    /// <param name="history">Its history; factors hold what past launches say.</param>
    /// <param name="launchDay">The first day on sale.</param>
    /// <param name="factors">Those of the history: made to hold what its own days say.</param>
    /// <param name="present">Filled with the chance that it is on the shelf, by day.</param>
    internal void Read(in ProductHistory history, int launchDay, Span<float> factors, Span<float> present)
    {
        present.Fill(1);
        if (this == AtOnce || launchDay < 0)
        {
            return;
        }

        Span<double> own = stackalloc double[Days + 1];
        Span<double> before = stackalloc double[Days];
        Accumulate(_chances, before);
        Weigh(history, launchDay, before, own);
        var chance = 0.0;
        for (var age = 0; age < Days && launchDay + age < present.Length; age++)
        {
            chance += own[age];
            present[launchDay + age] = (float)Math.Clamp(chance, LeastChance, 1);
            factors[launchDay + age] *= (float)(Math.Max(LeastChance, chance) / Math.Max(LeastChance, before[age]));
        }
    }

    private static void Accumulate(ReadOnlySpan<double> chances, Span<double> arrived)
    {
        var sum = 0.0;
        for (var age = 0; age < Days; age++)
        {
            sum += chances[age];
            arrived[age] = Math.Min(1, sum);
        }
    }

    // The likelihood of S units for each delay, the level being integrated out, is ∝ (k/m + E)^−(k + S), where E is the
    // exposure of the days on the shelf; no delay is longer than the days before the first that sold.
    private void Weigh(in ProductHistory history, int launchDay, ReadOnlySpan<double> before, Span<double> own)
    {
        var (units, exposure) = (0.0, 0.0);
        var (known, longest) = (history.Demand.Length - launchDay, Days);
        for (var age = known - 1; age >= 0; age--)
        {
            var (day, onShelf) = (launchDay + age, age < Days ? Math.Max(LeastChance, before[age]) : 1);
            units += history.Weight[day] * history.Demand[day];
            exposure += history.Weight[day] * history.Factors[day] / onShelf;
            longest = history.Weight[day] * history.Demand[day] > 0 ? Math.Min(age, Days) : longest;
        }

        var (rate, least) = (history.Prior.Units / history.Prior.Mean, double.PositiveInfinity);
        for (var delay = 0; delay <= Days; delay++)
        {
            own[delay] = (history.Prior.Units + units) * Math.Log(rate + Math.Max(0, exposure));
            least = delay <= longest && _chances[delay] > 0 ? Math.Min(least, own[delay]) : least;
            if (delay < Math.Min(known, Days))
            {
                var day = launchDay + delay;
                exposure -= history.Weight[day] * history.Factors[day] / Math.Max(LeastChance, before[delay]);
            }
        }

        var sum = 0.0;
        for (var delay = 0; delay <= Days; delay++)
        {
            own[delay] = delay > longest ? 0 : _chances[delay] * Math.Exp(Math.Min(0, least - own[delay]));
            sum += own[delay];
        }

        for (var delay = 0; delay <= Days; delay++)
        {
            own[delay] = sum > 0 ? own[delay] / sum : _chances[delay];
        }
    }

    // A launch with a day out of stock before its first sale tells nothing: its share is 0.
    private static (int DaysUnsold, double SellingShare) FirstSale(LearningSet set, int row, int launch)
    {
        var demand = set.Demand(row);
        var weight = set.Weight(row);
        var (unsold, sold, seen) = (0, 0.5, 1.0);
        while (unsold < Days && weight[launch + unsold] > 0 && demand[launch + unsold] <= 0)
        {
            unsold++;
        }

        if (unsold < Days && weight[launch + unsold] <= 0)
        {
            return (unsold, 0);
        }

        for (var day = launch + Days; day < Math.Min(set.Days, launch + Days + PastLaunches.LevelDays); day++)
        {
            sold += weight[day] > 0 && demand[day] > 0 ? 1 : 0;
            seen += weight[day] > 0 ? 1 : 0;
        }

        return (unsold, sold / seen);
    }

    private static void AddShares(double[] own, double[] found)
    {
        var sum = own.Sum();
        for (var delay = 0; sum > 0 && delay < own.Length; delay++)
        {
            found[delay] += own[delay] / sum;
        }
    }
}
