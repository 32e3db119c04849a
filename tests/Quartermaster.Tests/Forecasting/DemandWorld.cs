using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Tables;
using Quartermaster.Numerics;

namespace Quartermaster.Tests.Forecasting;

/// <summary>A retailer whose demand is known: what forecasters are measured against.</summary>
internal sealed record DemandWorld
{
    private const ulong LevelStream = 1;
    private const ulong DriftStream = 2;
    private const ulong DemandStream = 3;
    private const ulong PromotionStream = 4;
    private const ulong StockOutStream = 5;

    public int Products { get; init; } = 100;

    public int Days { get; init; } = 500;

    public ulong Seed { get; init; } = 1;

    /// <summary>Median units a day.</summary>
    public double Level { get; init; } = 3;

    /// <summary>Deviation of the logarithm of levels.</summary>
    public double LevelSpread { get; init; } = 0.8;

    /// <summary>Half the deviation of the four-weekly step of the logarithm of a level.</summary>
    public double Drift { get; init; } = 0.03;

    public double YearlySeason { get; init; } = 0.3;

    public double Dispersion { get; init; } = 0.2;

    public double Elasticity { get; init; } = -2;

    /// <summary>Multiple of demand in a promotion, beside its price of 0.8.</summary>
    public double Promotion { get; init; } = 1.5;

    /// <summary>Share of weeks in which a product is promoted.</summary>
    public double PromotionShare { get; init; } = 0.08;

    public double Holiday { get; init; } = 2;

    /// <summary>Multiple of everybody's demand by day, beside all else.</summary>
    public Func<int, double> Calendar { get; init; } = _ => 1;

    /// <summary>Share of days on which stock runs out before the day is over.</summary>
    public double StockOutShare { get; init; }

    /// <summary>Launch day by product; all before the history if not given.</summary>
    public Func<int, int> LaunchDay { get; init; } = _ => -1;

    public Func<int, int> EndDay { get; init; } = _ => int.MaxValue;

    public static DateOnly FirstDay { get; } = new(2023, 1, 1);

    public int AllDays => Days + DemandInputs.HorizonDays;

    public static ulong KeyOf(int product) => KeyedRandom.Scramble(9, 9, (ulong)product, 0) * 0x100000001UL;

    public static int CategoryOf(int product) => 1 + (product % 4);

    public bool IsPromoted(int product, int day) =>
        KeyedRandom.Uniform(Seed, PromotionStream, KeyOf(product), (ulong)(day / 7)) < PromotionShare;

    public static bool IsHoliday(int day) => day % 91 is >= 80 and < 83;

    /// <summary>Expected demand.</summary>
    public double Mean(int product, int day)
    {
        if (day < LaunchDay(product) || day > EndDay(product))
        {
            return 0;
        }

        var category = CategoryOf(product);
        var weekday = (FirstDay.AddDays(day).DayNumber % 7) switch { 5 or 6 => 1.5, 0 => 0.7, _ => 0.86 };
        var season = Math.Exp(YearlySeason * Math.Cos(2 * Math.PI * ((day / 365.25) - (category / 4.0))));
        var mean = Base(product, day) * weekday * season;
        mean *= IsPromoted(product, day) ? Promotion * Math.Pow(0.8, Elasticity) : 1;
        return mean * (IsHoliday(day) ? Holiday : 1) * Calendar(day);
    }

    /// <summary>What customers wanted.</summary>
    public double Demand(int product, int day)
    {
        Span<float> units = [0];
        var draw = (float)KeyedRandom.Uniform(Seed, DemandStream, KeyOf(product), (ulong)day);
        NegativeBinomial.Quantiles(Mean(product, day), Dispersion, [Math.Clamp(draw, 1e-6f, 0.999999f)], units);
        return units[0];
    }

    /// <summary>The history of the first days, as a forecaster sees it.</summary>
    public DemandInputs Inputs(int days) => new()
    {
        FirstDay = FirstDay,
        Days = days,
        Products = new([.. Enumerable.Range(0, Products).Select(product => new ProductFacts(
            new(product + 1), KeyOf(product), new(CategoryOf(product)), LaunchDay(product), EndDay(product),
            10 * Math.Exp(-0.3 * Level1(product))))]),
        Sales = Table(days, (product, day) => Demand(product, day) * Share(product, day)),
        InStock = Table(days, Share),
        Views = Table(days, (_, _) => -1),
        PriceRatios = Table(days + DemandInputs.HorizonDays, (product, day) => IsPromoted(product, day) ? 0.8 : 1),
        Events = new([.. Events(days + DemandInputs.HorizonDays)]),
        Attributes = new([]),
    };

    public DemandInputs Inputs() => Inputs(Days);

    private double Share(int product, int day) =>
        KeyedRandom.Uniform(Seed, StockOutStream, KeyOf(product), (ulong)day) is var draw && draw < StockOutShare
            ? Math.Floor(4 * draw / StockOutShare) / 4 : 1;

    private double Level1(int product) => KeyedRandom.Normal(Seed, LevelStream, KeyOf(product), 0);

    // A random walk of the logarithm, four weeks by four weeks.
    private double Base(int product, int day)
    {
        var log = Math.Log(Level) + (LevelSpread * Level1(product));
        for (var week = 0; Drift > 0 && week < day / 28; week++)
        {
            log += 2 * Drift * KeyedRandom.Normal(Seed, DriftStream, KeyOf(product), (ulong)week);
        }

        return Math.Exp(log);
    }

    private IEnumerable<PlannedEvent> Events(int days)
    {
        for (var day = 80; day < days; day += 91)
        {
            yield return new(
                new(1 + day), default, default, EventKind.Holiday, default, FirstDay.AddDays(day),
                FirstDay.AddDays(day + 2), 0);
        }

        for (var product = 0; product < Products; product++)
        {
            for (var day = 0; day < days; day += 7)
            {
                if (IsPromoted(product, day))
                {
                    yield return new(
                        new(1000 + day), default, new(product + 1), EventKind.Promotion, default, FirstDay.AddDays(day),
                        FirstDay.AddDays(day + 6), 0);
                }
            }
        }
    }

    private Matrix Table(int columns, Func<int, int, double> value)
    {
        var values = new float[Products * columns];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)value(i / columns, i % columns);
        }

        return new(columns, values);
    }
}
