namespace Quartermaster.Fulfillment.Promise;

/// <summary>A way from an FC to a board row's region that is the cheapest in time for some cart.</summary>
/// <param name="ParcelMicros">Cost of a parcel.</param>
/// <param name="MicrosPerGram">Cost of a gram.</param>
/// <param name="MicrosPerCubicCentimeter">Cost of a cm³.</param>
/// <param name="Option">Its index in the route table.</param>
/// <param name="DeliveryMinute">When it delivers.</param>
/// <param name="Confidence">The share of parcels that are there by the speed's deadline.</param>
/// <param name="Origin">The FC, by its place in the route table.</param>
internal readonly record struct BoardWay(
    long ParcelMicros, double MicrosPerGram, double MicrosPerCubicCentimeter, int Option, int DeliveryMinute,
    float Confidence, int Origin);
