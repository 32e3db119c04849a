namespace Quartermaster.Fulfillment.Calibration;

/// <summary>The price of a late parcel at which parcels are late as often as they may be, found while promising.
/// </summary>
/// <remarks>Dual ascent: a promise that is likelier to be broken than the target makes the next ones dearer to break,
/// and the reverse. The logarithm of the price is the sum of what was over and under the target, so over n promises
/// their mean share differs from the target by at most (range of the logarithm)/(step · n) of it: whole days round off
/// without leaving a group earlier or later than it should be (Zinkevich, "Online convex programming and generalized
/// infinitesimal gradient ascent", ICML 2003).</remarks>
/// <param name="first">Promised days that a late parcel is worth at first; above 0.</param>
/// <param name="step">How much a promise as likely again to be broken as the target raises the logarithm.</param>
internal sealed class LatenessPrice(double first, double step)
{
    private const double Least = 1e-3, Most = 1e6, MostOver = 10;

    /// <summary>Promised days that a late parcel is worth.</summary>
    internal double Days { get; private set; } = first;

    /// <summary>Takes note of a promise.</summary>
    /// <param name="lateShare">How likely it is broken.</param>
    /// <param name="target">How likely promises may be on average; above 0.</param>
    internal void Note(double lateShare, double target) => Days = Math.Clamp(
        Days * Math.Exp(step * Math.Min(MostOver, (lateShare - target) / target)), Least, Most);
}
