using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>The greatest weight, volume and side of any unit of a cart: a way that takes no such parcel cannot have it.
/// </summary>
/// <param name="Grams">Weight, g.</param>
/// <param name="CubicCentimeters">Volume, cm³.</param>
/// <param name="SideMillimeters">Longest side, mm.</param>
internal readonly record struct UnitSize(int Grams, int CubicCentimeters, int SideMillimeters)
{
    /// <summary>The size of what holds either.</summary>
    internal UnitSize With(in ShipTerms terms) => new(Math.Max(Grams, terms.WeightGrams),
        Math.Max(CubicCentimeters, terms.VolumeCubicCentimeters), Math.Max(SideMillimeters, terms.SideMillimeters));

    /// <summary>Whether a way takes a parcel of it.</summary>
    internal bool Fits(RouteTable routes, int option) => !routes.HasTerms
        || routes.TermsOf(option).Limits.Hold(Grams, CubicCentimeters, SideMillimeters);
}
