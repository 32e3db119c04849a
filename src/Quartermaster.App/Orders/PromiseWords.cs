using Quartermaster.Domain;
using Quartermaster.Fulfillment.Promise;

namespace Quartermaster.App.Orders;

/// <summary>Promise reasons in words.</summary>
internal static class PromiseWords
{
    /// <summary>Why a speed is not offered: what would have to be different.</summary>
    internal static string WhyNot(PromiseReason because) => because switch
    {
        PromiseReason.OutOfStock => "too few units are free at the centers from where they would arrive in time",
        PromiseReason.LaneFull => "the departures, or the delivery days, that would be in time can take no more",
        PromiseReason.NoSlot => "the centers with the goods can pick no more on the days that would be in time",
        PromiseReason.SlowHandling => "the owner needs too long before the goods can be picked",
        PromiseReason.PastCutoff => "the day's last cut-off has passed",
        PromiseReason.NoLane => "no lane is fast enough from where there could be stock",
        PromiseReason.OutsideWindow => "the time lies outside the days that routes cover",
        PromiseReason.BadInput => "the cart breaks a rule: 1 to 100,000 units of known products to a known region",
        _ => because.ToString(),
    };

    /// <summary>The binding part of a promise: where most of its minutes go.</summary>
    internal static string Binding(PromiseReason because) => because switch
    {
        PromiseReason.Arriving => "waiting for goods on their way to the center",
        PromiseReason.Handling => "the owner's handling before picking",
        PromiseReason.Processing => "work at the center and on the way",
        PromiseReason.Transit => "time under way",
        PromiseReason.Buffer => "time kept so that parcels are late no more often than planned",
        PromiseReason.Waiting => "waiting for opening hours, cut-off and departure",
        PromiseReason.DeliveryHours => "waiting for the region's delivery hours and days",
        PromiseReason.EndOfPromise => "the promise runs to the end of delivery hours; goods are expected before",
        _ => because.ToString(),
    };

    /// <summary>For a speed that is offered: where most of the time to the delivery goes. Otherwise what keeps it from
    /// being so.</summary>
    internal static Reason<PromiseReason>? BindingOf(ReadOnlySpan<Reason<PromiseReason>> parts, PromiseRow row)
    {
        var binding = default(Reason<PromiseReason>?);
        foreach (var part in parts)
        {
            var isLarger = binding is null || part.Amount > binding.Value.Amount;
            var counts = !row.IsOffered || (part.Amount > 0 && part.Because != PromiseReason.EndOfPromise);
            binding = counts && (isLarger || !row.IsOffered) ? part : binding;
        }

        return binding;
    }
}
