using Grpc.Core;
using Quartermaster.App.Serving.Http;
using Quartermaster.App.Serving.Keys;
using Quartermaster.App.Serving.Plane;
using Quartermaster.Domain.Routes;
using Quartermaster.Fulfillment.Promise;
using DomainSpeed = Quartermaster.Domain.Tables.Speed;

namespace Quartermaster.App.Serving.Rpc;

/// <summary>Promises over gRPC: batch after batch on one line.</summary>
[Needs(KeyRole.Reader)]
internal sealed class PromiseCalls(ServingDesk desk) : Promises.PromisesBase
{
    // The year 2199 and a bit.
    private const long LatestMilliseconds = 7_258_000_000_000;

    /// <inheritdoc/>
    public override Task<PromiseReply> Promise(PromiseRequest request, ServerCallContext context)
    {
        KeyPass.Of(context.GetHttpContext()).TakeRest(Math.Min(request.Carts.Count, PromiseAnswers.MostCarts));
        return Task.FromResult(Answer(request));
    }

    /// <inheritdoc/>
    public override async Task PromiseStream(
        IAsyncStreamReader<PromiseRequest> requests, IServerStreamWriter<PromiseReply> replies,
        ServerCallContext context)
    {
        await using var stream = new RpcStream(desk, context);
        while (await stream.HasNextAsync(requests).ConfigureAwait(false))
        {
            await replies.WriteAsync(Answer(requests.Current, stream.Pass), context.CancellationToken)
                .ConfigureAwait(false);
        }
    }

    // What is wrong with one message is said in its place; the next may be better.
    private PromiseReply Answer(PromiseRequest request, KeyPass pass)
    {
        try
        {
            pass.Take(Math.Clamp(request.Carts.Count, 1, PromiseAnswers.MostCarts));
            return Answer(request);
        }
        catch (ProblemException fault)
        {
            return new() { Problem = fault.Problem.Type, Detail = RpcStatus.TextOf(fault.Problem) };
        }
    }

    private PromiseReply Answer(PromiseRequest request)
    {
        var (view, now, reply) = (desk.Plane.View, desk.Plane.Now, new PromiseReply());
        if (request.Carts.Count is 0 or > PromiseAnswers.MostCarts || request.Speeds.Count > PromiseInputs.SpeedCount)
        {
            throw RequestReader.Bad("/carts", $"{request.Carts.Count} carts, {request.Speeds.Count} speeds.",
                "Ask for 1 to 1,000 carts, and each speed once.");
        }

        var speeds = SpeedsOf(request);
        var (batch, numbers) = (new CartBatch(view, now), new int[request.Carts.Count]);
        for (var i = 0; i < numbers.Length; i++)
        {
            var promise = new CartPromise();
            numbers[i] = batch.Count;
            try
            {
                var cart = request.Carts[i];
                var at = cart.At == 0 ? now : cart.At is >= 1 and <= LatestMilliseconds ? new(cart.At)
                    : throw RequestReader.Bad("/at", "The time is before 1970 or after 2199.", "Correct it.");
                var lines = RequestReader.Cart(
                    view, cart.Items.Count, n => (cart.Items[n].Product, cart.Items[n].Units));
                batch.Add(new(RequestReader.Region(view, RpcPlaces.Of(cart.Region, cart.PostalCode, cart.Country)), at),
                    lines);
            }
            catch (ProblemException fault)
            {
                (numbers[i], promise.Problem) = (-1, RpcStatus.TextOf(fault.Problem));
            }

            reply.Promises.Add(promise);
        }

        Write(request, batch, batch.Decide(speeds), speeds.Length, numbers, reply);
        desk.CountCarts(numbers.Length);
        return reply;
    }

    private void Write(
        PromiseRequest request, CartBatch batch, PromiseOffer[] offers, int speeds, int[] numbers, PromiseReply reply)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] >= 0)
            {
                Write(request, batch, numbers[i], offers.AsSpan(numbers[i] * speeds, speeds), reply.Promises[i]);
            }
        }
    }

    private void Write(
        PromiseRequest request, CartBatch batch, int cart, ReadOnlySpan<PromiseOffer> offers, CartPromise promise)
    {
        foreach (ref readonly var offer in offers)
        {
            if (offer.IsOffered)
            {
                promise.Offers.Add(Offer(request, batch, cart, in offer));
            }
        }

        if (request.Reasons && promise.Offers.Count < offers.Length)
        {
            promise.NotOffered.AddRange(PromiseAnswers.WhyNot(
                batch.View, batch.RequestOf(cart), batch.LinesOf(cart), offers).Select(one => new Constraint
                {
                    Speed = (Speed)(int)RequestReader.SpeedOf(one.Speed, "/speed"), Type = one.Type, Code = one.Code,
                    Message = one.Message,
                }));
        }
    }

    private Offer Offer(PromiseRequest request, CartBatch batch, int cart, in PromiseOffer offer)
    {
        var (view, asked) = (batch.View, batch.RequestOf(cart));
        var expires = desk.Promises.ExpiresOf(view, batch.Now, in offer);
        var (from, until) = PromiseAnswers.DeliveryOf(view.Parts.Routes, asked.Region, in offer);
        var answer = new Offer
        {
            Speed = (Speed)(int)offer.Speed,
            PromisedMinute = offer.PromisedMinute,
            ShipFromMinute = asked.At.UnixMinutes,
            ShipMinute = view.Parts.Routes.DepartureOf(offer.Option).DepartureMinute,
            EarliestMinute = offer.EarliestMinute,
            CostMicros = offer.CostMicros,
            Confidence = offer.Confidence,
            DeliveryFromMinute = from,
            DeliveryUntilMinute = until,
            ExpiresMinute = expires,
            Offer_ = request.Quotes
                ? desk.Promises.QuoteOf(asked.Region, in offer, expires, batch.LinesOf(cart)) : "",
        };
        answer.From.AddRange(PromiseAnswers.From(view, offer.Origins));
        answer.Arriving.AddRange((ArrivingUnits.Of(view, asked.At.UnixMinutes, batch.LinesOf(cart), in offer) ?? [])
            .Select(item => new WaitingGoods
            {
                Product = item.Product, Facility = item.Facility, Units = item.Units,
            }));
        return answer;
    }

    private static DomainSpeed[] SpeedsOf(PromiseRequest request) => request.Speeds.Count == 0
        ? RequestReader.AllSpeeds.ToArray()
        : [.. request.Speeds.Select(speed => (int)speed is >= 1 and <= PromiseInputs.SpeedCount
            ? (DomainSpeed)(int)speed
            : throw RequestReader.Bad("/speeds", $"There is no speed {(int)speed}.", "Speeds are 1 to 5."))
            .Distinct().Order()];
}
