using Quartermaster.Domain;
using Quartermaster.Numerics;

namespace Quartermaster.Evaluation.Generation.Truth;

/// <summary>The customers of one aisle in one replication: how many come, when, from where, and what they
/// want.</summary>
/// <remarks>
/// Orders that start with a product on a day: negative binomial with mean level × category factor × market factor ×
/// own walk × trend × price and display factor × ramp. Each companion joins with its affinity times its part of both
/// means.
/// All draws are keyed by product, day and number: nothing depends on other products, threads or the policy.
/// </remarks>
internal sealed class AisleDemand
{
    private const double WalkSpread = 0.025;

    private readonly Aisle _aisle;
    private readonly CategoryYears _years;
    private readonly MarketWeeks _market;
    private readonly Seeds _seeds;
    private readonly ProductId[] _ids;
    private readonly RegionId[] _regions;
    private readonly float[][] _walks;
    private readonly float[] _means;

    internal AisleDemand(Aisle aisle, ProductId[] ids, DemandWorld world)
    {
        (_aisle, _ids, _regions) = (aisle, ids, world.Regions);
        (_years, _market, _seeds) = (world.Years, world.Market, world.Seeds);
        _walks = Array.ConvertAll(aisle.Products, product => Walk(product, world.Sample, world.Seeds));
        _means = new float[_ids.Length];
    }

    /// <summary>The same aisle in another future.</summary>
    internal AisleDemand Replicate(DemandWorld world) => new(_aisle, _ids, world);

    /// <summary>Who the products are in the workspace.</summary>
    internal ProductId[] Ids => _ids;

    /// <summary>Mean units of each product on a day that are wanted of the retailer, over all regions, at planned
    /// prices, before anyone waits.</summary>
    internal void MeanUnits(int day, Span<double> means)
    {
        Prepare(day);
        for (var product = 0; product < _means.Length; product++)
        {
            means[product] = _means[product];
        }

        for (var product = 0; product < _means.Length; product++)
        {
            foreach (var companion in _means[product] > 0 ? _aisle.Companions[product] : [])
            {
                means[companion.Product] += _means[product] * JoinShare(product, companion);
            }
        }

        for (var product = 0; product < _means.Length; product++)
        {
            means[product] *= _aisle.Products[product].UnitsPerLine * (1 - _aisle.Products[product].SellerShare);
        }
    }

    /// <summary>Whether a customer takes the listing of a seller, whatever the retailer has.</summary>
    /// <param name="day">The day of the order.</param>
    /// <param name="orderKey">The order's key.</param>
    /// <param name="product">The product's place in the aisle.</param>
    internal bool IsSellers(int day, ulong orderKey, int product) =>
        _aisle.Products[product].SellerShare is > 0 and var share
        && KeyedRandom.Uniform(_seeds.OfDay(day), Streams.Aftermath, orderKey, 500 + (ulong)product) < share;

    /// <summary>Appends the orders of a day, product by product.</summary>
    /// <param name="day">Which day of the sample.</param>
    /// <param name="date">Its date.</param>
    /// <param name="hours">When customers order.</param>
    /// <param name="orders">Where to.</param>
    /// <param name="ofRetailer">Whether lines of sellers' customers are left out.</param>
    internal void Append(int day, DateOnly date, DayHours hours, DayOrders orders, bool ofRetailer)
    {
        Prepare(day);
        var (midnight, seed) = (Instant.Of(date).UnixMilliseconds, _seeds.OfDay(day));
        for (var product = 0; product < _ids.Length; product++)
        {
            var fact = _aisle.Products[product];
            if (_means[product] <= 0)
            {
                continue;
            }

            var count = Chance.NegativeBinomial(_means[product], fact.Shape,
                KeyedRandom.Uniform(seed, Streams.OrdersOfDay, fact.Key, (ulong)day));
            for (var number = 0; number < count; number++)
            {
                var key = Chance.Key(fact.Key, day, number);
                var metro = _years.Regions(fact.CategoryIndex).At(KeyedRandom.Uniform(seed, Streams.Order, key, 0));
                var at = midnight + hours.MillisecondOf(metro, KeyedRandom.Uniform(seed, Streams.Order, key, 1));
                var lines = orders.Lines.Length;
                AddLines(product, day, key, orders, ofRetailer);
                if (orders.Lines.Length == lines)
                {
                    continue;
                }

                orders.AddOrder(key, new(at), _regions[metro],
                    KeyedRandom.Uniform(seed, Streams.Order, key, 2), fact.Category.SpeedDecay);
            }
        }
    }

    private void AddLines(int product, int day, ulong key, DayOrders orders, bool ofRetailer)
    {
        var seed = _seeds.OfDay(day);
        Add(product);
        foreach (var companion in _aisle.Companions[product])
        {
            var share = JoinShare(product, companion);
            if (share > 0 && KeyedRandom.Uniform(
                seed, Streams.Companion, key, (ulong)companion.Product) < share)
            {
                Add(companion.Product);
            }
        }

        void Add(int wanted)
        {
            if (!ofRetailer || !IsSellers(day, key, wanted))
            {
                AddLine(wanted, seed, key, orders);
            }
        }
    }

    private void AddLine(int product, ulong seed, ulong key, DayOrders orders)
    {
        var index = 1_000 + (2 * (ulong)product);
        var units = Chance.Units(
            _aisle.Products[product].MoreUnits, KeyedRandom.Uniform(seed, Streams.Companion, key, index));
        var substitute = default(ProductId);
        if (_aisle.Substitutes[product].Length > 0)
        {
            var draw = KeyedRandom.Uniform(seed, Streams.Companion, key, index + 1);
            foreach (var link in _aisle.Substitutes[product])
            {
                if (draw >= 0 && draw < link.Share)
                {
                    substitute = _ids[link.Product];
                }

                draw -= link.Share;
            }
        }

        orders.AddLine(new(_ids[product], units, substitute));
    }

    // Affinity weighs both demands of the day (a·b/(a + b)): no basket makes a slow product fast, nor a sledge sell in
    // July.
    private double JoinShare(int product, Companion companion) => companion.Share
        * (double)_means[companion.Product] / (_means[companion.Product] + _means[product]);

    private void Prepare(int day)
    {
        for (var product = 0; product < _ids.Length; product++)
        {
            var fact = _aisle.Products[product];
            var isOnSale = fact.IsOnSale(day);
            _means[product] = !isOnSale ? 0 : (float)(fact.Level
                * _aisle.Prices[product].On(day).Factor * fact.Ramp(day)
                * _years.Factor(fact.CategoryIndex, day) * _market.Factor(fact.CategoryIndex, day)
                * _walks[product][day / 7]);
        }
    }

    // A log random walk by week around the product's own trend.
    private static float[] Walk(ProductFact product, SampleRetail sample, Seeds seeds)
    {
        var factors = new float[(sample.AllDays / 7) + 1];
        var log = 0.0;
        for (var week = 0; week < factors.Length; week++)
        {
            log += (product.Trend * 7 / 365.25) + (WalkSpread
                * KeyedRandom.Normal(seeds.OfDay(week * 7), Streams.ProductWeek, product.Key, (ulong)week));
            factors[week] = (float)Math.Exp(log);
        }

        return factors;
    }
}
