using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Quartermaster.App.Serving.Http.Contracts;
using Quartermaster.App.Serving.Keys;

namespace Quartermaster.App.Serving.Http;

/// <summary>The addresses of vendors' shipments.</summary>
internal static class InboundEndpoints
{
    /// <summary>Maps them.</summary>
    internal static void Map(WebApplication app, ServingDesk desk)
    {
        Endpoints.Post<InboundPost, InboundAnswer>(app, "/v1/inbound", KeyRole.Operator, "Announce a vendor's shipment",
            "Its units are on order at the facility. The same code again changes nothing.", async (http, post) =>
            {
                var (status, answer) = await desk.Shipments.AnnounceAsync(post, http.RequestAborted)
                    .ConfigureAwait(false);
                await Wire.WriteAsync(http, answer, status).ConfigureAwait(false);
            }).Produces<InboundAnswer>(201);
        Endpoints.Post<ReceiptPost, InboundAnswer>(app, "/v1/inbound/{shipment}/receipts", KeyRole.Operator,
            "Say what has arrived of a shipment",
            "Its units are on hand at the center, and no longer on order there. The same receipt again for the same "
                + "center changes nothing.",
            async (http, post) =>
            {
                var (status, answer) = await desk.Shipments.ReceiveAsync(
                    Endpoints.Text(http, "shipment"), post, http.RequestAborted).ConfigureAwait(false);
                await Wire.WriteAsync(http, answer, status).ConfigureAwait(false);
            }).Produces<InboundAnswer>(201);
        app.MapPost("/v1/inbound/{shipment}/cancel", (Delegate)(async (HttpContext http) => await Wire.WriteAsync(
            http, await desk.Shipments.CancelAsync(Endpoints.Text(http, "shipment"), http.RequestAborted)
                .ConfigureAwait(false)).ConfigureAwait(false)))
            .WithMetadata(new NeedsAttribute(KeyRole.Operator)).WithTags("inbound").Produces<InboundCancelAnswer>()
            .Produces<Problem>(404, Problem.ContentType).Produces<Problem>(409, Problem.ContentType)
            .WithSummary("What has not come of a shipment will not come")
            .WithDescription("It is no longer on order, and who waits for more than that leaves is cut. What comes of "
                + "it all the same is extra. Again it changes nothing.");
        Endpoints.Post<InboundOptionsAsk, InboundOptionsAnswer>(app, "/v1/inbound/options", KeyRole.Operator,
            "Where could a vendor's shipment go, and for how much?",
            "Options over fulfillment centers, each with a fee, its parts and an expiry. A quote: nothing is kept or "
                + "claimed, and asking again lists them anew. Each item counts as a request of the key. Computed one "
                + "at a time: where many wait, 503.",
            async (http, ask) =>
            {
                KeyPass.Of(http).TakeRest(Math.Min(ask.Items.Count, ShipmentAnswers.MostLines));
                await Wire.WriteAsync(http, await desk.Inbound.OptionsAsync(ask, http.RequestAborted)
                    .ConfigureAwait(false)).ConfigureAwait(false);
            });
        Endpoints.Post<InboundConfirm, InboundConfirmAnswer>(app, "/v1/inbound/{shipment}/confirm", KeyRole.Operator,
            "Announce a shipment as one of its options says",
            "Its units are on order at the option's centers, all in one durable step. The same option again changes "
                + "nothing; another one under the code is refused.",
            async (http, post) =>
            {
                var (status, answer) = await desk.Inbound.ConfirmAsync(
                    Endpoints.Text(http, "shipment"), post, http.RequestAborted).ConfigureAwait(false);
                await Wire.WriteAsync(http, answer, status).ConfigureAwait(false);
            }).Produces<InboundConfirmAnswer>(201).Produces<Problem>(409, Problem.ContentType);
    }
}
