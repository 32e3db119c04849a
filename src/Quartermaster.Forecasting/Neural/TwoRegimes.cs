namespace Quartermaster.Forecasting.Neural;

/// <summary>A forecast after a level broke: with even odds what a network says, and the same at the level that it does
/// not believe in.</summary>
/// <remarks>A network has seen few breaks, if any, and says as little of being unsure after one as on any day. The
/// level since the break is the other regime, as <see cref="Demand.RegimeBreak"/> has it for forecasters that follow
/// levels, unless the network's own four weeks are nearer to it than to the level before: it has followed then, as it
/// learned to. Quantiles are those of the mixture.</remarks>
internal static class TwoRegimes
{
    private const double LeastScale = 0.05;
    private const double MostScale = 20;
    private const int Halvings = 40;

    /// <summary>How many times the network's forecast the other regime's is; 1 if the network has followed.</summary>
    /// <param name="levels">The levels before the break and since, units on a day of factor 1.</param>
    /// <param name="own">The level that the network expects; above 0.</param>
    internal static double ScaleOf((double Before, double Recent) levels, double own)
    {
        var (before, recent) = (Math.Log(Math.Max(1e-6, levels.Before) / own), Math.Log(levels.Recent / own));
        return Math.Abs(before) > Math.Abs(recent) ? 1 : Math.Clamp(Math.Exp(recent), LeastScale, MostScale);
    }

    /// <summary>Replaces quantiles by those of the mixture with the same times a scale.</summary>
    /// <param name="levels">Probabilities, ascending.</param>
    /// <param name="units">Units, one per level, ascending.</param>
    /// <param name="scale">Above 0.</param>
    internal static void Mix(ReadOnlySpan<float> levels, Span<float> units, double scale)
    {
        Span<float> own = stackalloc float[units.Length];
        units.CopyTo(own);
        var (least, most) = (own[0] * Math.Min(1, scale), own[^1] * Math.Max(1, scale));
        for (var i = 0; i < units.Length; i++)
        {
            var (low, high) = (least, most);
            for (var halving = 0; halving < Halvings && high > low; halving++)
            {
                var middle = (low + high) / 2;
                var share = (Share(levels, own, middle) + Share(levels, own, middle / scale)) / 2;
                (low, high) = share < levels[i] ? (middle, high) : (low, middle);
            }

            units[i] = (float)high;
        }
    }

    // The probability of at most so many units, on lines between the levels; nothing lies below the first.
    private static double Share(ReadOnlySpan<float> levels, ReadOnlySpan<float> quantiles, double units)
    {
        if (units < quantiles[0])
        {
            return 0;
        }

        var above = quantiles.Length;
        while (above > 0 && quantiles[above - 1] > units)
        {
            above--;
        }

        if (above == quantiles.Length)
        {
            return 1;
        }

        var (from, to) = (quantiles[above - 1], quantiles[above]);
        return levels[above - 1] + ((levels[above] - levels[above - 1]) * (units - from) / (to - from));
    }
}
