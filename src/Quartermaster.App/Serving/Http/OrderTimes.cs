using Quartermaster.Domain;

namespace Quartermaster.App.Serving.Http;

/// <summary>What is said of orders that were placed at a time at which they cannot be taken.</summary>
internal static class OrderTimes
{
    /// <summary>An order of later than now; or one of too long ago, of which nothing is known under its code: not to
    /// leave its time out, for under another code it may have been taken.</summary>
    /// <param name="at">When it was placed.</param>
    /// <param name="now">Now.</param>
    internal static ProblemException PlacedAt(Instant at, Instant now) => RequestReader.Bad("/placed_at",
        at > now ? $"The order was placed at {at}, and it is only {now} here."
            : $"The order was placed at {at}, it is {now} here, and no order is known under this code.",
        at > now ? "Set the clock: an order is placed before it is given."
            : "Orders are taken up to a day after they were placed. See in your own records whether it was taken under "
                + "another code, or for other goods; only if it was not, give it as a new order, placed now.");

    /// <summary>Goods leave after their order was placed, and not later than now.</summary>
    /// <param name="at">When they left.</param>
    /// <param name="placed">When the order was placed; not known where nobody said.</param>
    /// <param name="now">Now.</param>
    /// <param name="skewMinutes">How far other clocks may be off.</param>
    /// <exception cref="ProblemException">They did not.</exception>
    internal static void RequireLeft(Instant at, Instant placed, Instant now, int skewMinutes)
    {
        if (at > now.PlusMinutes(skewMinutes))
        {
            throw RequestReader.Bad("/at", $"The goods left at {at}, and it is only {now} here.",
                "Set the clock, or leave the time out: then it is now.");
        }

        if (placed.IsKnown && at < placed.PlusMinutes(-skewMinutes))
        {
            throw RequestReader.Bad("/at", $"The goods left at {at}, and the order was placed at {placed}.",
                "Say when they left, or leave the time out: then it is now.");
        }
    }
}
