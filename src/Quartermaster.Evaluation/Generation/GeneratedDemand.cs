using Quartermaster.Domain;
using Quartermaster.Domain.Catalog;
using Quartermaster.Evaluation.Generation.Truth;

namespace Quartermaster.Evaluation.Generation;

/// <summary>The hidden truth of a sample: what its customers want, in the history and in any number of
/// futures.</summary>
/// <remarks>Customers who take a seller's listing are nobody's here: no policy could have had them (decision 0027).
/// Pure but not for two threads at once (it keeps buffers): make one per thread. Making one costs about a
/// millisecond per 100 products, another replication a fifth of it; a day costs about 0.1 µs per product and 0.4 µs
/// per order.</remarks>
public sealed class GeneratedDemand : IDemandSource
{
    private readonly DemandWorld _world;
    private readonly AisleDemand[] _aisles;
    private readonly Dictionary<int, (int Aisle, int Product)> _places;
    private DayHours? _hours;
    private DateOnly _hoursOf;

    /// <summary>The truth of a sample, with the numbers of a workspace that was made from it.</summary>
    /// <param name="sample">The sample's settings.</param>
    /// <param name="catalog">The workspace's catalog.</param>
    /// <param name="replication">0 for the sample's own future; any other number is another future after the same
    /// history.</param>
    /// <exception cref="ArgumentException">The workspace was not made from this sample.</exception>
    public GeneratedDemand(SampleRetail sample, CatalogVersion catalog, ulong replication)
    {
        (_world, _places) = (new(sample, replication, catalog.Find<RegionId>), []);
        _aisles = [.. Enumerable.Range(0, sample.AisleCount).Select(aisle => Open(aisle, _world, catalog))];
        for (var aisle = 0; aisle < _aisles.Length; aisle++)
        {
            for (var product = 0; product < _aisles[aisle].Ids.Length; product++)
            {
                _places.Add(_aisles[aisle].Ids[product].Value, (aisle, product));
            }
        }
    }

    private GeneratedDemand(GeneratedDemand other, ulong replication)
    {
        (_world, _places) = (other._world.Replicate(replication), other._places);
        _aisles = Array.ConvertAll(other._aisles, aisle => aisle.Replicate(_world));
    }

    /// <summary>Another future after the same history; shares what does not change, and may run on another thread.
    /// </summary>
    /// <param name="replication">0 for the sample's own future.</param>
    public GeneratedDemand Replicate(ulong replication) => new(this, replication);

    /// <inheritdoc/>
    public DateOnly FirstDay => _world.Sample.FirstDay;

    /// <inheritdoc/>
    public DateOnly LastDay => _world.Sample.FirstDay.AddDays(_world.Sample.AllDays - 1);

    /// <inheritdoc/>
    public void Load(DateOnly day, DayOrders orders)
    {
        orders.Clear();
        if (day < FirstDay || day > LastDay)
        {
            return;
        }

        if (_hours is null || _hoursOf != day)
        {
            (_hours, _hoursOf) = (new(day), day);
        }

        foreach (var aisle in _aisles)
        {
            aisle.Append(day.DayNumber - FirstDay.DayNumber, day, _hours, orders, ofRetailer: true);
        }

        orders.Sort();
    }

    /// <summary>Mean units wanted of the retailer on a day over all regions, at planned prices and the fastest promise:
    /// the mean of the negative binomial, given the weeks' common factor and the product's walk.</summary>
    /// <returns>0 or more; 0 for products that are unknown or not on sale.</returns>
    public double MeanUnits(ProductId product, DateOnly day)
    {
        if (day < FirstDay || day > LastDay || !_places.TryGetValue(product.Value, out var at))
        {
            return 0;
        }

        Span<double> means = stackalloc double[SampleRetail.ProductsPerAisle];
        _aisles[at.Aisle].MeanUnits(day.DayNumber - FirstDay.DayNumber, means);
        return means[at.Product];
    }

    private static AisleDemand Open(int index, DemandWorld world, CatalogVersion catalog)
    {
        var aisle = new Aisle(index, world.Sample, world.Years);
        var ids = Array.ConvertAll(aisle.Products, product => catalog.Find<ProductId>(product.Code));
        var missing = Array.FindIndex(ids, id => id.Value == 0);
        return missing < 0
            ? new(aisle, ids, world)
            : throw new ArgumentException(
                $"Product {aisle.Products[missing].Code} of the sample is not in the workspace's catalog: open the "
                + "workspace that was made with these settings, or make one with qm init DIR --sample retail.",
                nameof(catalog));
    }
}
