using Quartermaster.Domain;
using Quartermaster.Numerics;

namespace Quartermaster.Operations.PriceLoop;

/// <summary>What one group uses of one resource.</summary>
internal readonly record struct Use(int Resource, double Amount);

/// <summary>What every group answered at one set of prices.</summary>
internal sealed class Answers
{
    private const int GroupsPerBlock = 256;

    private readonly Use[][] _uses;

    private Answers(double[] prices, double[] values, Use[][] uses) =>
        (Prices, Values, _uses, Usage) = (prices, values, uses, new double[prices.Length]);

    internal double[] Prices { get; }

    /// <summary>What each group's answer is worth, currency.</summary>
    internal double[] Values { get; }

    /// <summary>What all of them are worth.</summary>
    internal double Value { get; private set; }

    /// <summary>What all of them use of each resource.</summary>
    internal double[] Usage { get; }

    /// <summary>What a group uses, by ascending resource.</summary>
    internal ReadOnlySpan<Use> UsesOf(int group) => _uses[group];

    /// <summary>Asks each group apart, in blocks; sums in the order of the groups.</summary>
    internal static Answers Ask<TInputs>(
        IPriced<TInputs> engine, TInputs[] groups, double[] prices, int threads, CancellationToken cancel)
        where TInputs : IGrouped<TInputs>
    {
        var answers = new Answers(prices, new double[groups.Length], new Use[groups.Length][]);
        Blocks.Run(groups.Length, GroupsPerBlock, threads, Ask, cancel);
        for (var group = 0; group < groups.Length; group++)
        {
            answers.Value += answers.Values[group];
            foreach (var (resource, amount) in answers._uses[group])
            {
                answers.Usage[resource] += amount;
            }
        }

        return answers;

        void Ask(Block block)
        {
            var usage = new double[prices.Length];
            var uses = new List<Use>();
            for (var group = block.Start; group < block.Start + block.Count; group++)
            {
                answers.Values[group] = engine.Respond(groups[group], prices, usage);
                uses.Clear();
                for (var resource = 0; resource < usage.Length; resource++)
                {
                    if (usage[resource] != 0)
                    {
                        uses.Add(new(resource, usage[resource]));
                    }
                }

                answers._uses[group] = uses.Count == 0 ? [] : [.. uses];
            }
        }
    }
}
