using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Quartermaster.App.Serving.Events;
using Quartermaster.App.Serving.Http.Contracts;
using Quartermaster.App.Serving.Keys;

namespace Quartermaster.App.Serving.Http;

/// <summary>The addresses of the service, each with who may use it.</summary>
internal static class Endpoints
{
    /// <summary>Maps them.</summary>
    internal static void Map(WebApplication app, ServingDesk desk)
    {
        MapPromises(app, desk);
        MapOrders(app, desk);
        MapWaiting(app, desk);
        MapStock(app, desk);
        InboundEndpoints.Map(app, desk);
        MapBacklog(app, desk);
        MapService(app, desk);
        app.MapOpenApi().WithMetadata(new NeedsAttribute(KeyRole.Reader));
    }

    private static void MapPromises(WebApplication app, ServingDesk desk)
    {
        Post<PromiseAsk, PromiseAnswer>(app, "/v1/promises", KeyRole.Reader, "By when can a cart be there?",
            "An offer per speed, and for what is not offered the reason. A quote: it claims nothing.",
            async (http, ask) => await Wire.WriteAsync(http, desk.Count(desk.Promises.One(ask))).ConfigureAwait(false));
        Post<PromiseBatchAsk, PromiseBatchAnswer>(app, "/v1/promises/batch", KeyRole.Reader,
            "By when can each of many carts be there?",
            "Up to 1,000 carts; what is wrong with one is said in its place. Each counts as a request of the key.",
            async (http, ask) =>
            {
                KeyPass.Of(http).TakeRest(Math.Min(ask.Carts.Count, PromiseAnswers.MostCarts));
                await Wire.WriteAsync(http, desk.Count(desk.Promises.Many(ask))).ConfigureAwait(false);
            });
    }

    private static void MapOrders(WebApplication app, ServingDesk desk)
    {
        Post<OrderPost, OrderAnswer>(app, "/v1/orders", KeyRole.Shop, "Place an order, or hold it",
            "Stock and hands are claimed for all lines in one durable step. The same code again is the same order.",
            async (http, post) =>
            {
                var (status, answer) = await desk.Orders.TakeAsync(post, http.RequestAborted).ConfigureAwait(false);
                desk.CountOrder(answer);
                await Wire.WriteAsync(http, answer, status).ConfigureAwait(false);
            })
            .Produces<OrderAnswer>(201).Produces<Problem>(409, Problem.ContentType);
        Get<OrderAnswer>(app, "/v1/orders/{order}", KeyRole.Reader, "What has become of an order?", async http =>
            await Wire.WriteAsync(http, await desk.Orders.FindAsync(OrderOf(http), http.RequestAborted)
                .ConfigureAwait(false)).ConfigureAwait(false));
        Step(app, "/v1/orders/{order}/commit", KeyRole.Shop, "Commit an order that is held", http =>
            desk.Orders.CommitAsync(OrderOf(http), http.RequestAborted));
        Step(app, "/v1/orders/{order}/cancel", KeyRole.Shop, "Cancel an order: what has not left is free again", http =>
            desk.Orders.CancelAsync(OrderOf(http), http.RequestAborted));
        Post<PickPost, OrderAnswer>(app, "/v1/orders/{order}/pick", KeyRole.Operator, "An order is being picked",
            "At one center, or at all: then the body may be left out. From then on it leaves from there. What is there "
                + "is picked, and what comes later joins it.",
            async (http, post) => await Wire.WriteAsync(http,
                await desk.Orders.PickAsync(OrderOf(http), post, http.RequestAborted).ConfigureAwait(false))
                .ConfigureAwait(false), orElse: new PickPost()).Produces<Problem>(409, Problem.ContentType);
        Post<ShortPost, OrderAnswer>(app, "/v1/orders/{order}/short", KeyRole.Operator,
            "Units of an order were not found",
            "They are off the shelf, and come from elsewhere where that keeps the promise; what does not is said, with "
                + "what can be had instead. The same key again changes nothing.",
            async (http, post) => await Wire.WriteAsync(http,
                await desk.Changes.ShortAsync(OrderOf(http), post, http.RequestAborted).ConfigureAwait(false))
                .ConfigureAwait(false)).Produces<Problem>(409, Problem.ContentType);
        Post<AddressPost, OrderAnswer>(app, "/v1/orders/{order}/address", KeyRole.Shop, "An order goes elsewhere",
            "Until it is picked. It is sourced anew, and the promise stays; where that cannot be, only if the customer "
                + "takes a later one: see next_offer.",
            async (http, post) => await Wire.WriteAsync(http,
                await desk.Changes.ReaddressAsync(OrderOf(http), post, http.RequestAborted).ConfigureAwait(false))
                .ConfigureAwait(false)).Produces<Problem>(409, Problem.ContentType);
        Post<ShipPost, OrderAnswer>(app, "/v1/orders/{order}/ship", KeyRole.Operator, "Goods of an order have left",
            "From one center, or from all, now: then the body may be left out. Where it claims nothing there, nothing "
                + "changes. A parcel of which some is still on its way to the center is refused, unless part says that "
                + "the rest goes later.",
            async (http, post) => await Wire.WriteAsync(http,
                await desk.Orders.ShipAsync(OrderOf(http), post, http.RequestAborted).ConfigureAwait(false))
                .ConfigureAwait(false), orElse: new ShipPost()).Produces<Problem>(409, Problem.ContentType);
    }

    // Not below /v1/orders: there an order may have this code.
    private static void MapWaiting(WebApplication app, ServingDesk desk) => Get<WaitingAnswer>(
        app, "/v1/waiting", KeyRole.Operator, "Which orders wait for goods on their way?", async http =>
            await Wire.WriteAsync(http, await desk.Waiting.ListAsync(http.Request.Query, http.RequestAborted)
                .ConfigureAwait(false)).ConfigureAwait(false))
        .WithDescription("Oldest first, which is the turn in which they get what comes.")
        .WithMetadata(new AsksAttribute("after", "What the page before has in next; left out for the oldest.",
            "17.0123456789abcdef0123456789abcdef"))
        .WithMetadata(new AsksAttribute("limit", "At most so many orders, 1 to 1,000; left out for 100.", "50"))
        .Produces<Problem>(422, Problem.ContentType);

    private static void MapStock(WebApplication app, ServingDesk desk)
    {
        Post<InventoryPost, InventoryAnswer>(app, "/v1/inventory/updates", KeyRole.Operator,
            "Say what another system has in stock",
            "Each product at a facility takes a feed's numbers only upward: late and repeated updates change nothing.",
            async (http, post) => await Wire.WriteAsync(http,
                await desk.Stock.FeedAsync(post, http.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false));
        Post<MovementsPost, MovementsAnswer>(app, "/v1/inventory/movements", KeyRole.Operator,
            "Say what has moved",
            "Transfers, returns, damage, what left the house, and who owns what. Each movement stands alone, and its "
                + "key makes it happen once; what is wrong with one is said in its place.",
            async (http, post) => await Wire.WriteAsync(http,
                await desk.Movements.PostAsync(post, http.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false));
        Get<StockAnswer>(app, "/v1/inventory/{product}", KeyRole.Reader, "Where are a product's units?", async http =>
            await Wire.WriteAsync(http, await desk.Stock.FindAsync(Text(http, "product"), http.RequestAborted)
                .ConfigureAwait(false)).ConfigureAwait(false));
    }

    private static void MapBacklog(WebApplication app, ServingDesk desk) =>
        app.MapPost("/v1/backlog/re-evaluate", (Delegate)(async (HttpContext http) => await Wire.WriteAsync(
            http, await desk.Backlog.RunAsync(http.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false)))
            .WithMetadata(new NeedsAttribute(KeyRole.Operator)).WithTags("backlog").Produces<BacklogPassAnswer>()
            .WithSummary("Look again at orders that wait to be picked")
            .WithDescription("What is cheaper from elsewhere leaves from there; what would be too late is rescued "
                + "where that is possible; no promise is broken. Each step is durable, and told as an event.");

    private static void MapService(WebApplication app, ServingDesk desk)
    {
        app.MapGet("/v1/events", (Delegate)(async (HttpContext http) =>
            await EventStream.WriteAsync(http, desk.Plane, KeyPass.Of(http)).ConfigureAwait(false)))
            .WithMetadata(new NeedsAttribute(KeyRole.Operator), new StreamAttribute()).WithTags("events")
            .WithSummary("What becomes of orders, as it happens")
            .Produces<string>(200, "text/event-stream").Produces<Problem>(422, Problem.ContentType)
            .WithMetadata(new AsksAttribute("after", "Goes on after this event; 0.0 for all there are.", "0.0"))
            .WithDescription("CloudEvents as server-sent events, in the order of the ledger. Last-Event-ID, or "
                + "?after=, goes on after an event; without it the stream begins now.");
        Get<ServiceAnswer>(app, "/v1/service", KeyRole.Admin, "How is the service doing?", http =>
            Wire.WriteAsync(http, desk.State()));
        app.MapPost("/v1/service/renew", (Delegate)(async (HttpContext http) =>
        {
            await desk.Plane.RenewAsync(always: true).ConfigureAwait(false);
            await Wire.WriteAsync(http, desk.State()).ConfigureAwait(false);
        })).WithMetadata(new NeedsAttribute(KeyRole.Admin)).WithTags("service").Produces<ServiceAnswer>()
            .WithSummary("Read tables and lay out routes anew, now");
        app.MapGet("/health/live", (Delegate)(async (HttpContext http) =>
            await Wire.WriteAsync(http, new HealthAnswer("live")).ConfigureAwait(false)))
            .WithMetadata(new NeedsAttribute(null)).WithTags("health").Produces<HealthAnswer>()
            .WithSummary("Is the process alive?");
        app.MapGet("/health/ready", (Delegate)(async (HttpContext http) =>
        {
            var health = desk.Health();
            await Wire.WriteAsync(http, health, health.Status == "ready" ? 200 : 503).ConfigureAwait(false);
        })).WithMetadata(new NeedsAttribute(null)).WithTags("health")
            .Produces<HealthAnswer>().Produces<HealthAnswer>(503)
            .WithSummary("Can it take requests?");
    }

    /// <summary>An address that takes a body.</summary>
    internal static RouteHandlerBuilder Post<TAsk, TAnswer>(
        WebApplication app, string address, KeyRole role, string summary, string description,
        Func<HttpContext, TAsk, Task> answer, TAsk? orElse = null)
        where TAsk : class =>
        app.MapPost(address, (Delegate)(async (HttpContext http) =>
            await answer(http, await Wire.ReadAsync(http, orElse).ConfigureAwait(false)).ConfigureAwait(false)))
            .WithMetadata(new NeedsAttribute(role)).WithTags(TagOf(address))
            .WithSummary(summary).WithDescription(description)
            .Accepts<TAsk>(isOptional: orElse is not null, "application/json").Produces<TAnswer>()
            .Produces<Problem>(400, Problem.ContentType).Produces<Problem>(422, Problem.ContentType);

    private static RouteHandlerBuilder Get<TAnswer>(
        WebApplication app, string address, KeyRole role, string summary, Func<HttpContext, Task> answer) =>
        app.MapGet(address, (Delegate)(async (HttpContext http) => await answer(http).ConfigureAwait(false)))
            .WithMetadata(new NeedsAttribute(role)).WithTags(TagOf(address)).WithSummary(summary).Produces<TAnswer>()
            .Produces<Problem>(404, Problem.ContentType);

    private static void Step(
        WebApplication app, string address, KeyRole role, string summary, Func<HttpContext, Task<OrderAnswer>> step) =>
        app.MapPost(address, (Delegate)(async (HttpContext http) =>
            await Wire.WriteAsync(http, await step(http).ConfigureAwait(false)).ConfigureAwait(false)))
            .WithMetadata(new NeedsAttribute(role)).WithTags(TagOf(address)).WithSummary(summary)
            .Produces<OrderAnswer>()
            .Produces<Problem>(404, Problem.ContentType).Produces<Problem>(409, Problem.ContentType);

    private static string TagOf(string address) => address.Split('/')[2];

    private static string OrderOf(HttpContext http) => Text(http, "order");

    /// <summary>A part of an address: they come decoded, but for the slash.</summary>
    internal static string Text(HttpContext http, string name) =>
        ((string)http.GetRouteValue(name)!).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
