using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Calibration;
using Quartermaster.Fulfillment.Routes;
using Quartermaster.Numerics;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.App.Orders;

/// <summary>The orders of a workspace as parcels, promised and delivered: what calibration learns from.</summary>
/// <remarks>An order counts as shipped, and as delivered, when its last line is; its origin is the farthest place that
/// a line left from. Areas are squares of four degrees. Orders of unknown regions, cancelled ones, and those that
/// nothing is known of (neither promised nor shipped nor delivered) are left out.</remarks>
internal sealed class DeliveredParcels
{
    private const double AreaDegrees = 4;

    private readonly StoredTables _tables;
    private readonly Dictionary<RegionId, (Region Row, LocalClock Clock)> _regions = [];
    private readonly Dictionary<FacilityId, Facility> _facilities;
    private readonly Dictionary<ProductId, int> _grams;
    private readonly Dictionary<(int, int), int> _areas = [];

    private DeliveredParcels(StoredTables tables)
    {
        _tables = tables;
        _facilities = tables.Read<Facility>().Rows.ToArray().ToDictionary(row => row.Id);
        _grams = tables.Read<Product>().Rows.ToArray().ToDictionary(row => row.Id, row => row.WeightGrams);
        var clocks = new Dictionary<ZoneId, LocalClock>();
        foreach (var row in tables.Read<Region>().Rows)
        {
            if (!clocks.TryGetValue(row.Zone, out var clock))
            {
                clocks[row.Zone] = clock = new(tables.Catalog.CodeOf(row.Zone));
            }

            _regions[row.Id] = (row, clock);
        }
    }

    /// <summary>The parcels, by the local minute they were ordered.</summary>
    internal static Table<TrackedParcel> Of(StoredTables tables) => new DeliveredParcels(tables).Read();

    private Table<TrackedParcel> Read()
    {
        var orders = new Dictionary<Label, Order>();
        foreach (var batch in _tables.Stream<Sale>())
        {
            foreach (ref readonly var sale in batch.Rows)
            {
                if (!sale.IsCancelled && _regions.ContainsKey(sale.Region)
                    && (sale.Promised.IsKnown || sale.Shipped.IsKnown || sale.Delivered.IsKnown))
                {
                    orders[sale.Order] = With(orders.GetValueOrDefault(sale.Order), in sale);
                }
            }
        }

        return new([
            .. orders.Select(pair => (pair.Key, Parcel: ParcelOf(pair.Value))).Where(pair => pair.Parcel.IsSound)
                .OrderBy(pair => pair.Parcel.PlacedMinute).ThenBy(pair => pair.Key).Select(pair => pair.Parcel),
        ]);
    }

    private Order With(Order? before, in Sale sale)
    {
        var order = before ?? new(sale.Region, sale.At, sale.Speed, default, default, default, 0, default, -1, 0);
        var kilometers = KilometersOf(in sale);
        var isFarther = order.Lines == 0 || kilometers > order.Kilometers;
        return order with
        {
            Promised = sale.Promised > order.Promised ? sale.Promised : order.Promised,
            Shipped = LastOf(order.Lines, order.Shipped, sale.Shipped),
            Delivered = LastOf(order.Lines, order.Delivered, sale.Delivered),
            Origin = isFarther ? OriginOf(in sale) : order.Origin,
            From = isFarther ? sale.ShippedFrom : order.From,
            Kilometers = isFarther ? kilometers : order.Kilometers,
            Grams = order.Grams + ((long)sale.Units * _grams.GetValueOrDefault(sale.Product)),
            Lines = order.Lines + 1,
        };
    }

    // Known when all lines are.
    private static Instant LastOf(int lines, Instant before, Instant next) =>
        lines > 0 && (!before.IsKnown || !next.IsKnown) ? default : next > before ? next : before;

    private TrackedParcel ParcelOf(Order order)
    {
        var (region, clock) = _regions[order.Region];
        var placed = clock.LocalMinutesOf(order.At);
        var delivered = order.Delivered.IsKnown ? clock.LocalMinutesOf(order.Delivered) : TrackedParcel.Never;
        return new(
            placed, delivered,
            order.Promised.IsKnown ? clock.LocalMinutesOf(order.Promised) / 1_440 : -1,
            order.Region.Value, AreaOf(region.Latitude, region.Longitude), order.Origin,
            _facilities.TryGetValue(order.From, out var from) ? AreaOf(from.Latitude, from.Longitude) : 0,
            order.Speed, (float)order.Kilometers, (int)Math.Min(int.MaxValue, order.Grams),
            // Carriers' scans come out of order now and then.
            order.Shipped.IsKnown ? Math.Min(Math.Max(placed, clock.LocalMinutesOf(order.Shipped)), delivered) : -1);
    }

    private double KilometersOf(in Sale sale) => _facilities.TryGetValue(sale.ShippedFrom, out var from)
        && _regions[sale.Region].Row is var to
            ? GreatCircle.Kilometers(from.Latitude, from.Longitude, to.Latitude, to.Longitude) : -1;

    // Facilities first, then owners: both are dense.
    private int OriginOf(in Sale sale) => sale.ShippedFrom.Value > 0 ? sale.ShippedFrom.Value
        : sale.Owner.Value > 0 ? _tables.Catalog.Of<FacilityId>().Count + sale.Owner.Value : 0;

    private int AreaOf(double latitude, double longitude)
    {
        var square = ((int)Math.Floor(latitude / AreaDegrees), (int)Math.Floor(longitude / AreaDegrees));
        return _areas.TryGetValue(square, out var area) ? area : _areas[square] = _areas.Count + 1;
    }

    private sealed record Order(
        RegionId Region, Instant At, Speed Speed, Instant Promised, Instant Shipped, Instant Delivered, int Origin,
        FacilityId From, double Kilometers, long Grams)
    {
        internal int Lines { get; init; }
    }
}
