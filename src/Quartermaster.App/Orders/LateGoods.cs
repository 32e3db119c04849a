namespace Quartermaster.App.Orders;

/// <summary>Goods that an order waits for and that are due too late for the day on which it is to leave.</summary>
/// <param name="Order">The order's code.</param>
/// <param name="Product">Of what.</param>
/// <param name="Facility">Where they come to.</param>
/// <param name="Units">How many.</param>
/// <param name="Due">The day on which the last of them is due.</param>
/// <param name="Leaves">The day on which it is to leave.</param>
internal sealed record LateGoods(
    string Order, string Product, string Facility, int Units, DateOnly Due, DateOnly Leaves);
