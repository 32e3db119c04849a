using Quartermaster.Domain;
using Quartermaster.Domain.Demand;

namespace Quartermaster.Forecasting.StockOuts;

/// <summary>What customers wanted in hours without stock, from what they bought in the hours with it.</summary>
/// <remarks>Demand of an hour is the day's demand times the hour's share of a day. Shares and days are measured against
/// each other in a few rounds over the hours in stock alone (iterative proportional fitting; Deming and Stephan, 1940):
/// shares by category, drawn to all products, and bent by what each product itself sold; days by what the hours in
/// stock say and the level of the days around. Hours without stock take no part, those in which it ran out for the part
/// until then.
/// Cost: some 0.2 ms per product and 1,000 hours. Days of high demand run out more often: what is said of a day of
/// which little or nothing was seen is the demand of days like those around it, too little for one that sold out early.
/// </remarks>
public sealed class StockOutRecovery
{
    // How often demand and the hours in which stock ran out are measured against each other.
    private const int Passes = 3;

    private readonly HourlySales _sales;
    private readonly StockOutPolicy _policy;
    private readonly SortedDictionary<int, CategoryHours> _categories = [];
    private HourProfile[] _profiles;
    private Variation _variation = new(1, 0.3);

    private StockOutRecovery(HourlySales sales, StockOutPolicy policy)
    {
        (_sales, _policy) = (sales, policy);
        _profiles = new HourProfile[sales.Count];
        foreach (var category in sales.Categories)
        {
            _categories.TryAdd(category, new(sales.Hours));
        }
    }

    /// <summary>Learns from the hours with stock.</summary>
    /// <param name="sales">Sales and stock by the hour.</param>
    /// <param name="policy">The settings; the defaults if not given.</param>
    /// <param name="cancel">Asked between products.</param>
    public static StockOutRecovery Learn(
        HourlySales sales, StockOutPolicy? policy = null, CancellationToken cancel = default)
    {
        var recovery = new StockOutRecovery(sales, policy ?? new());
        for (var round = 0; round < Math.Max(1, recovery._policy.Rounds); round++)
        {
            recovery.Improve(cancel);
        }

        return recovery;
    }

    /// <summary>The share of a day's demand that comes in each hour of a day of one product.</summary>
    /// <param name="row">The product's row.</param>
    /// <param name="day">The day, from 0.</param>
    public IReadOnlyList<double> HoursOf(int row, int day) => _profiles[row].Of(Kind(day)).ToArray();

    /// <summary>Fills one product's demand by hour: what was sold, and what would have been sold in the part without
    /// stock.</summary>
    /// <param name="row">The product's row.</param>
    /// <param name="demand">Filled, shaped as a row of the sales.</param>
    public void Fill(int row, Span<float> demand)
    {
        var seen = See(row, new(_sales.Days));
        for (var day = 0; day < _sales.Days; day++)
        {
            var units = seen.Demand(day, _variation);
            var shares = _profiles[row].Of(Kind(day));
            for (var hour = 0; hour < shares.Length; hour++)
            {
                var (sold, share) = _sales.Seen(row, (day * _sales.Hours) + hour);
                share = double.IsNaN(share) ? _variation.PartUntilSold(sold, units * shares[hour]) : share;
                demand[(day * _sales.Hours) + hour] = (float)(sold + ((1 - share) * units * shares[hour]));
            }
        }
    }

    /// <summary>Sales by day and the share of the day's demand that the hours in stock carry: what the tables of a
    /// demand history hold. Where nothing was seen the share is 0, and the day teaches nothing.</summary>
    public (Matrix Sales, Matrix InStock) Days()
    {
        var (units, shares) = (new float[_sales.Count * _sales.Days], new float[_sales.Count * _sales.Days]);
        var seen = new DaysSeen(_sales.Days);
        for (var row = 0; row < _sales.Count; row++)
        {
            See(row, seen);
            for (var day = 0; day < _sales.Days; day++)
            {
                units[(row * _sales.Days) + day] = (float)seen.Units[day];
                shares[(row * _sales.Days) + day] = (float)seen.Share[day];
            }
        }

        return (new(_sales.Days, units), new(_sales.Days, shares));
    }

    private int Kind(int day) => HourProfile.KindOf(_sales.FirstDay.AddDays(day), _policy.Weekends);

    private DaysSeen See(int row, DaysSeen seen)
    {
        var category = _categories[_sales.Categories[row]];
        var profile = _profiles[row] ?? category.Profile;
        for (var pass = 0; pass < Passes; pass++)
        {
            seen.Read(_sales, row, profile, _policy.Weekends, pass == 0 ? null : _variation);
            seen.Follow(category.Week, (int)_sales.FirstDay.DayOfWeek, _policy, _variation);
        }

        return seen;
    }

    private void Improve(CancellationToken cancel)
    {
        var (seen, own) = (new DaysSeen(_sales.Days), new HourSums[_sales.Count]);
        var (all, variation) = (new HourSums(_sales.Hours), new VariationSums());
        foreach (var category in _categories.Values)
        {
            category.Sums.Clear();
        }

        for (var row = 0; row < _sales.Count; row++)
        {
            cancel.ThrowIfCancellationRequested();
            var category = _categories[_sales.Categories[row]];
            own[row] = new(_sales.Hours);
            AddRow(See(row, seen), row, own[row], variation);
            category.Sums.Add(own[row]);
            all.Add(own[row]);
        }

        _variation = variation.Solve(_variation);
        var overall = all.Profile(new(_sales.Hours), 1);
        foreach (var category in _categories.Values)
        {
            category.Settle(overall, all.Week(CategoryHours.Flat, 1), _policy.CategoryUnits);
        }

        for (var row = 0; row < _sales.Count; row++)
        {
            _profiles[row] = own[row].Bend(_categories[_sales.Categories[row]].Profile, _policy.ProductUnits);
        }
    }

    private void AddRow(DaysSeen seen, int row, HourSums sums, VariationSums variation)
    {
        var profile = _profiles[row] ?? _categories[_sales.Categories[row]].Profile;
        var week = _categories[_sales.Categories[row]].Week;

        // A great order, or a slip of the pen, says nothing of the hours of other days.
        var most = LonePeaks.Most(Array.ConvertAll(seen.Units, units => (float)units)).Usual;
        for (var day = 0; day < _sales.Days; day++)
        {
            if (seen.Units[day] > most)
            {
                continue;
            }

            var (demand, weekday) = (seen.Demand(day, _variation), (int)_sales.FirstDay.AddDays(day).DayOfWeek);
            sums.AddDay(weekday, seen.Units[day], seen.Share[day] * seen.Level[day] / week[weekday]);
            for (var hour = 0; hour < _sales.Hours; hour++)
            {
                var (sold, share) = _sales.Seen(row, (day * _sales.Hours) + hour);
                share = double.IsNaN(share) ? _variation.PartUntilSold(sold, demand * profile.Of(Kind(day))[hour])
                    : share;
                sums.AddHour(Kind(day), hour, sold, share * demand);
            }

            if (seen.Share[day] > 0.9999 && seen.Level[day] > 0)
            {
                variation.Add(_sales.Sales.Row(row).Slice(day * _sales.Hours, _sales.Hours), profile.Of(Kind(day)),
                    seen.Units[day], seen.Level[day]);
            }
        }
    }
}
