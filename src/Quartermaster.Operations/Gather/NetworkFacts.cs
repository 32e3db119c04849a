using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Planning.Placement;

namespace Quartermaster.Operations.Gather;

/// <summary>What the route table says of serving regions from centers, as planning needs it.</summary>
/// <remarks>Arrays are center × regions in the order of identifiers from 1.</remarks>
internal sealed class NetworkFacts
{
    private readonly float[] _perParcel;
    private readonly float[] _perKilogram;
    private readonly float[] _days;
    private readonly float[] _weights;
    private readonly int _regions;

    private NetworkFacts(FacilityId[] centers, float[] perParcel, float[] perKilogram, float[] days, float[] weights)
    {
        (Centers, _perParcel, _perKilogram, _days, _weights) = (centers, perParcel, perKilogram, days, weights);
        _regions = weights.Length;
    }

    internal FacilityId[] Centers { get; }

    internal static NetworkFacts Of(RouteTable routes, Table<Region> regions, GatherPolicy policy)
    {
        var count = Math.Max(1, routes.RegionCount);
        var empty = Fulfillment.Routes.ServeCosts.Of(routes, grams: 0, cubicCentimeters: 0);
        var kilogram = Fulfillment.Routes.ServeCosts.Of(routes, grams: 1_000, cubicCentimeters: 5_000);
        var centers = routes.Origins.ToArray();
        if (centers.Length == 0)
        {
            // Nothing is laid out, and nobody but a forecast asks: a place without a name serves all at no cost.
            return new([new(1)], new float[count], new float[count], new float[count], Weights(regions, count));
        }

        var (perParcel, perKilogram, days) =
            (new float[centers.Length * count], new float[centers.Length * count], new float[centers.Length * count]);
        for (var center = 0; center < centers.Length; center++)
        {
            for (var region = 1; region <= count; region++)
            {
                var (from, to) = ((center * (count + 1)) + region, (center * count) + region - 1);
                perParcel[to] = empty[from].CheapestCost / (float)policy.UnitsPerParcel;
                perKilogram[to] = Math.Max(0, kilogram[from].CheapestCost - empty[from].CheapestCost);
                days[to] = empty[from].CheapestDays;
            }
        }

        return new(centers, perParcel, perKilogram, days, Weights(regions, count));
    }

    private static float[] Weights(Table<Region> regions, int count)
    {
        var weights = new float[count];
        foreach (var region in regions.Rows)
        {
            weights[region.Id.Value - 1] = region.Population;
        }

        return weights;
    }

    internal ServeCosts ServeCosts(double typicalKilograms, double typicalCostPerDay) => new(
        Centers, _weights, new(_regions, _perParcel), new(_regions, _perKilogram), new(_regions, _days),
        new(typicalKilograms, typicalCostPerDay));

    /// <summary>Freight of one unit from its cheapest center, mean over people, currency.</summary>
    internal double UsualFreight(double kilograms)
    {
        var (sum, people) = (0.0, 0.0);
        for (var region = 0; region < _regions; region++)
        {
            var (best, _) = TwoBest(region, kilograms, perDay: 0);
            if (best >= 0)
            {
                sum += _weights[region] * CostOf(best, region, kilograms, perDay: 0);
                people += _weights[region];
            }
        }

        return people > 0 ? sum / people : 0;
    }

    /// <summary>Share of each product's demand that each center is the cheapest to serve.</summary>
    internal Matrix CenterShares(Matrix regionShares)
    {
        var best = Enumerable.Range(0, _regions).Select(region => TwoBest(region, 1, perDay: 0).Best).ToArray();
        var shares = new float[regionShares.Count * Centers.Length];
        for (var row = 0; row < regionShares.Count; row++)
        {
            var ofRow = regionShares.Row(row);
            for (var region = 0; region < ofRow.Length; region++)
            {
                if (best[region] >= 0)
                {
                    shares[(row * Centers.Length) + best[region]] += ofRow[region];
                }
            }
        }

        return new(Centers.Length, shares);
    }

    /// <summary>What a unit short at a center costs when the next center serves its customers: freight and demand lost.
    /// </summary>
    internal Matrix LocalShortageCosts(
        Matrix regionShares, Table<Product> products, Table<ProductEconomics> economics, GatherPolicy policy)
    {
        var pairs = Enumerable.Range(0, _regions).Select(region => TwoBest(region, 1, perDay: 0)).ToArray();
        var costs = new float[products.Count * Centers.Length];
        var (sums, weights) = (new double[Centers.Length], new double[Centers.Length]);
        for (var row = 0; row < products.Count; row++)
        {
            Array.Clear(sums);
            Array.Clear(weights);
            var (kilograms, worth) = (products.Rows[row].WeightGrams / 1_000.0, economics.Rows[row].ShortageCost);
            var perDay = policy.LostPerExtraDay * worth;
            for (var region = 0; region < _regions; region++)
            {
                var (best, next) = pairs[region];
                if (best >= 0)
                {
                    var more = next < 0 ? worth
                        : CostOf(next, region, kilograms, perDay) - CostOf(best, region, kilograms, perDay);
                    sums[best] += regionShares.Row(row)[region] * Math.Clamp(more, 0, worth);
                    weights[best] += regionShares.Row(row)[region];
                }
            }

            for (var center = 0; center < Centers.Length; center++)
            {
                var cost = weights[center] > 0 ? sums[center] / weights[center] : 0;
                costs[(row * Centers.Length) + center] = (float)Math.Max(0.01, cost);
            }
        }

        return new(Centers.Length, costs);
    }

    // The cheapest center of a region and the next; −1 where there is none.
    private (int Best, int Next) TwoBest(int region, double kilograms, double perDay)
    {
        var (best, next) = (-1, -1);
        for (var center = 0; center < Centers.Length; center++)
        {
            var cost = CostOf(center, region, kilograms, perDay);
            if (double.IsNaN(cost))
            {
                continue;
            }

            if (best < 0 || cost < CostOf(best, region, kilograms, perDay))
            {
                (best, next) = (center, best);
            }
            else if (next < 0 || cost < CostOf(next, region, kilograms, perDay))
            {
                next = center;
            }
        }

        return (best, next);
    }

    private double CostOf(int center, int region, double kilograms, double perDay)
    {
        var at = (center * _regions) + region;
        return _perParcel[at] + (_perKilogram[at] * kilograms) + (perDay * _days[at]);
    }
}
