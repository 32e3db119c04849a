using Quartermaster.Domain;
using Quartermaster.Domain.Routes;

namespace Quartermaster.Fulfillment.Orders;

/// <summary>What ways ask of parcels, for an order. Nothing is looked up where no way of the table asks anything.
/// </summary>
internal static class ParcelSizes
{
    /// <summary>Whether goods need more than one parcel by a way, or some of them fit none.</summary>
    internal static bool IsTight(OrderInputs inputs, int option, ReadOnlySpan<CartLine> lines)
    {
        if (!inputs.Routes.HasTerms || inputs.Routes.TermsOf(option).Limits is not { IsNone: false } limits)
        {
            return false;
        }

        var (grams, volume, side) = (0L, 0L, 0);
        foreach (ref readonly var line in lines)
        {
            ref readonly var terms = ref inputs.Terms.Rows[line.Product.Value];
            grams += (long)line.Units * terms.WeightGrams;
            volume += (long)line.Units * terms.VolumeCubicCentimeters;
            side = Math.Max(side, terms.SideMillimeters);
        }

        return !limits.Hold(grams, volume, side);
    }

    /// <summary>Whether a way takes whatever parcels another one takes.</summary>
    internal static bool Covers(OrderInputs inputs, int option, int other)
    {
        var (mine, its) = (inputs.Routes.TermsOf(option).Limits, inputs.Routes.TermsOf(other).Limits);
        return mine.Cover(in its);
    }

    /// <summary>Whether parcels planned by a way can go by another one, space at the same price.</summary>
    internal static bool CanChange(OrderInputs inputs, int option, int other)
    {
        if (!inputs.Routes.HasTerms)
        {
            return true;
        }

        var (now, then) = (inputs.Routes.TermsOf(option), inputs.Routes.TermsOf(other));
        return then.Limits.Cover(now.Limits) && now with { Limits = then.Limits } == then;
    }

    /// <summary>What of the freight of some units and parcels is the price of space; micros.</summary>
    /// <param name="inputs">The tables.</param>
    /// <param name="product">The product.</param>
    /// <param name="option">The way.</param>
    /// <param name="units">Units.</param>
    /// <param name="count">Parcels.</param>
    /// <param name="unitMicros">The freight of a unit: no more of it is space.</param>
    internal static long SpaceOf(
        OrderInputs inputs, ProductId product, int option, int units, int count, long unitMicros)
    {
        if (!inputs.Routes.HasTerms)
        {
            return 0;
        }

        var way = inputs.Routes.TermsOf(option);
        ref readonly var terms = ref inputs.Terms.Rows[product.Value];
        var unit = RouteOption.GoodsMicros(terms.WeightGrams, terms.VolumeCubicCentimeters, way.SpaceMicrosPerGram,
            way.SpaceMicrosPerCubicCentimeter);
        return (units * Math.Min(unit, unitMicros)) + (count * way.SpaceParcelMicros);
    }

    /// <summary>Whether a line lacks the units of FCs whose ways in time take none of it, for its size.</summary>
    internal static bool IsTooLarge(in OrderWork work, int line)
    {
        var (inputs, request, wanted) = (work.Inputs, work.Request, work.Lines[line]);
        var ready = request.Minute + inputs.Terms.Rows[wanted.Product.Value].HandlingMinutes;
        ref readonly var terms = ref inputs.Terms.Rows[wanted.Product.Value];
        var (lost, there) = (0L, work.Available(line));
        for (var origin = 0; origin < inputs.Routes.Origins.Length && inputs.Routes.HasTerms; origin++)
        {
            var (start, end) = inputs.Routes.RangeOf(origin, request.Region);
            var (isInTime, fits) = (false, false);
            for (var option = inputs.Routes.Next(start, end, ready); option < end && !fits; option++)
            {
                isInTime |= inputs.Routes.Options[option].DeliveryMinute <= request.DeadlineMinute;
                fits = inputs.Routes.Options[option].DeliveryMinute <= request.DeadlineMinute
                    && inputs.Routes.TermsOf(option).Limits.Hold(
                        terms.WeightGrams, terms.VolumeCubicCentimeters, terms.SideMillimeters);
            }

            lost += isInTime && !fits
                ? Math.Max(0, inputs.Available.Of(wanted.Product, inputs.Routes.Origins[origin])) : 0;
        }

        return lost > 0 && there + lost >= wanted.Units;
    }
}
