namespace Quartermaster.App.Serving.Http.Contracts;

/// <summary>Units that an offer counts on before they are there.</summary>
/// <param name="Product">The product.</param>
/// <param name="Facility">The center that they come to.</param>
/// <param name="Units">How many.</param>
internal sealed record ArrivingItem(string Product, string Facility, int Units);
