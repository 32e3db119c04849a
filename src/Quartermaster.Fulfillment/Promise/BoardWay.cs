namespace Quartermaster.Fulfillment.Promise;

/// <summary>A way from an FC to a board row's region that is the cheapest in time for some cart. 48 bytes.</summary>
/// <param name="ParcelMicros">Cost of a parcel.</param>
/// <param name="MicrosPerGram">Cost of a gram.</param>
/// <param name="MicrosPerCubicCentimeter">Cost of a cm³.</param>
/// <param name="Others">The ranks of the FCs that this way's FC is not certain to beat; of an FC's first way.</param>
/// <param name="Option">Its index in the route table.</param>
/// <param name="DeliveryMinute">When it delivers.</param>
/// <param name="Confidence">The share of parcels that are there by the speed's deadline.</param>
/// <param name="Origin">The FC, by its place in the route table.</param>
/// <param name="Next">The FC's next way that is cheaper for some carts, by its place in the row; 0 for none.</param>
internal readonly record struct BoardWay(
    long ParcelMicros, double MicrosPerGram, double MicrosPerCubicCentimeter, ulong Others, int Option,
    int DeliveryMinute, float Confidence, short Origin, short Next)
{
    /// <summary>Whether no cart is sent cheaper by another way.</summary>
    internal bool IsNeverDearer(in BoardWay other) =>
        ParcelMicros <= other.ParcelMicros && MicrosPerGram <= other.MicrosPerGram
        && MicrosPerCubicCentimeter <= other.MicrosPerCubicCentimeter;

    /// <summary>Whether this way is chosen before another one for every cart: always cheaper, or never dearer and from
    /// an FC that goes before.</summary>
    internal bool Beats(in BoardWay other) =>
        IsNeverDearer(in other) && (ParcelMicros < other.ParcelMicros || Origin < other.Origin);
}
