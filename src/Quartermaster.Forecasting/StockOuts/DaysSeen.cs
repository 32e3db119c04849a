namespace Quartermaster.Forecasting.StockOuts;

/// <summary>One product's days as its hours in stock show them, under a profile.</summary>
/// <remarks>A day's demand is the mean of a gamma whose prior is the level of the days around, and which has seen the
/// units of the hours in stock at the share of a day that they carry: (units + k · level) ÷ (share + k). That holds
/// however it was decided when to stop looking (Gelman et al., 2013, section 8.5), which is why it does not matter
/// that stock runs out on days of high demand.</remarks>
internal sealed class DaysSeen(int days)
{
    private readonly double[] _before = new double[days * 2];

    /// <summary>Units sold in hours with stock.</summary>
    internal double[] Units { get; } = new double[days];

    /// <summary>Share of a day's demand that those hours carry.</summary>
    internal double[] Share { get; } = new double[days];

    /// <summary>Demand that the days around and the weekday lead to expect.</summary>
    internal double[] Level { get; } = new double[days];

    /// <summary>Adds up the hours with stock.</summary>
    /// <param name="sales">Sales and stock by the hour.</param>
    /// <param name="row">The product's row.</param>
    /// <param name="profile">The hours of a day.</param>
    /// <param name="weekends">Whether weekends have hours of their own.</param>
    /// <param name="known">What is known of chance and of the days' demand, for hours in which stock ran out; null
    /// where nothing is: then stock was there for half of such an hour.</param>
    internal void Read(HourlySales sales, int row, HourProfile profile, bool weekends, Variation? known)
    {
        for (var day = 0; day < days; day++)
        {
            var shares = profile.Of(HourProfile.KindOf(sales.FirstDay.AddDays(day), weekends));
            var demand = known is { } variation ? Demand(day, variation) : 0;
            var (units, share) = (0.0, 0.0);
            for (var hour = 0; hour < shares.Length; hour++)
            {
                var (sold, seen) = sales.Seen(row, (day * sales.Hours) + hour);
                if (double.IsNaN(seen))
                {
                    seen = known is { } now ? now.PartUntilSold(sold, demand * shares[hour]) : 0.5;
                }

                units += sold;
                share += seen * shares[hour];
            }

            (Units[day], Share[day]) = (units, Math.Min(1, share));
        }
    }

    /// <summary>Sets the level of every day: units over share and weekday of the other days, near ones counting most.
    /// </summary>
    /// <remarks>Days seen in part count by what they say of the level, share ÷ (share + k), and not by the share alone:
    /// days that sell out early are days of high demand.</remarks>
    /// <param name="week">Multiples of the level, by day of the week.</param>
    /// <param name="firstDay">The weekday of the first day.</param>
    /// <param name="policy">The settings.</param>
    /// <param name="variation">What is chance.</param>
    internal void Follow(ReadOnlySpan<double> week, int firstDay, StockOutPolicy policy, Variation variation)
    {
        // A tenth of a day of the product's mean, so that a long stock-out leaves a level.
        const double meanDays = 0.1;
        var (allUnits, allExposure) = (0.0, 1e-9);
        for (var day = 0; day < days; day++)
        {
            allUnits += Units[day];
            allExposure += Share[day] * week[(firstDay + day) % 7];
        }

        var fade = Math.Exp(-Math.Log(2) / Math.Max(0.1, policy.HalfLifeDays));
        var mean = allUnits / allExposure;
        var own = variation.DaysOfLevel(mean);
        var (units, exposure) = (0.0, 0.0);
        for (var day = 0; day < days; day++)
        {
            (_before[2 * day], _before[(2 * day) + 1]) = (units, exposure);
            var says = (1 + own) / (Share[day] + own);
            units = (units + (says * Units[day])) * fade;
            exposure = (exposure + (says * Share[day] * week[(firstDay + day) % 7])) * fade;
        }

        (units, exposure) = (0.0, 0.0);
        for (var day = days - 1; day >= 0; day--)
        {
            var (multiple, says) = (week[(firstDay + day) % 7], (1 + own) / (Share[day] + own));
            Level[day] = multiple * (_before[2 * day] + units + (meanDays * mean))
                / (_before[(2 * day) + 1] + exposure + meanDays);
            units = (units + (says * Units[day])) * fade;
            exposure = (exposure + (says * Share[day] * multiple)) * fade;
        }
    }

    /// <summary>A day's demand.</summary>
    internal double Demand(int day, Variation variation)
    {
        var own = variation.DaysOfLevel(Level[day]);
        return (Units[day] + (own * Level[day])) / (Share[day] + own);
    }
}
