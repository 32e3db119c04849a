using Quartermaster.Domain;
using Quartermaster.Numerics;

namespace Quartermaster.Operations.PriceLoop;

/// <summary>The groups of a plan, each asked on its own, in blocks that each have a desk.</summary>
internal sealed class PricedGroups
{
    internal const int PerBlock = 256;

    private readonly IPricedDesk[] _desks;

    private PricedGroups(int count, IPricedDesk[] desks) => (Count, _desks) = (count, desks);

    internal int Count { get; }

    internal static PricedGroups Of<TInputs>(IPriced<TInputs> engine, TInputs inputs)
        where TInputs : IGrouped<TInputs>
    {
        var desks = new IPricedDesk[(inputs.Count + PerBlock - 1) / PerBlock];
        for (var block = 0; block < desks.Length; block++)
        {
            var first = block * PerBlock;
            desks[block] = engine.Open(inputs.Slice(first, Math.Min(PerBlock, inputs.Count - first)));
        }

        return new(inputs.Count, desks);
    }

    /// <summary>Asks one group; a block's groups by one thread at a time.</summary>
    internal double Respond(int group, ReadOnlySpan<double> prices, Span<double> usage) =>
        _desks[group / PerBlock].Respond(group % PerBlock, prices, usage);
}
