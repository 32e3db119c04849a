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
    private readonly double[] _values;
    private readonly bool[] _areTwins;
    private readonly int _first;

    private Answers(double[] prices, int first, int count) =>
        (Prices, _first, _values, _uses, _areTwins, Usage) =
            (prices, first, new double[count], new Use[count][], new bool[count], new double[prices.Length]);

    internal double[] Prices { get; }

    /// <summary>What all of them are worth.</summary>
    internal double Value { get; private set; }

    /// <summary>What all of them use of each resource.</summary>
    internal double[] Usage { get; }

    /// <summary>Whether a group was asked.</summary>
    internal bool Holds(int group) => group >= _first && group - _first < _values.Length;

    /// <summary>Whether a group gave the same answer before, at other prices; then it need not be looked at again.
    /// </summary>
    internal bool IsTwin(int group) => _areTwins[group - _first];

    /// <summary>What a group's answer is worth, currency.</summary>
    internal double ValueOf(int group) => _values[group - _first];

    /// <summary>What a group uses, by ascending resource.</summary>
    internal ReadOnlySpan<Use> UsesOf(int group) => _uses[group - _first];

    /// <summary>Asks each group apart, in blocks; sums in the order of the groups.</summary>
    internal static Answers Ask<TInputs>(
        IPriced<TInputs> engine, TInputs[] groups, double[] prices, IReadOnlyList<Answers> before, int threads,
        CancellationToken cancel)
        where TInputs : IGrouped<TInputs>
    {
        var answers = new Answers(prices, 0, groups.Length);
        Blocks.Run(groups.Length, GroupsPerBlock, threads, Work, cancel);
        for (var group = 0; group < groups.Length; group++)
        {
            answers.Add(group);
        }

        return answers;

        void Work(Block block)
        {
            answers.Fill(engine, groups, block);
            for (var group = block.Start; group < block.Start + block.Count; group++)
            {
                answers._areTwins[group] = before.Any(other => other.Holds(group)
                    && other.ValueOf(group) == answers.ValueOf(group)
                    && other.UsesOf(group).SequenceEqual(answers.UsesOf(group)));
            }
        }
    }

    /// <summary>Asks one group.</summary>
    internal static Answers AskOne<TInputs>(IPriced<TInputs> engine, TInputs[] groups, int group, double[] prices)
        where TInputs : IGrouped<TInputs>
    {
        var answers = new Answers(prices, group, 1);
        answers.Fill(engine, groups, new(0, group, 1));
        answers.Add(group);
        return answers;
    }

    private void Add(int group)
    {
        Value += ValueOf(group);
        foreach (var (resource, amount) in UsesOf(group))
        {
            Usage[resource] += amount;
        }
    }

    private void Fill<TInputs>(IPriced<TInputs> engine, TInputs[] groups, Block block)
        where TInputs : IGrouped<TInputs>
    {
        var usage = new double[Prices.Length];
        var uses = new List<Use>();
        for (var group = block.Start; group < block.Start + block.Count; group++)
        {
            _values[group - _first] = engine.Respond(groups[group], Prices, usage);
            uses.Clear();
            for (var resource = 0; resource < usage.Length; resource++)
            {
                if (usage[resource] != 0)
                {
                    uses.Add(new(resource, usage[resource]));
                }
            }

            _uses[group - _first] = uses.Count == 0 ? [] : [.. uses];
        }
    }
}
