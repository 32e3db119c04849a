using Grpc.Core;
using Grpc.Net.Client;
using Quartermaster.App.Serving.Keys;
using Quartermaster.App.Serving.Rpc;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>The same over gRPC.</summary>
public sealed class RpcTests(CornerShop corner) : IClassFixture<CornerShop>
{
    [Fact]
    public async Task Promises_stream_and_say_what_HTTP_says()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy());
        using var channel = GrpcChannel.ForAddress(shop.RpcAddress);
        using var call = new Promises.PromisesClient(channel).PromiseStream(Key(shop, KeyRole.Reader));
        for (var i = 0; i < 3; i++)
        {
            var request = new PromiseRequest();
            request.Carts.Add(Cart("tea", 2));
            request.Carts.Add(Cart("nothing", 1));
            await call.RequestStream.WriteAsync(request);
            Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
            var promises = call.ResponseStream.Current.Promises;
            Assert.Contains("no product 'nothing'", promises[1].Problem, StringComparison.Ordinal);
            var body = (await shop.Client().PostAsync("/v1/promises",
                """{"items":[{"product":"tea","units":2}],"destination":{"region":"dallas"}}""")).Body!;
            Assert.Equal(
                body["offers"]!.AsArray().Select(one => DateTimeOffset.Parse((string)one!["promised"]!, null)
                    .ToUnixTimeSeconds() / 60),
                promises[0].Offers.Select(one => (long)one.PromisedMinute));
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(CancellationToken.None));
    }

    [Fact]
    public async Task An_order_says_when_it_was_placed()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy());
        using var channel = GrpcChannel.ForAddress(shop.RpcAddress);
        var (orders, now) = (new Orders.OrdersClient(channel), shop.Plane.Now.UnixMilliseconds);
        (long At, string State, string Said)[] asked =
        [
            (now - 60_000, "decided", ""), (-1, "", "before 1970"), (now - 172_800_000, "", "up to a day after"),
            (now + 172_800_000, "", "and it is"),
        ];
        foreach (var (at, state, said) in asked)
        {
            var order = Order($"at {at}");
            order.PlacedAt = at;
            var reply = await orders.PlaceAsync(order, Key(shop, KeyRole.Shop));
            Assert.Equal(state, reply.State);
            Assert.Contains(said, reply.Detail + reply.Problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_order_says_whose_it_is()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy());
        using var channel = GrpcChannel.ForAddress(shop.RpcAddress);
        var orders = new Orders.OrdersClient(channel);
        foreach (var (customer, said) in ((string, string)[])[
            ("ann", "decided "), ("ann", "decided "), ("bob", "other-order"), ("", "other-order"),
            (new('x', 101), "bad-value")])
        {
            var order = Order("whose");
            order.Customer = customer;
            var reply = await orders.PlaceAsync(order, Key(shop, KeyRole.Shop));
            Assert.EndsWith(said, $"{reply.State} {reply.Problem}", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Orders_stream_each_is_answered_and_keys_are_asked_for()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy());
        using var channel = GrpcChannel.ForAddress(shop.RpcAddress);
        var orders = new Orders.OrdersClient(channel);
        using var call = orders.PlaceStream(Key(shop, KeyRole.Shop));
        for (var i = 0; i < 40; i++)
        {
            await call.RequestStream.WriteAsync(Order($"r{i % 20}"));
        }

        await call.RequestStream.CompleteAsync();
        var replies = await call.ResponseStream.ReadAllAsync().ToListAsync();
        Assert.Equal(40, replies.Count);
        Assert.All(replies, reply => Assert.Equal(("decided", ""), (reply.State, reply.Problem)));
        Assert.Equal(20, replies.Count(reply => !reply.IsRepeated));

        var fault = await Assert.ThrowsAsync<RpcException>(async () => await orders.PlaceAsync(Order("x")));
        Assert.Equal(StatusCode.Unauthenticated, fault.StatusCode);
        fault = await Assert.ThrowsAsync<RpcException>(async () =>
            await orders.PlaceAsync(Order("x"), Key(shop, KeyRole.Reader)));
        Assert.Equal(StatusCode.PermissionDenied, fault.StatusCode);
        var promises = new Promises.PromisesClient(channel);
        var odd = new PromiseRequest { Carts = { Cart("tea", 1), Cart("tea", 1) } };
        odd.Carts[0].At = long.MinValue;
        var reply = await promises.PromiseAsync(odd, Key(shop, KeyRole.Reader));
        Assert.Contains("1970", reply.Promises[0].Problem, StringComparison.Ordinal);
        Assert.NotEmpty(reply.Promises[1].Offers);
        odd.Speeds.Add((Speed)300);
        fault = await Assert.ThrowsAsync<RpcException>(async () =>
            await promises.PromiseAsync(odd, Key(shop, KeyRole.Reader)));
        Assert.Equal(StatusCode.InvalidArgument, fault.StatusCode);
        var refused = await orders.PlaceAsync(Order("y", 100_001), Key(shop, KeyRole.Shop));
        Assert.Equal("urn:quartermaster:problem:bad-value", refused.Problem);
    }

    [Fact]
    public async Task An_order_says_what_of_it_does_not_ship_and_a_refusal_what_can_be_had_instead()
    {
        await using var shop = await ServedShop.OpenTomorrowAsync(corner.Copy());
        using var channel = GrpcChannel.ForAddress(shop.RpcAddress);
        var orders = new Orders.OrdersClient(channel);
        var order = Order("some");
        order.Items.Add(new Item { Product = "rug", Units = 90_000 });

        var reply = await orders.PlaceAsync(order, Key(shop, KeyRole.Shop));
        var lacks = Assert.Single(reply.Unfulfillable);
        Assert.Equal(("decided", "rug", 90_000, "out_of_stock"),
            (reply.State, lacks.Product, lacks.Units, lacks.Code));
        Assert.NotEmpty(lacks.Message);
        Assert.Null(reply.NextOffer);

        (order.Order, order.Fill) = ("all", "fill_or_kill");
        reply = await orders.PlaceAsync(order, Key(shop, KeyRole.Shop));
        Assert.Equal(("", "rug"), (reply.State, Assert.Single(reply.Unfulfillable).Product));
        Assert.Equal(("tea", 1), (Assert.Single(reply.NextOffer.Items).Product, reply.NextOffer.Items[0].Units));
        Assert.NotEmpty(reply.NextOffer.Promised);
    }

    [Fact]
    public async Task An_offer_is_brought_by_an_order_that_is_committed_and_leaves()
    {
        await using var shop = await ServedShop.OpenTomorrowAsync(corner.Copy());
        using var channel = GrpcChannel.ForAddress(shop.RpcAddress);
        var (promises, orders) = (new Promises.PromisesClient(channel), new Orders.OrdersClient(channel));
        var request = new PromiseRequest { Carts = { Cart("tea", 1) }, Quotes = true, Reasons = true };
        var promise = (await promises.PromiseAsync(request, Key(shop, KeyRole.Reader))).Promises[0];
        var body = (await shop.Client().PostAsync("/v1/promises",
            """{"items":[{"product":"tea","units":1}],"destination":{"region":"dallas"}}""")).Body!;
        var http = body["offers"]!.AsArray();
        Assert.Equal(http.Count, promise.Offers.Count);
        for (var i = 0; i < http.Count; i++)
        {
            var (one, other) = (promise.Offers[i], http[i]!);
            Assert.Equal(
                [Minute(other["ship"]!["from"]), Minute(other["ship"]!["to"]), Minute(other["delivery"]!["from"]),
                    Minute(other["delivery"]!["to"]), Minute(other["expires"])],
                [one.ShipFromMinute, one.ShipMinute, one.EarliestMinute, one.PromisedMinute, one.ExpiresMinute]);
        }

        Assert.Equal(body["not_offered"]!.AsArray().Select(one => (string?)one!["message"]),
            promise.NotOffered.Select(one => one.Message));
        Assert.Equal(body["not_offered"]!.AsArray().Select(one => ((string?)one!["type"], (string?)one["code"])),
            promise.NotOffered.Select(one => ((string?)one.Type, (string?)one.Code)));

        var order = Order("g-1");
        (order.Offer, order.Hold) = (promise.Offers[0].Offer_, true);
        var reply = await orders.PlaceAsync(order, Key(shop, KeyRole.Shop));
        Assert.Equal(("held", promise.Offers[0].PromisedMinute), (reply.State, Minute(reply.Promised)));
        var step = new OrderStep { Order = "g-1" };
        Assert.Equal("decided", (await orders.CommitAsync(step, Key(shop, KeyRole.Shop))).State);
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await orders.ShipAsync(new() { Order = "g-1" }, Key(shop, KeyRole.Shop)));
        Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
        refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await orders.CommitAsync(step, Key(shop, KeyRole.Reader)));
        Assert.Equal(StatusCode.PermissionDenied, refused.StatusCode);
        Assert.Contains("moon", (await orders.ShipAsync(
            new() { Order = "g-1", From = "moon" }, Key(shop, KeyRole.Operator))).Detail, StringComparison.Ordinal);
        Assert.Contains("1970", (await orders.ShipAsync(
            new() { Order = "g-1", At = -5 }, Key(shop, KeyRole.Operator))).Detail, StringComparison.Ordinal);
        reply = await orders.ShipAsync(new() { Order = "g-1", From = "south" }, Key(shop, KeyRole.Operator));
        Assert.Equal(("shipped", false), (reply.State, reply.IsRepeated));
        Assert.Equal("urn:quartermaster:problem:out-of-turn",
            (await orders.CancelAsync(step, Key(shop, KeyRole.Shop))).Problem);

        await orders.PlaceAsync(Order("g-2"), Key(shop, KeyRole.Shop));
        step.Order = "g-2";
        Assert.Equal("cancelled", (await orders.CancelAsync(step, Key(shop, KeyRole.Shop))).State);
        Assert.True((await orders.CancelAsync(step, Key(shop, KeyRole.Shop))).IsRepeated);

        static int Minute(object? text) =>
            (int)(DateTimeOffset.Parse(text!.ToString()!, null).ToUnixTimeSeconds() / 60);
    }

    [Fact]
    public async Task A_feed_streams_and_bad_rows_are_listed()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy());
        using var channel = GrpcChannel.ForAddress(shop.RpcAddress);
        using var call = new Inventory.InventoryClient(channel).Feed(Key(shop, KeyRole.Operator));
        var request = new FeedRequest { Feed = "w" };
        request.Updates.Add(new Update { Product = "tea", Facility = "south", Sequence = 2, Units = 40 });
        request.Updates.Add(new Update { Product = "tea", Facility = "moon", Sequence = 2, Units = 40 });
        await call.RequestStream.WriteAsync(request);
        await call.RequestStream.WriteAsync(request);
        await call.RequestStream.CompleteAsync();
        var replies = await call.ResponseStream.ReadAllAsync().ToListAsync();
        Assert.Equal([(1, 0, 1), (0, 1, 1)],
            replies.Select(reply => (reply.Applied, reply.RepeatedUpdates, reply.Refused.Count)));
    }

    private static Metadata Key(ServedShop shop, KeyRole role) =>
        new() { { "authorization", $"Bearer {shop.KeyOf(role)}" } };

    private static Cart Cart(string product, int units)
    {
        var cart = new Cart { Region = "dallas" };
        cart.Items.Add(new Item { Product = product, Units = units });
        return cart;
    }

    private static OrderRequest Order(string code, int units = 1)
    {
        var order = new OrderRequest { Order = code, Region = "dallas" };
        order.Items.Add(new Item { Product = "tea", Units = units });
        return order;
    }
}
