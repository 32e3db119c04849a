using System.Runtime.InteropServices;
using Quartermaster.Domain;
using Quartermaster.Domain.Routes;
using Quartermaster.Domain.Tables;
using Quartermaster.Fulfillment.Promise;

namespace Quartermaster.App.Serving.Plane;

/// <summary>Carts that are promised together: by the board those that ask from about now, by the engine the others.
/// </summary>
/// <param name="view">What they are promised by.</param>
/// <param name="now">What the clock shows.</param>
internal sealed class CartBatch(PlaneView view, Instant now)
{
    // The board lays rows out for one time; carts of many times would have it lay them out again and again.
    private const long NearMilliseconds = 5 * 60_000;

    private readonly List<CartRequest> _requests = [];
    private readonly List<int> _sizes = [];
    private readonly List<int> _starts = [];
    private readonly List<CartLine> _lines = [];

    /// <summary>How many carts there are.</summary>
    internal int Count => _requests.Count;

    /// <summary>What they are promised by.</summary>
    internal PlaneView View => view;

    /// <summary>What the clock showed.</summary>
    internal Instant Now => now;

    internal CartRequest RequestOf(int cart) => _requests[cart];

    /// <summary>The lines of a cart. Valid until a cart is added.</summary>
    internal ReadOnlySpan<CartLine> LinesOf(int cart) =>
        CollectionsMarshal.AsSpan(_lines).Slice(_starts[cart], _sizes[cart]);

    /// <summary>Adds a cart.</summary>
    internal void Add(in CartRequest request, ReadOnlySpan<CartLine> lines)
    {
        _requests.Add(request);
        _starts.Add(_lines.Count);
        _sizes.Add(lines.Length);
        _lines.AddRange(lines);
    }

    /// <summary>Promises all of them.</summary>
    /// <param name="speeds">The speeds, fastest first.</param>
    /// <returns>One offer per cart and speed, cart after cart.</returns>
    internal PromiseOffer[] Decide(ReadOnlySpan<Speed> speeds)
    {
        var offers = new PromiseOffer[Count * speeds.Length];
        var inputs = view.Inputs with
        {
            Carts = Groups.OfSizes([.. _sizes]), Lines = new([.. _lines]), Requests = new([.. _requests]),
        };
        if (_requests.TrueForAll(request => IsNear(request.At)))
        {
            view.Board.Decide(inputs, speeds, offers);
            return offers;
        }

        Span<PromiseRow> rows = stackalloc PromiseRow[PromiseInputs.SpeedCount];
        for (var cart = 0; cart < Count; cart++)
        {
            view.Engine.DecideOne(view.Inputs, _requests[cart], inputs.LinesOf(cart), rows);
            for (var i = 0; i < speeds.Length; i++)
            {
                offers[(cart * speeds.Length) + i] = rows[(int)speeds[i] - 1].ToOffer();
            }
        }

        return offers;
    }

    private bool IsNear(Instant at) => Math.Abs(at.UnixMilliseconds - now.UnixMilliseconds) <= NearMilliseconds;
}
