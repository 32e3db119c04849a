namespace Quartermaster.App.Serving.Http.Contracts;

/// <summary>Units that an order claimed and will not get.</summary>
/// <param name="Order">The order.</param>
/// <param name="Product">The product.</param>
/// <param name="Facility">The location that they should have left from.</param>
/// <param name="Units">How many.</param>
internal sealed record CutItem(string Order, string Product, string Facility, long Units);
