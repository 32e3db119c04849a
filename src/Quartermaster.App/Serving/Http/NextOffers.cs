using Quartermaster.App.Orders;
using Quartermaster.App.Serving.Http.Contracts;
using Quartermaster.App.Serving.Plane;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Operations.Orders;

namespace Quartermaster.App.Serving.Http;

/// <summary>Writes what can be had instead of what was refused, with what an order brings to be held to it.</summary>
internal sealed class NextOffers(OnlinePlane plane, OfferSigner signer, ServePolicy policy)
{
    /// <summary>The offer as clients read it.</summary>
    /// <param name="view">What codes stand for.</param>
    /// <param name="next">What can be had.</param>
    /// <param name="to">Where it goes.</param>
    internal NextOffer Of(PlaneView view, DeliveryOffer next, RegionId to)
    {
        var (clock, expires) = (view.ClockOf(to), plane.Now.PlusMinutes(policy.OfferMinutes));
        CartLine[] cart = [.. next.Lines.Rows.ToArray().Select(line => new CartLine(line.Product, line.Units))];
        return new(PromiseAnswers.NameOf(next.Speed), clock.WriteIso(next.Promised),
            [.. cart.Select(line => new ShippedItem(view.Catalog.CodeOf(line.Product), line.Units))])
        {
            Offer = signer.Write(new(to, next.Speed, next.Promised.UnixMinutes, expires.UnixMinutes), cart),
            Expires = clock.WriteIso(Instant.OfMinutes(expires.UnixMinutes)),
            WhyNotAsked = next.WhyNotAsked is { } because ? PromiseWords.WhyNot(because) : null,
        };
    }
}
