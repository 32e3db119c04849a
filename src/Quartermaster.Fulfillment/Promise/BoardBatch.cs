using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Fulfillment.Promise;

/// <summary>Carts that a board promises together, and what it has read for all of them.</summary>
internal readonly ref struct BoardBatch
{
    internal required PromiseInputs Inputs { get; init; }

    internal required ReadOnlySpan<Speed> Speeds { get; init; }

    internal required ReadOnlySpan<ulong> Open { get; init; }

    internal required int FirstDay { get; init; }

    internal required ReadOnlySpan<CartRequest> Requests { get; init; }

    internal required ReadOnlySpan<int> Starts { get; init; }

    internal required ReadOnlySpan<CartLine> Lines { get; init; }

    internal required ReadOnlySpan<ShipTerms> Terms { get; init; }

    internal ReadOnlySpan<CartLine> LinesOf(int cart) =>
        Lines[(Starts[cart] - Starts[0])..(Starts[cart + 1] - Starts[0])];
}
