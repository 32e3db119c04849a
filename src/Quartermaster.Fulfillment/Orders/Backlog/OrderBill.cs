namespace Quartermaster.Fulfillment.Orders.Backlog;

/// <summary>What an order costs by the plan it had and by the one it has now. A parcel that several orders share counts
/// once, with the first of them, so that bills of all orders add up to what is paid.</summary>
/// <param name="Before">By the present plan; lines not shipped in time do not count.</param>
/// <param name="After">By the new plan.</param>
/// <param name="TogetherBefore">The first of the orders that it shared parcels with, directly or through others;
/// itself for none.</param>
/// <param name="TogetherAfter">The same by the new plan.</param>
public readonly record struct OrderBill(PlanBill Before, PlanBill After, int TogetherBefore, int TogetherAfter)
{
    /// <summary>What it costs more than before.</summary>
    public PlanBill More => After - Before;
}
