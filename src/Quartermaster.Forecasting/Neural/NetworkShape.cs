namespace Quartermaster.Forecasting.Neural;

/// <summary>The sizes of a quantile network.</summary>
public sealed record NetworkShape
{
    /// <summary>Numbers known of a past day.</summary>
    public required int PastFeatures { get; init; }

    /// <summary>Numbers known of any day, past or planned.</summary>
    public required int DayFeatures { get; init; }

    /// <summary>Numbers known of the product.</summary>
    public required int ProductFeatures { get; init; }

    /// <summary>Categories, that of all unknown ones among them; each has a vector that is learned. 0 for none.
    /// </summary>
    public int Categories { get; init; }

    /// <summary>Numbers in a category's vector.</summary>
    public int CategoryUnits { get; init; } = 6;

    /// <summary>Quantile levels, ascending, 0 to 1 exclusive.</summary>
    public required float[] Levels { get; init; }

    /// <summary>Days of a window that the encoder reads.</summary>
    public int Window { get; init; } = 256;

    /// <summary>Days of the window on which a forecast is made, the last of them the last day.</summary>
    public int Forks { get; init; } = 112;

    /// <summary>Days from a fork to the next.</summary>
    public int ForkEvery { get; init; } = 1;

    /// <summary>Days of a step ahead: 1, or 7 for weeks.</summary>
    public int StepDays { get; init; } = 1;

    /// <summary>Steps ahead.</summary>
    public int Horizons { get; init; } = 28;

    /// <summary>How the past is read.</summary>
    public NetworkEncoder Encoder { get; init; }

    /// <summary>Channels of the encoder.</summary>
    public int Channels { get; init; } = 32;

    /// <summary>Days between the two taps of each layer of the encoder.</summary>
    public int[] Dilations { get; init; } = [1, 2, 4, 8, 16, 32];

    /// <summary>Units of the decoder that all horizons of a fork share.</summary>
    public int GlobalUnits { get; init; } = 128;

    /// <summary>Units of the decoder of one horizon.</summary>
    public int LocalUnits { get; init; } = 32;

    /// <summary>Share of the encoder's signals that are dropped in training.</summary>
    public double Dropped { get; init; }

    /// <summary>Days that the state of the last day depends on.</summary>
    internal int Reach => Encoder == NetworkEncoder.Memory ? Window : Math.Min(Window, 1 + Dilations.Sum());

    /// <summary>Rows of what is known of days.</summary>
    internal int DayRows => Window + ((Horizons - 1) * StepDays) + 1;

    /// <summary>Numbers known of the product, with its category's vector.</summary>
    internal int StaticFeatures => ProductFeatures + (Categories > 0 ? CategoryUnits : 0);
}
