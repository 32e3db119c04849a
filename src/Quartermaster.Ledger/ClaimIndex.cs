using System.Numerics;

namespace Quartermaster.Ledger;

/// <summary>Which orders claim a thing: open claims in chains by a hash of what they claim.</summary>
/// <remarks>New claims wait and are put into their chains many at once, so that the waits for memory overlap: every
/// order that is placed pays for it. There are at least as many chains as things that can be claimed, so few
/// share one. Adding and removing is O(1). 16 bytes per claim and 4 to 8 per thing.</remarks>
internal sealed class ClaimIndex
{
    private const int LeastChains = 16;
    private const int MostChains = 1 << 28;
    private const int MostWaiting = 1 << 12;

    // By the number of the claim. Numbers of claims are kept one higher, so that 0 is none.
    private readonly Slab<Link> _links = new();
    private int[] _chains = new int[LeastChains];
    private int[] _waiting = new int[LeastChains];
    private int _waits;

    /// <summary>Makes chains enough for so many things. O(claims) where they become more.</summary>
    internal void Fit(int things)
    {
        if (things <= _chains.Length || _chains.Length >= MostChains)
        {
            return;
        }

        Settle();
        _chains = new int[Math.Min(MostChains, BitOperations.RoundUpToPowerOf2((uint)things))];
        for (var claim = 0; claim < _links.Used; claim++)
        {
            if (_links[claim].Before >= 0)
            {
                Chain(claim, ref _links[claim]);
            }
        }
    }

    internal void Add(int claim, int order, uint hash)
    {
        while (_links.Used <= claim)
        {
            _links.Take(Link.Unused);
        }

        _links[claim] = new(hash, order, 0, Link.Waits);
        if (_waits == _waiting.Length)
        {
            if (_waits == MostWaiting)
            {
                Settle();
            }
            else
            {
                Array.Resize(ref _waiting, 2 * _waits);
            }
        }

        _waiting[_waits++] = claim;
    }

    internal void Remove(int claim)
    {
        var link = _links[claim];
        _links[claim] = Link.Unused;
        if (link.Before < 0)
        {
            return;
        }

        if (link.Next > 0)
        {
            _links[link.Next - 1].Before = link.Before;
        }

        if (link.Before > 0)
        {
            _links[link.Before - 1].Next = link.Next;
        }
        else
        {
            ChainOf(link.Hash) = link.Next;
        }
    }

    /// <summary>The orders that claim things of a hash, once for each claim, in no order. O(claims in its chain).
    /// </summary>
    internal IEnumerable<int> OrdersOf(uint hash)
    {
        Settle();
        for (var at = ChainOf(hash); at > 0; at = _links[at - 1].Next)
        {
            if (_links[at - 1].Hash == hash)
            {
                yield return _links[at - 1].Order;
            }
        }
    }

    private void Settle()
    {
        foreach (var claim in _waiting.AsSpan(0, _waits))
        {
            // It may be gone by now, or have come again under the same number.
            ref var link = ref _links[claim];
            if (link.Before == Link.Waits)
            {
                Chain(claim, ref link);
            }
        }

        _waits = 0;
    }

    private void Chain(int claim, ref Link link)
    {
        ref var first = ref ChainOf(link.Hash);
        if (first > 0)
        {
            _links[first - 1].Before = claim + 1;
        }

        (link.Next, link.Before) = (first, 0);
        first = claim + 1;
    }

    private ref int ChainOf(uint hash) => ref _chains[hash & (uint)(_chains.Length - 1)];

    private struct Link(uint hash, int order, int next, int before)
    {
        internal const int Waits = -1;

        internal static readonly Link Unused = new(0, 0, 0, -2);

        internal uint Hash = hash;
        internal int Order = order;
        internal int Next = next;
        internal int Before = before;
    }
}
