using Quartermaster.Fulfillment.Orders;

namespace Quartermaster.Evaluation.Explanations;

/// <summary>What the reasons of shipments mean, as a planner would say it. Each completes "n in money …".</summary>
public static class OrderWords
{
    /// <summary>The words of every reason.</summary>
    public static IReadOnlyDictionary<OrderReason, string> All { get; } = new Dictionary<OrderReason, string>
    {
        [OrderReason.Freight] = "freight",
        [OrderReason.Handling] = "picking and packing",
        [OrderReason.Split] = "the customer's trouble with a further parcel",
        [OrderReason.StockValue] = "what the units would be worth here for later orders",
        [OrderReason.NotAvailable] = "not shipped: too few units where they would arrive in time",
        [OrderReason.TooManyParcels] = "not shipped: it would need more centers than an order may have",
        [OrderReason.WorkLimit] = "the search was cut short; a cheaper choice may exist",
        [OrderReason.BadInput] = "the data of this order cannot be decided on; see 'qm check'",
    };
}
