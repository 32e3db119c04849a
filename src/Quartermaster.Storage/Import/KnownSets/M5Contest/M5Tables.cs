using System.Runtime.InteropServices;
using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Storage.Workspaces;

namespace Quartermaster.Storage.Import.KnownSets.M5Contest;

/// <summary>Writes the contest's data as tables.</summary>
internal sealed class M5Tables(M5Files files, TableChange change)
{
    // The middle of the day in all three states.
    private const int MinuteOfSale = 18 * 60;

    private static readonly RetailPlace[] s_states =
    [
        new("CA", "California", 34.05, -118.24, 37_254_000, "America/Los_Angeles", "US"),
        new("TX", "Texas", 29.76, -95.37, 25_146_000, "America/Chicago", "US"),
        new("WI", "Wisconsin", 43.04, -87.91, 5_687_000, "America/Chicago", "US"),
    ];

    private ProductId[] _products = [];
    private DateOnly First => files.Calendar.First;

    internal void Write(CancellationToken cancel)
    {
        change.AddCodes<ProductId>(files.Series.Select(one => one.Code));
        change.AddCodes<CategoryId>(files.Series.Select(one => one.Group).Distinct());
        _products = [.. files.Series.Select(one => change.Find<ProductId>(one.Code))];
        WriteRegions();
        WriteProducts();
        WriteAttributes();
        WritePrices();
        WriteEvents();
        WriteSales(cancel);
    }

    private void WriteRegions()
    {
        change.AddCodes<RegionId>(s_states.Select(state => state.Code));
        change.AddCodes<ZoneId>(s_states.Select(state => state.Zone).Distinct());
        change.Append<Region>(
            [.. s_states.Select(state => new Region(change.Find<RegionId>(state.Code), state.Latitude, state.Longitude,
                state.Population, change.Find<ZoneId>(state.Zone)))],
            new Dictionary<string, string[]>
            {
                ["name"] = [.. s_states.Select(state => state.Name)],
                ["country"] = [.. s_states.Select(state => state.Country)],
            });
    }

    // Sizes are not in the data, and no forecast reads them.
    private void WriteProducts()
    {
        change.Mark(Product.Schema, TableSource.Assumed);
        change.Append<Product>(
            [.. files.Series.Select((one, row) => new Product(_products[row], change.Find<CategoryId>(one.Group),
                StorageClass.Bin, 1_000, 500, 1, LaunchOf(one), default, ProductStatus.Active))],
            new Dictionary<string, string[]> { ["name"] = [.. files.Series.Select(one => one.Code)] });
    }

    // What has a price from the first day on was sold before.
    private DateOnly LaunchOf(M5Series one) =>
        one.Prices.Count > 0 && one.Prices[0].First > 0 ? First.AddDays(one.Prices[0].First) : default;

    private void WriteAttributes()
    {
        (string Name, Func<M5Series, string> Of)[] attributes =
        [
            ("category", one => one.Category), ("department", one => one.Department), ("item", one => one.Item),
            ("state", one => one.State), ("store", one => one.Store),
        ];
        change.AddCodes<AttributeId>(attributes.Select(attribute => attribute.Name));
        change.AddCodes<AttributeValueId>(
            attributes.SelectMany(attribute => files.Series.Select(attribute.Of).Distinct()).Distinct());
        change.Append<ProductAttribute>([.. files.Series.SelectMany((one, row) => attributes.Select(
            attribute => new ProductAttribute(_products[row], change.Find<AttributeId>(attribute.Name),
                change.Find<AttributeValueId>(attribute.Of(one)))))]);
    }

    private void WritePrices() => change.Append<Price>([.. files.Series.SelectMany((one, row) =>
        one.Prices.Select(run => new Price(_products[row], default, default, First.AddDays(run.First),
            run.Last is { } last ? First.AddDays(last) : default, new(run.Micros), PriceKind.List)))]);

    private void WriteEvents()
    {
        var rows = files.Calendar.Events
            .Select(one => (Code: $"{one.Name}-{First.AddDays(one.Day):yyyy}", Category: "", Kind: EventKind.Holiday,
                one.Name, From: one.Day, To: one.Day))
            .Concat(files.Calendar.Assistance.SelectMany(state => Spans(state.Value).SelectMany(span =>
                FoodGroups(state.Key).Select(group => (Code: $"SNAP-{state.Key}-{First.AddDays(span.From):yyyy-MM-dd}",
                    Category: group, Kind: EventKind.Promotion, Name: "SNAP", span.From, span.To)))))
            .OrderBy(row => row.Code, StringComparer.Ordinal).ThenBy(row => row.Category, StringComparer.Ordinal)
            .ToArray();
        change.AddCodes<EventId>(rows.Select(row => row.Code).Distinct());
        change.AddCodes<EventNameId>(rows.Select(row => row.Name).Distinct());
        change.Append<PlannedEvent>(
            [.. rows.Select(row => new PlannedEvent(change.Find<EventId>(row.Code),
                row.Category.Length == 0 ? default : change.Find<CategoryId>(row.Category), default, row.Kind,
                change.Find<EventNameId>(row.Name), First.AddDays(row.From), First.AddDays(row.To), 0))]);
    }

    // Food assistance buys food.
    private IEnumerable<string> FoodGroups(string state) => files.Series
        .Where(one => one.State == state && one.Category == "FOODS").Select(one => one.Group).Distinct();

    private static IEnumerable<(int From, int To)> Spans(List<bool> days)
    {
        for (var from = 0; from < days.Count; from++)
        {
            if (days[from])
            {
                var to = from;
                while (to + 1 < days.Count && days[to + 1])
                {
                    to++;
                }

                yield return (from, to);
                from = to;
            }
        }
    }

    // One order per store and day, in the order of keys.
    private void WriteSales(CancellationToken cancel)
    {
        var rows = new List<Sale>();
        var stores = Enumerable.Range(0, files.Series.Count).GroupBy(row => files.Series[row].Store)
            .OrderBy(store => store.Key, StringComparer.Ordinal);
        foreach (var store in stores)
        {
            var (own, state) = (store.ToArray(), change.Find<RegionId>(files.Series[store.First()].State));
            for (var day = 0; day < files.Days; day++)
            {
                cancel.ThrowIfCancellationRequested();
                var date = First.AddDays(day);
                var (order, at) = (Label.Of($"{store.Key}-{date:yyyy-MM-dd}"), Instant.Of(date, MinuteOfSale));
                rows.Clear();
                for (var line = 0; line < own.Length; line++)
                {
                    var one = files.Series[own[line]];
                    if (one.Units[day] is > 0 and var units)
                    {
                        rows.Add(new(order, line + 1, at, default, state, _products[own[line]], default, units,
                            new(one.MicrosOn(day)), Speed.Standard, default, default, default, default, default,
                            false));
                    }
                }

                change.Append<Sale>(CollectionsMarshal.AsSpan(rows));
            }
        }
    }
}
