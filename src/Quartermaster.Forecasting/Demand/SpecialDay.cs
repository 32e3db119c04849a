namespace Quartermaster.Forecasting.Demand;

/// <summary>A day of a product with an event or another price: one observation of the effects.</summary>
/// <param name="Kinds">One bit per effect that is on: see <see cref="EffectFit"/>; bit 0 is not used.</param>
/// <param name="LogPrice">Logarithm of the price ratio.</param>
/// <param name="Units">Demand of the day.</param>
/// <param name="Usual">What the day would sell without, stated strengths included.</param>
/// <param name="Weight">How much the day may teach, 0 to 1.</param>
internal readonly record struct SpecialDay(ushort Kinds, float LogPrice, float Units, float Usual, float Weight)
{
    /// <summary>A day as what is on tells.</summary>
    /// <param name="on">The events of the day.</param>
    /// <param name="logPrice">Logarithm of the price ratio.</param>
    /// <param name="units">Demand of the day.</param>
    /// <param name="usual">What it would sell without events.</param>
    /// <param name="weight">How much it may teach.</param>
    internal static SpecialDay Of(EventsOn on, double logPrice, double units, double usual, double weight) =>
        new(on.Effects, (float)logPrice, (float)units, (float)(usual * on.Strength), (float)weight);

    /// <summary>Adds the day to Newton's equations of the penalized quasi-likelihood.</summary>
    internal void AddTo(Span<double> matrix, Span<double> right, ReadOnlySpan<double> effects, double dispersion)
    {
        Span<int> on = stackalloc int[EffectFit.Count];
        var count = 0;
        var log = effects[0] * LogPrice;
        if (LogPrice != 0)
        {
            on[count++] = 0;
        }

        for (var i = 1; i < EffectFit.Count; i++)
        {
            if ((Kinds & (1 << i)) != 0)
            {
                on[count++] = i;
                log += effects[i];
            }
        }

        var expected = Usual * Math.Exp(Math.Clamp(log, -8, 8));
        var trust = Weight / (1 + (dispersion * expected));
        for (var a = 0; a < count; a++)
        {
            var x = on[a] == 0 ? LogPrice : 1;
            right[on[a]] += trust * x * (Units - expected);
            for (var b = 0; b < count; b++)
            {
                matrix[(on[a] * EffectFit.Count) + on[b]] += trust * expected * x * (on[b] == 0 ? LogPrice : 1);
            }
        }
    }
}
