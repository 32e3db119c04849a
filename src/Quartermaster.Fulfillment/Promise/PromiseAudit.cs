using Quartermaster.Domain;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>The rules every promise must obey, whoever or whatever made it.</summary>
/// <remarks>Reads the live units again: judge a plan before they change.</remarks>
public sealed class PromiseAudit : IPlanAudit<PromiseInputs, PromiseRow, PromiseReason>
{
    /// <inheritdoc/>
    public IReadOnlyList<Breach> Check(PromiseInputs inputs, Plan<PromiseRow, PromiseReason> plan)
    {
        var rows = plan.Decisions.Rows;
        if (rows.Length != inputs.FirstRow(inputs.Count))
        {
            return [new(-1, $"The plan has {rows.Length} rows for {inputs.Count} carts of 5 speeds. Decide again.")];
        }

        var breaches = new List<Breach>();
        var refused = inputs.Check().Select(finding => finding.Row).ToHashSet();
        for (var row = 0; row < rows.Length; row++)
        {
            var cart = row / PromiseInputs.SpeedCount;
            if ((int)rows[row].Speed != (row % PromiseInputs.SpeedCount) + 1)
            {
                breaches.Add(new(row, "The rows of a cart are its speeds, fastest first."));
            }
            else if (!rows[row].IsOffered)
            {
                Require(row, rows[row] == new PromiseRow { Speed = rows[row].Speed, Option = -1 },
                    "A speed that is not offered promises nothing.");
            }
            else
            {
                Require(row, !refused.Contains(cart), "Nothing is promised for a bad cart.");
                if (!refused.Contains(cart))
                {
                    CheckOffer(inputs, cart, row, in rows[row]);
                }
            }
        }

        return breaches;

        void CheckOffer(PromiseInputs inputs, int cart, int row, in PromiseRow offer)
        {
            var request = inputs.Requests.Rows[cart];
            Require(row, offer.Delivery <= offer.Promised && offer.Earliest <= offer.Delivery,
                "Goods are delivered by the promise, and not before the earliest delivery.");
            Require(row, offer.Promised == Instant.OfMinutes(request.Minute + offer.Minutes),
                "The promise is its minutes away from the request.");
            Require(row, offer.CostMicros >= 0, "Freight is not negative.");
            Require(row, IsInTime(inputs, cart, in offer), "The last parcel's way exists and can still be reached.");
            Require(row, HasStock(inputs, cart, in offer), "The FCs that ship have the units between them.");
        }

        void Require(int row, bool holds, string rule)
        {
            if (!holds)
            {
                breaches.Add(new(row, rule));
            }
        }
    }

    private static bool IsInTime(PromiseInputs inputs, int cart, in PromiseRow offer)
    {
        // How several FCs share the units is not in the row; each ships one or more.
        var request = inputs.Requests.Rows[cart];
        var units = offer.Facility == default ? 1 : inputs.LinesOf(cart).ToArray().Sum(line => (long)line.Units);
        if (!inputs.Routes.Options.Has(offer.Option))
        {
            return false;
        }

        var option = inputs.Routes.Options[offer.Option];
        var (origins, isOfPair) = (offer.Origins, false);
        for (var origin = 0; origin < inputs.Routes.Origins.Length; origin++)
        {
            isOfPair |= (origins >> origin & 1) != 0 && inputs.Routes.IsOf(offer.Option, origin, request.Region);
        }

        return isOfPair && option.CutoffMinute >= request.Minute
            && Instant.OfMinutes(option.DeliveryMinute) == offer.Delivery
            && (inputs.Slots is null || inputs.Slots.Of(
                inputs.Routes.DepartureOf(offer.Option).Origin, inputs.Routes.ShipDayOf(offer.Option)) >= units);
    }

    private static bool HasStock(PromiseInputs inputs, int cart, in PromiseRow offer)
    {
        // Goods that arrive count where the way that delivers last can still be reached with them.
        var (origins, now) = (offer.Origins, inputs.Requests.Rows[cart].Minute);
        var by = inputs.Routes.Options[offer.Option].CutoffMinute;
        foreach (var line in inputs.LinesOf(cart))
        {
            var units = 0L;
            for (var origin = 0; origin < inputs.Routes.Origins.Length; origin++)
            {
                var facility = inputs.Routes.Origins[origin];
                units += (origins >> origin & 1) == 0 ? 0 : inputs.Available.Of(line.Product, facility)
                    + (inputs.Arrivals?.Of(line.Product, facility, now, by) ?? 0);
            }

            if (units < line.Units)
            {
                return false;
            }
        }

        return true;
    }
}
