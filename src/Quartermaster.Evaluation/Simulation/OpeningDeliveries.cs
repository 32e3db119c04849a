using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Generation;
using Quartermaster.Operations.Gather;

namespace Quartermaster.Evaluation.Simulation;

/// <summary>What arrives for lines that were on order before the first simulated day: late, short or in parts, as the
/// lines that a simulated company orders itself.</summary>
/// <remarks>
/// What is known of such a line is that it has not come by now. So its arrival has the vendor's law on that condition,
/// and it is drawn from exactly: the vendor answers the same line again and again, and the first answer that does not
/// come before today is taken (rejection sampling). To let all other answers come tomorrow instead would put their
/// whole chance on one day; to draw a lead time anew from today on would forget the days that have passed. Lines that
/// travel together have one lead time in every answer, so they still travel together. Answers depend on the replication
/// and the line alone: every policy gets the same. The rest of a line that has come in part is taken as a line of its
/// own that has not come.
/// </remarks>
/// <param name="facts">The offers, which say who sends what nobody noted a vendor for, and the stated days.</param>
/// <param name="supply">How vendors answer.</param>
/// <param name="today">The first simulated day: what comes on it comes in time.</param>
public sealed class OpeningDeliveries(CompanyFacts facts, ISupplySource supply, DateOnly today)
{
    // An answer that comes once in a hundred times is found 92 times in a hundred; what is rarer hardly matters.
    private const int MostDraws = 256;

    /// <summary>What arrives for a line, by day, none of it before today.</summary>
    /// <param name="line">The line.</param>
    /// <param name="deliveries">Filled; at least <see cref="ISupplySource.MostParts"/> long.</param>
    /// <returns>How many deliveries there are.</returns>
    public int Of(in OpenLine line, Span<Delivery> deliveries)
    {
        var at = OfferOf(line);
        if (at < 0)
        {
            // Nobody offers it any more: nobody knows how its vendor answers.
            deliveries[0] = new(line.DueDay, line.Units, 0);
            return 1;
        }

        var (offer, count) = (facts.Offers.Rows[at], 0);
        var ordered = line.OrderedDay == default ? line.DueDay.AddDays(-offer.LeadTimeDays) : line.OrderedDay;
        for (var draw = 1; draw <= MostDraws; draw++)
        {
            count = supply.Deliver(new(offer.Vendor, facts.Products.Rows[line.Row].Id, facts.Centers[line.Center],
                ordered, offer.LeadTimeDays, line.Units, draw), deliveries);
            if (deliveries[0].Day >= today)
            {
                return count;
            }
        }

        // Later than this vendor ever is: what is left of such a law lies within days, and planning expects tomorrow.
        var late = today.AddDays(1).DayNumber - deliveries[0].Day.DayNumber;
        for (var part = 0; part < count; part++)
        {
            deliveries[part] = deliveries[part] with { Day = deliveries[part].Day.AddDays(late) };
        }

        return count;
    }

    // The offer of the line's vendor; the usual one of its product where the vendor is not known or offers it no more.
    private int OfferOf(in OpenLine line)
    {
        var ofVendor = line.Vendor == default ? -1
            : facts.OfferOf(line.Row, line.Vendor, facts.Centers[line.Center]);
        return ofVendor >= 0 ? ofVendor : facts.UsualOfferOf(line.Row);
    }
}
