namespace Quartermaster.App.Orders;

/// <summary>Units that an order claimed and will not get: they are not there, or will not come.</summary>
/// <param name="Order">The order's code; its key where nobody said its code.</param>
/// <param name="Product">Of what.</param>
/// <param name="Facility">Where they should have left from.</param>
/// <param name="Units">How many.</param>
/// <param name="WasDecided">Whether the customer was told so; else the order was only held, and is gone whole.</param>
internal sealed record CutGoods(string Order, string Product, string Facility, long Units, bool WasDecided);
