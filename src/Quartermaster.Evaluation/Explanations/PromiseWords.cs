using Quartermaster.Fulfillment.Promise;

namespace Quartermaster.Evaluation.Explanations;

/// <summary>What the reasons of promises mean, as a planner would say it. Each completes "n minutes …".</summary>
public static class PromiseWords
{
    /// <summary>The words of every reason.</summary>
    public static IReadOnlyDictionary<PromiseReason, string> All { get; } = new Dictionary<PromiseReason, string>
    {
        [PromiseReason.Handling] = "the owner's handling before picking can start",
        [PromiseReason.Processing] = "work at the center and at facilities on the way",
        [PromiseReason.Transit] = "under way, in the usual case",
        [PromiseReason.Buffer] = "added so that the promise is kept as often as stated",
        [PromiseReason.Waiting] = "waiting for opening hours, cut-offs and departures",
        [PromiseReason.DeliveryHours] = "waiting for delivery hours and days of the region",
        [PromiseReason.EndOfPromise] = "until the end of what this speed promises",
        [PromiseReason.Split] = "several centers ship",
        [PromiseReason.OutOfStock] = "not offered: too few units where they would arrive in time",
        [PromiseReason.Arriving] = "until the goods on their way have arrived",
        [PromiseReason.LaneFull] = "not offered: the departures, or the delivery days, in time can take no more",
        [PromiseReason.NoSlot] = "not offered: the centers cannot pick more on the days that would be in time",
        [PromiseReason.SlowHandling] = "not offered: the owner's handling takes too long",
        [PromiseReason.PastCutoff] = "not offered: the last cut-off of the day has passed",
        [PromiseReason.NoLane] = "not offered: no way is fast enough",
        [PromiseReason.OutsideWindow] = "not offered: the day is outside the route table",
        [PromiseReason.BadInput] = "not offered: the data of this cart cannot be decided on; see 'qm check'",
    };
}
