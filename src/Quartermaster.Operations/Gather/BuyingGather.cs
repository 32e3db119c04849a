using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Tables;
using Quartermaster.Planning.Buying;
using Quartermaster.Planning.Targets;

namespace Quartermaster.Operations.Gather;

/// <summary>Lays out what the buying engine looks at: the offers of each product that may be ordered today.</summary>
public static class BuyingGather
{
    /// <summary>The inputs of a day.</summary>
    /// <param name="facts">What is joined already.</param>
    /// <param name="state">What changes by day.</param>
    /// <param name="outlook">What is believed and wanted.</param>
    /// <param name="isDue">Whether an offer may be ordered today; by index of the facts' offers.</param>
    public static BuyingInputs Inputs(
        CompanyFacts facts, PlanningState state, Outlook outlook, Func<int, bool> isDue)
    {
        var (offers, sizes) = DueOffers(facts, isDue);
        var rows = offers.Select(offer => facts.RowOf(facts.Offers.Rows[offer].Product)).ToArray();
        var decisions = new Decisions(state.Overrides, state.Today);
        var leadTimes = facts.LeadTimes.Pick(offers);
        return new()
        {
            Today = state.Today,
            Products = Groups.OfSizes(sizes),
            Offers = new([.. offers.Select((offer, i) => TermsOf(
                facts, offer, rows[i], outlook.ShortageFactor * facts.Economics.Rows[rows[i]].ShortageCost))]),
            Breaks = facts.Breaks.Pick(offers),
            OrderMinimums = new([.. offers.Select(offer => new OrderMinimum(
                facts.Vendors.Rows[facts.Offers.Rows[offer].Vendor.Value].MinimumOrder))]),
            Lives = new([.. rows.Select(row => TargetGather.LifeOf(facts, row))]),
            Positions = new([.. offers.Select((offer, i) => PositionOf(facts, state, offer, rows[i]))]),
            CenterOrders = new(new CenterOrder[offers.Length]),
            Levels = new([.. offers.Select((offer, i) =>
                outlook.Targets.Decisions.Rows[RowOfLevel(facts, outlook, offer, rows[i])].Level)]),
            Demand = outlook.Belief.Quantiles(rows, leadTimes,
                [.. offers.Select(offer => Math.Max(1, facts.Offers.Rows[offer].ReviewDays))],
                [.. rows.Select(row => TargetGather.LifeOf(facts, row).DaysLeft(state.Today))]),
            RoomPrices = new([.. offers.Select((offer, i) =>
                outlook.RoomPrices.Rows[RowOfLevel(facts, outlook, offer, rows[i])])]),
            BudgetPrices = new(new BudgetPrice[offers.Length]),
            Overrides = new([.. DecisionsOf(facts, decisions, offers, sizes)]),
        };
    }

    /// <summary>The inputs in which offers to the network know what centers order by offers of their own, so that no
    /// need is filled twice in a morning.</summary>
    /// <param name="inputs">The inputs of a day.</param>
    /// <param name="engine">Who decides: asked for the centers of products that have both kinds of offers.</param>
    /// <param name="threads">How many threads to use; at least 1.</param>
    public static BuyingInputs AfterCenters(
        BuyingInputs inputs, IRowEngine<BuyingInputs, PurchaseLine, BuyingReason> engine, int threads = 1)
    {
        var byProduct = Enumerable.Range(0, inputs.Count).Where(group => inputs.FirstRow(group) < inputs.Offers.Count)
            .ToLookup(group => inputs.Offers.Rows[inputs.FirstRow(group)].Product);
        int[] centers = [.. byProduct.Where(groups => groups.Count() > 1 && groups.Any(IsNetwork))
            .SelectMany(groups => groups.Where(group => !IsNetwork(group)))];
        if (centers.Length == 0)
        {
            return inputs;
        }

        var picked = inputs.Pick(centers);
        var lines = engine.Plan(picked, threads: threads).Decisions.Rows;
        var units = new Dictionary<ProductId, double>();
        for (var row = 0; row < lines.Length; row++)
        {
            units[lines[row].Product] = units.GetValueOrDefault(lines[row].Product)
                + (lines[row].Units * picked.Offers.Rows[row].Yield);
        }

        return inputs with
        {
            CenterOrders = new([.. inputs.Offers.Rows.ToArray().Select(offer => new CenterOrder(offer.ShipTo != default
                ? 0 : (int)Math.Min(int.MaxValue, Math.Round(units.GetValueOrDefault(offer.Product)))))]),
        };

        bool IsNetwork(int group) => inputs.Offers.Rows[inputs.FirstRow(group)].ShipTo == default;
    }

    /// <summary>Whether an offer of the facts may be ordered on a day: it is due, and its product is bought.</summary>
    /// <param name="facts">What is joined already.</param>
    /// <param name="offer">The offer's index.</param>
    /// <param name="day">The day.</param>
    public static bool IsDue(CompanyFacts facts, int offer, DateOnly day)
    {
        var terms = facts.Offers.Rows[offer];
        return IsOrdered(facts, offer) && IsDue(terms, facts.Vendors.Rows[terms.Vendor.Value], day);
    }

    /// <summary>Whether an offer's product is still bought.</summary>
    /// <inheritdoc cref="IsDue(CompanyFacts, int, DateOnly)"/>
    public static bool IsOrdered(CompanyFacts facts, int offer) =>
        facts.Products.Rows[facts.RowOf(facts.Offers.Rows[offer].Product)].Status != ProductStatus.Ended;

    /// <summary>Whether an offer is due on a day: the first day of its review period on which the vendor takes orders.
    /// </summary>
    /// <remarks>Review periods of a vendor start on days that its number shifts, so that vendors spread over days, and
    /// the offers of one vendor with one period come due together. A period of a week or longer has exactly one such
    /// day; shorter ones that see no order day share the next one.</remarks>
    public static bool IsDue(Offer offer, Vendor vendor, DateOnly day)
    {
        var allowed = vendor.OrderWeekdays & 127;
        var weekday = ((int)day.DayOfWeek + 6) % 7;
        if ((allowed & (1 << weekday)) == 0)
        {
            return false;
        }

        var sinceLast = 1;
        while ((allowed & (1 << ((weekday + 7 - (sinceLast % 7)) % 7))) == 0)
        {
            sinceLast++;
        }

        var review = Math.Max(1, offer.ReviewDays);
        var sinceStart = (day.DayNumber + review - (vendor.Id.Value % review)) % review;
        return sinceStart < sinceLast;
    }

    private static (int[] Offers, int[] Sizes) DueOffers(CompanyFacts facts, Func<int, bool> isDue)
    {
        var (offers, sizes) = (new List<int>(), new List<int>());
        for (var row = 0; row < facts.Products.Count; row++)
        {
            var shipTo = new FacilityId(-1);
            for (var offer = facts.OffersOfProduct.FirstRow(row); offer < facts.OffersOfProduct.FirstRow(row
                + 1); offer++)
            {
                if (!isDue(offer))
                {
                    continue;
                }

                if (facts.Offers.Rows[offer].ShipTo != shipTo)
                {
                    shipTo = facts.Offers.Rows[offer].ShipTo;
                    sizes.Add(0);
                }

                offers.Add(offer);
                sizes[^1]++;
            }
        }

        return ([.. offers], [.. sizes]);
    }

    private static OfferTerms TermsOf(CompanyFacts facts, int offer, int row, double shortageCost)
    {
        var terms = facts.Offers.Rows[offer];
        var economics = facts.Economics.Rows[row];
        var leadTimeDays = (int)Math.Round(facts.LeadTimes.MeanDays(offer));
        return new(terms.Product, terms.Vendor, terms.ShipTo, terms.UnitsPerCase, terms.MinimumUnits,
            terms.AvailableUnits, leadTimeDays, Math.Max(1, terms.ReviewDays), terms.UnitCost,
            shortageCost, economics.HoldingPerUnitDay, economics.OrderPerLine, facts.LeadTimes.Yields.Rows[offer],
            terms.UnitCost.Micros / 1e6 * Math.Max(0, 1 - economics.SalvageShare));
    }

    private static Position PositionOf(CompanyFacts facts, PlanningState state, int offer, int row)
    {
        var (centers, sum) = (facts.Centers.Length, 0L);
        var only = facts.CenterOf(facts.Offers.Rows[offer].ShipTo);
        for (var center = 0; center < centers; center++)
        {
            var at = (row * centers) + center;
            sum += only < 0 || only == center ? (long)state.Available[at] + state.OnOrder[at] : 0;
        }

        return new((int)Math.Clamp(sum, int.MinValue, int.MaxValue));
    }

    private static int RowOfLevel(CompanyFacts facts, Outlook outlook, int offer, int row) =>
        outlook.LevelRows.FirstRow(row) + 1 + facts.CenterOf(facts.Offers.Rows[offer].ShipTo);

    // A decision for a vendor stands on its offer; one for any vendor on the first, with 0 on the others.
    private static IEnumerable<HumanDecision> DecisionsOf(
        CompanyFacts facts, Decisions decisions, int[] offers, int[] sizes)
    {
        var at = 0;
        foreach (var size in sizes)
        {
            var first = facts.Offers.Rows[offers[at]];
            var found = decisions.Any ? decisions.Find(OverrideTarget.Buy, first.Product, first.ShipTo) : null;
            for (var i = 0; i < size; i++)
            {
                var isMeant = found is not null
                    && (found.Value.Vendor == default ? i == 0
                        : found.Value.Vendor == facts.Offers.Rows[offers[at + i]].Vendor);
                yield return found is null ? default : new(found.Value.ReasonCode, isMeant ? found.Value.Units : 0);
            }

            at += size;
        }
    }
}
