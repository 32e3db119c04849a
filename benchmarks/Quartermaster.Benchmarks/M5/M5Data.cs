using System.Globalization;
using System.IO.Compression;
using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Tables;
using Quartermaster.Numerics;

namespace Quartermaster.Benchmarks.M5;

/// <summary>The contest's three files: sales by series and day, prices by week, events.</summary>
/// <remarks>A product here is an item at a store; its category is the store's department.</remarks>
internal sealed class M5Data
{
    internal const int Horizon = 28;

    private static readonly DateOnly s_first = new(2011, 1, 29);

    private readonly List<string> _days = [];
    private readonly List<(int First, int Last)> _weeks = [];
    private readonly List<PlannedEvent> _events = [];
    private readonly Dictionary<string, int> _names = [];

    private M5Data(string folder, string? store)
    {
        using (var reader = Open(folder, "sales_train_validation.csv.gz"))
        {
            _ = reader.ReadLine();
            while (reader.ReadLine() is { } line)
            {
                var fields = line.Split(',');
                if (store is null || fields[4] == store)
                {
                    Series.Add(new(fields[1], fields[2], fields[3], fields[4], fields[5],
                        Array.ConvertAll(fields[6..], units => float.Parse(units, CultureInfo.InvariantCulture))));
                }
            }
        }

        ReadCalendar(folder);
        ReadPrices(folder, store);
    }

    internal List<M5Series> Series { get; } = [];

    internal int Days => Series[0].Sales.Length;

    internal static M5Data Read(string folder, string? store) => new(folder, store);

    /// <summary>What was known after some days, of the last days before them.</summary>
    /// <param name="after">Days that are over.</param>
    /// <param name="days">Days before them that are told.</param>
    /// <param name="knowsPrices">Whether the prices of days to come are known, as the contest told them.</param>
    internal DemandInputs Known(int after, int days, bool knowsPrices = false)
    {
        var (count, from) = (Series.Count, after - days);
        var width = days + DemandInputs.HorizonDays;
        var (sales, ratios, products) = (new float[count * days], new float[count * width], new ProductFacts[count]);
        var categories = Series.Select(one => (one.Store, one.Department)).Distinct().Order()
            .Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i + 1);
        for (var row = 0; row < count; row++)
        {
            var one = Series[row];
            one.Sales.AsSpan(from, days).CopyTo(sales.AsSpan(row * days));
            var usual = one.UsualPrice(from, after);
            for (var day = 0; day < width; day++)
            {
                // Where prices of days to come are not told, the last one stays.
                var price = one.Prices[Math.Min(from + day, knowsPrices ? Days - 1 : after - 1)];
                ratios[(row * width) + day] = price > 0 && usual > 0 ? price / usual : 1;
            }

            products[row] = new(
                new(row + 1), KeyedRandom.KeyOf(one.Item + one.Store), new(categories[(one.Store, one.Department)]),
                one.FirstPriced - from, int.MaxValue, usual);
        }

        return new()
        {
            FirstDay = s_first.AddDays(from), Days = days, Products = new(products), Sales = new(days, sales),
            InStock = new(days, Filled(count * days, 1)), Views = new(days, Filled(count * days, -1)),
            PriceRatios = new(width, ratios), Attributes = new([]),
            Events = new([.. _events, .. Snaps(categories)]),
        };
    }

    private IEnumerable<PlannedEvent> Snaps(Dictionary<(string Store, string Department), int> categories)
    {
        var number = 10_000;
        foreach (var ((store, _), category) in categories.Where(
            pair => pair.Key.Department.StartsWith("FOODS", StringComparison.Ordinal)))
        {
            var column = store[..2] switch { "CA" => 11, "TX" => 12, _ => 13 };
            for (var day = 0; day < _days.Count; day++)
            {
                if (_days[day].Split(',')[column] == "1")
                {
                    yield return new(new(number++), new(category), default, EventKind.Promotion, new(1),
                        s_first.AddDays(day), s_first.AddDays(day), 0);
                }
            }
        }
    }

    private void ReadCalendar(string folder)
    {
        using var reader = Open(folder, "calendar.csv.gz");
        _ = reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var day = _days.Count;
            _days.Add(line);
            var fields = line.Split(',');
            foreach (var name in new[] { fields[7], fields[9] }.Where(name => name.Length > 0))
            {
                var number = _names.TryGetValue(name, out var known) ? known : _names[name] = _names.Count + 2;
                _events.Add(new(new(day + 1), default, default, EventKind.Holiday, new(number), s_first.AddDays(day),
                    s_first.AddDays(day), 0));
            }
        }
    }

    private void ReadPrices(string folder, string? store)
    {
        var weeks = new Dictionary<string, (int First, int Last)>();
        for (var day = 0; day < _days.Count; day++)
        {
            var week = _days[day].Split(',')[1];
            weeks[week] = (weeks.TryGetValue(week, out var known) ? known.First : day, day);
        }

        var byName = Series.ToDictionary(one => (one.Store, one.Item));
        using var reader = Open(folder, "sell_prices.csv.gz");
        _ = reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split(',');
            if (byName.TryGetValue((fields[0], fields[1]), out var one) && weeks.TryGetValue(fields[2], out var week))
            {
                one.SetPrice(week.First, week.Last, float.Parse(fields[3], CultureInfo.InvariantCulture));
            }
        }

        Series.ForEach(one => one.CarryPrices());
    }

    private static float[] Filled(int count, float value)
    {
        var values = new float[count];
        Array.Fill(values, value);
        return values;
    }

    private static StreamReader Open(string folder, string name) =>
        new(new GZipStream(File.OpenRead(Path.Combine(folder, name)), CompressionMode.Decompress));
}

/// <summary>One item at one store.</summary>
internal sealed record M5Series(
    string Item, string Department, string Category, string Store, string State, float[] Sales)
{
    /// <summary>By day; 0 before the first.</summary>
    internal float[] Prices { get; } = new float[Sales.Length];

    /// <summary>The first day with a price.</summary>
    internal int FirstPriced { get; private set; }

    internal void SetPrice(int first, int last, float price)
    {
        if (first < Prices.Length)
        {
            Prices.AsSpan(first, Math.Min(last, Prices.Length - 1) - first + 1).Fill(price);
        }
    }

    internal void CarryPrices()
    {
        FirstPriced = Prices.AsSpan().IndexOfAnyExcept(0f);
        for (var day = FirstPriced + 1; day < Prices.Length; day++)
        {
            Prices[day] = Prices[day] == 0 ? Prices[day - 1] : Prices[day];
        }
    }

    /// <summary>The median price of a span.</summary>
    internal float UsualPrice(int from, int to)
    {
        var known = Prices.AsSpan(from, to - from).ToArray().Where(price => price > 0).Order().ToArray();
        return known.Length == 0 ? 0 : known[known.Length / 2];
    }
}
