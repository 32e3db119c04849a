using Quartermaster.Domain.Demand;

namespace Quartermaster.Forecasting.Neural;

/// <summary>The settings of the quantile network and of its training.</summary>
public sealed record NetworkPolicy
{
    private const double LeastSteps = 40;

    /// <summary>Quantile levels that the network learns, ascending; those of the house are among them.</summary>
    public IReadOnlyList<float> Levels { get; init; } =
    [
        0.005f, 0.01f, 0.025f, 0.05f, 0.1f, 0.165f, 0.2f, 0.25f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.75f, 0.8f, 0.835f,
        0.9f, 0.95f, 0.975f, 0.99f, 0.995f,
    ];

    /// <summary>Products that a history must have: fewer do not teach a network more than their own pasts say.
    /// </summary>
    public int LeastProducts { get; init; } = 100;

    /// <summary>Steps of the optimizer.</summary>
    public int Steps { get; init; } = 3_000;

    /// <summary>Windows that are read of each product at most: small shops need fewer steps.</summary>
    public double WindowsPerProduct { get; init; } = 16;

    /// <summary>Steps of a training that goes on from an earlier one, as a share of a new one's.</summary>
    public double MoreShare { get; init; } = 0.25;

    /// <summary>The highest rate of such a training.</summary>
    public double MoreRate { get; init; } = 1e-3;

    /// <summary>Days at the end of history that are held back while a network explores, and looked at.</summary>
    public int HeldBackDays { get; init; } = 28;

    /// <summary>Products that are looked at, at most.</summary>
    public int MostWatched { get; init; } = 2_000;

    /// <summary>Looks that all steps are divided by, 1 or more: there are fewer, because a network explores for part of
    /// them.</summary>
    public int Looks { get; init; } = 20;

    /// <summary>Looks one after the other that find nothing better before a network stops exploring; 0: it never does,
    /// and nothing is held back.</summary>
    public int Patience { get; init; } = 3;

    /// <summary>The share by which a loss must fall to be better.</summary>
    public double LeastGain { get; init; } = 0.002;

    /// <summary>Windows per step.</summary>
    public int Batch { get; init; } = 48;

    /// <summary>The highest rate of the one-cycle schedule.</summary>
    public double Rate { get; init; } = 4e-3;

    /// <summary>Share by which weights shrink, times the rate.</summary>
    public double Decay { get; init; } = 1e-4;

    /// <summary>The greatest norm of a window's mean gradient.</summary>
    public double LongestGradient { get; init; } = 1;

    /// <summary>Days of a window that the encoder reads.</summary>
    public int Window { get; init; } = 192;

    /// <summary>Days of the window on which a forecast is made.</summary>
    public int Forks { get; init; } = 84;

    /// <summary>How the past is read.</summary>
    public NetworkEncoder Encoder { get; init; }

    /// <summary>Channels of the encoder.</summary>
    public int Channels { get; init; } = 32;

    /// <summary>Units of the decoder that all horizons of a fork share.</summary>
    public int GlobalUnits { get; init; } = 96;

    /// <summary>Units of the decoder of one horizon.</summary>
    public int LocalUnits { get; init; } = 32;

    /// <summary>Share of the encoder's signals that are dropped in training.</summary>
    public double Dropped { get; init; } = 0.1;

    /// <summary>Days before the end of history in which windows may end.</summary>
    public int Reach { get; init; } = 730;

    /// <summary>What a day's loss is multiplied by: its scale to this power. 1 makes every unit alike, 0 every product.
    /// </summary>
    public double ScalePower { get; init; } = 0.5;

    /// <summary>And its price, as a multiple of the median one, to this power: 1 weighs products by what they sell for.
    /// </summary>
    public double PricePower { get; init; }

    /// <summary>What a nat of the count distribution's likelihood weighs beside a quantile's pinball loss.</summary>
    public double CountShare { get; init; } = 0.5;

    /// <summary>And its scale to this power.</summary>
    public double CountPower { get; init; }

    /// <summary>From so many products on, networks are wider: there is more to learn.</summary>
    public int ManyProducts { get; init; } = 10_000;

    /// <summary>By how much.</summary>
    public double ManyWider { get; init; } = 1.5;

    /// <summary>Quantiles below are whole units.</summary>
    public double MostRounded { get; init; } = 20;

    /// <summary>Networks whose quantiles are averaged.</summary>
    public int Members { get; init; } = 1;

    /// <summary>The seed of weights, windows and what is dropped.</summary>
    public ulong Seed { get; init; } = 20_260_101;

    /// <summary>Past days, one per week, on which a forecast of weeks is made in training.</summary>
    public int WeekForks { get; init; } = 26;

    /// <summary>Steps of training weeks for each of training days.</summary>
    public double WeekSteps { get; init; } = 1;

    /// <summary>These settings for a number of products.</summary>
    internal NetworkPolicy For(int products)
    {
        var share = Math.Min(1, Math.Max(LeastSteps, WindowsPerProduct * products / Batch) / Steps);
        var wider = products >= ManyProducts ? ManyWider : 1;
        return this with
        {
            Steps = (int)Math.Ceiling(Steps * share), Channels = (int)(Channels * wider),
            GlobalUnits = (int)(GlobalUnits * wider), LocalUnits = (int)(LocalUnits * wider),
        };
    }

    internal NetworkShape WeekShape(int categories) => Shape(categories) with
    {
        Forks = Math.Min(WeekForks, 1 + ((Window - 1) / 7)), ForkEvery = 7, StepDays = 7,
        Horizons = DemandForecast.Weeks,
    };

    internal NetworkShape Shape(int categories) => new()
    {
        PastFeatures = WindowFeatures.Past, DayFeatures = WindowFeatures.Days, ProductFeatures = WindowFeatures.Product,
        Categories = categories, Levels = [.. Levels], Window = Window, Forks = Math.Min(Forks, Window),
        Encoder = Encoder, Channels = Channels, GlobalUnits = GlobalUnits, LocalUnits = LocalUnits, Dropped = Dropped,
    };
}
