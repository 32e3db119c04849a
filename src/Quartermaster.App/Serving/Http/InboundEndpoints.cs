using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Quartermaster.App.Serving.Http.Contracts;
using Quartermaster.App.Serving.Keys;

namespace Quartermaster.App.Serving.Http;

/// <summary>The addresses of options for vendors' shipments.</summary>
internal static class InboundEndpoints
{
    /// <summary>Maps them.</summary>
    internal static void Map(WebApplication app, ServingDesk desk)
    {
        Endpoints.Post<InboundOptionsAsk, InboundOptionsAnswer>(app, "/v1/inbound/options", KeyRole.Operator,
            "Where could a vendor's shipment go, and for how much?",
            "Options over fulfillment centers, each with a fee, its parts and an expiry. A quote: nothing is kept or "
                + "claimed, and asking again lists them anew. Each item counts as a request of the key. Computed one "
                + "at a time: where many wait, 503.",
            async (http, ask) =>
            {
                KeyPass.Of(http).TakeRest(Math.Min(ask.Items.Count, StockAnswers.MostLines));
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
