using Grpc.Core;
using Quartermaster.App.Serving.Http;
using Quartermaster.App.Serving.Http.Contracts;
using Quartermaster.App.Serving.Keys;

namespace Quartermaster.App.Serving.Rpc;

/// <summary>Stock of other systems over gRPC.</summary>
[Needs(KeyRole.Operator)]
internal sealed class InventoryCalls(ServingDesk desk) : Inventory.InventoryBase
{
    /// <inheritdoc/>
    public override async Task Feed(
        IAsyncStreamReader<FeedRequest> requests, IServerStreamWriter<FeedReply> replies, ServerCallContext context)
    {
        await using var stream = new RpcStream(desk, context);
        while (await stream.HasNextAsync(requests).ConfigureAwait(false))
        {
            await replies.WriteAsync(
                await FeedAsync(requests.Current, stream.Pass, context.CancellationToken).ConfigureAwait(false),
                context.CancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<FeedReply> FeedAsync(FeedRequest request, KeyPass pass, CancellationToken cancel)
    {
        try
        {
            pass.Take(1);
            var answer = await desk.Stock.FeedAsync(new(request.Feed,
                [.. request.Updates.Select(update => new UpdatePost(
                    update.Product, update.Facility, update.Sequence, update.Units)
                    { Kind = update.IsChange ? "change" : null })]), cancel).ConfigureAwait(false);
            var reply = new FeedReply
            {
                Applied = answer.Applied, RepeatedUpdates = answer.Repeated, Late = answer.Late,
                ClaimsReleased = answer.ClaimsReleased,
            };
            reply.Refused.AddRange(answer.Refused.Select(one => new Refusal { Row = one.Row, Message = one.Message }));
            return reply;
        }
        catch (ProblemException fault)
        {
            return new() { Problem = RpcStatus.TextOf(fault.Problem), ProblemType = fault.Problem.Type };
        }
    }
}
