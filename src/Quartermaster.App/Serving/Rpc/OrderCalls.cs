using System.Runtime.ExceptionServices;
using Grpc.Core;
using Quartermaster.App.Serving.Http;
using Quartermaster.App.Serving.Http.Contracts;
using Quartermaster.App.Serving.Keys;
using Quartermaster.Domain;

namespace Quartermaster.App.Serving.Rpc;

/// <summary>Orders over gRPC.</summary>
[Needs(KeyRole.Shop)]
internal sealed class OrderCalls(ServingDesk desk) : Orders.OrdersBase
{
    // Of one client; others have their own.
    private const int MostAtOnce = 256;

    // The year 2199 and a bit.
    private const long LatestMilliseconds = 7_258_000_000_000;

    /// <inheritdoc/>
    public override Task<OrderReply> Place(OrderRequest request, ServerCallContext context) =>
        PlaceAsync(request, pass: null, context.CancellationToken);

    /// <inheritdoc/>
    public override Task<OrderReply> Commit(OrderStep request, ServerCallContext context) => StepAsync(
        request.Order, () => desk.Orders.CommitAsync(request.Order, context.CancellationToken));

    /// <inheritdoc/>
    public override Task<OrderReply> Cancel(OrderStep request, ServerCallContext context) => StepAsync(
        request.Order, () => desk.Orders.CancelAsync(request.Order, context.CancellationToken));

    /// <inheritdoc/>
    [Needs(KeyRole.Operator)]
    public override Task<OrderReply> Pick(PickRequest request, ServerCallContext context) => StepAsync(
        request.Order, () => desk.Orders.PickAsync(
            request.Order, new() { From = request.From.Length == 0 ? null : request.From }, context.CancellationToken));

    /// <inheritdoc/>
    [Needs(KeyRole.Operator)]
    public override Task<OrderReply> Ship(ShipRequest request, ServerCallContext context) => StepAsync(
        request.Order, () => desk.Orders.ShipAsync(request.Order, new()
        {
            From = request.From.Length == 0 ? null : request.From,
            At = TimeOf(request.At, "/at"),
            Part = request.Part,
        }, context.CancellationToken));

    /// <inheritdoc/>
    public override async Task PlaceStream(
        IAsyncStreamReader<OrderRequest> requests, IServerStreamWriter<OrderReply> replies, ServerCallContext context)
    {
        await using var stream = new RpcStream(desk, context);
        var room = new SemaphoreSlim(MostAtOnce);
        var turn = new SemaphoreSlim(1);
        var fault = default(Exception);
        while (fault is null && await stream.HasNextAsync(requests).ConfigureAwait(false))
        {
            await room.WaitAsync(context.CancellationToken).ConfigureAwait(false);
            _ = AnswerAsync(requests.Current);
        }

        for (var i = 0; i < MostAtOnce; i++)
        {
            await room.WaitAsync(context.CancellationToken).ConfigureAwait(false);
        }

        if (fault is not null)
        {
            ExceptionDispatchInfo.Throw(fault);
        }

        async Task AnswerAsync(OrderRequest request)
        {
            try
            {
                var reply = await PlaceAsync(request, stream.Pass, context.CancellationToken).ConfigureAwait(false);
                await turn.WaitAsync(context.CancellationToken).ConfigureAwait(false);
                try
                {
                    await replies.WriteAsync(reply, context.CancellationToken).ConfigureAwait(false);
                }
                finally
                {
                    turn.Release();
                }
            }
#pragma warning disable CA1031 // The stream ends with the first; without an answer an order is asked for again.
            catch (Exception found)
#pragma warning restore CA1031
            {
                Interlocked.CompareExchange(ref fault, found, null);
            }
            finally
            {
                room.Release();
            }
        }
    }

    // A message of a stream is counted on its pass; a call by itself the gate has counted.
    private async Task<OrderReply> PlaceAsync(OrderRequest request, KeyPass? pass, CancellationToken cancel)
    {
        try
        {
            pass?.Take(1);
            var (_, answer) = await desk.Orders.TakeAsync(
                new(request.Order, [.. request.Items.Select(item => new ItemAsk(item.Product, item.Units))],
                    RpcPlaces.Of(request.Region, request.PostalCode, request.Country))
                {
                    Speed = request.Speed == Speed.Unspecified ? null : request.Speed.ToString(),
                    Offer = request.Offer.Length == 0 ? null : request.Offer,
                    Fill = request.Fill.Length == 0 ? null : request.Fill,
                    Action = request.Hold ? "hold" : null,
                    Customer = request.Customer.Length == 0 ? null : request.Customer,
                    PlacedAt = TimeOf(request.PlacedAt, "/placed_at"),
                }, cancel).ConfigureAwait(false);
            desk.CountOrder(answer);
            return ReplyOf(answer);
        }
        catch (ProblemException fault)
        {
            return ReplyOf(request.Order, fault);
        }
    }

    private static async Task<OrderReply> StepAsync(string order, Func<Task<OrderAnswer>> step)
    {
        try
        {
            return ReplyOf(await step().ConfigureAwait(false));
        }
        catch (ProblemException fault)
        {
            return ReplyOf(order, fault);
        }
    }

    private static string? TimeOf(long milliseconds, string at) => milliseconds switch
    {
        0 => null,
        >= 1 and <= LatestMilliseconds => new Instant(milliseconds).ToString(),
        _ => throw RequestReader.Bad(at, "The time is before 1970 or after 2199.", "Correct it."),
    };

    private static OrderReply ReplyOf(OrderAnswer answer)
    {
        var reply = new OrderReply
        {
            Order = answer.Order, State = answer.State, IsRepeated = answer.IsRepeated,
            Promised = answer.Promised ?? "", NextOffer = NextOf(answer.NextOffer),
        };
        reply.Fulfillments.AddRange(answer.Fulfillments.Select(Of));
        reply.Shipped.AddRange(answer.Shipped.Select(Of));
        reply.Unfulfillable.AddRange(answer.Unfulfillable.Select(Of));
        reply.Waiting.AddRange(answer.Waiting.Select(Of));
        return reply;
    }

    private static OrderReply ReplyOf(string order, ProblemException fault)
    {
        var reply = new OrderReply
        {
            Order = order, Problem = fault.Problem.Type, Detail = RpcStatus.TextOf(fault.Problem),
            NextOffer = NextOf(fault.Problem.NextOffer),
        };
        reply.Unfulfillable.AddRange((fault.Problem.Unfulfillable ?? []).Select(Of));
        reply.Waiting.AddRange((fault.Problem.Waiting ?? []).Select(Of));
        return reply;
    }

    private static NextOffer? NextOf(Http.Contracts.NextOffer? next)
    {
        var offer = next is null ? null : new NextOffer { Speed = next.Speed, Promised = next.Promised };
        offer?.Items.AddRange(next!.Items.Select(Of));
        return offer;
    }

    private static UnfulfillableLine Of(UnfulfillableAnswer line) =>
        new() { Product = line.Product, Units = line.Units, Code = line.Code, Message = line.Message };

    private static WaitingGoods Of(WaitingItem item) =>
        new() { Product = item.Product, Facility = item.Facility, Units = item.Units };

    private static Fulfillment Of(FulfillmentAnswer one)
    {
        var of = new Fulfillment { From = one.From, IsPicked = one.IsPicked };
        of.Items.AddRange(one.Items.Select(Of));
        return of;
    }

    private static Item Of(ShippedItem item) => new() { Product = item.Product, Units = item.Units };
}
