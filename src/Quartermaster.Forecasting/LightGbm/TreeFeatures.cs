using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Tables;
using Quartermaster.Forecasting.Demand;
using Quartermaster.Forecasting.Features;

namespace Quartermaster.Forecasting.LightGbm;

/// <summary>What trees look at.</summary>
internal static class TreeFeatures
{
    /// <summary>Features of an example.</summary>
    internal const int Count = 22;

    /// <summary>Describes a day or the middle of a week to be forecast.</summary>
    /// <param name="product">The product.</param>
    /// <param name="origin">The day on which the forecast is made: nothing later is looked at but plans.</param>
    /// <param name="target">The day described.</param>
    /// <param name="ahead">The horizon as the model counts it, days or weeks.</param>
    /// <param name="scale">What the target is divided by, units.</param>
    /// <param name="ratios">Price ratios by day.</param>
    /// <param name="features">Filled.</param>
    internal static void Describe(
        ProductFeatures product, int origin, int target, int ahead, double scale, ReadOnlySpan<float> ratios,
        Span<float> features)
    {
        var level = product.LevelAt(origin);
        features[0] = ahead;
        features[1] = (float)Math.Log(scale + 1e-3);
        features[2] = product.Relative(origin - 7, origin, level);
        features[3] = product.Relative(origin - 28, origin, level);
        features[4] = product.Relative(origin - 91, origin, level);
        features[5] = product.Relative(origin - 364, origin, level);
        features[6] = product.ZeroShare(origin - 28, origin);
        features[7] = product.ZeroShare(origin - 91, origin);
        features[8] = (float)(product.Deviation(origin - 91, origin) / level);
        (features[9], features[10]) = product.SameWeekday(origin, target, level);
        features[11] = (float)Math.Log(Math.Max(0.01, product.Factors[target]));
        features[12] = (float)(product.Relative(target - 371, Math.Min(origin, target - 357), level)
            / product.Relative(origin - 371, origin - 343, level));
        features[13] = (float)CleanHistory.PriceRatio(ratios, target);
        features[14] = product.Has(EventKind.Holiday, target) ? 2 : 0;
        features[15] = product.Has(EventKind.Promotion, target) ? 4 : 0;
        features[16] = product.SinceEvent(target);
        features[17] = product.UntilEvent(target);
        features[18] = target % 7;
        features[19] = (float)Math.Log(product.AgeOn(origin) + 1);
        features[20] = (float)Math.Log(product.Prior.Mean);
        features[21] = (float)product.Seen(origin - 28, origin);
    }
}
