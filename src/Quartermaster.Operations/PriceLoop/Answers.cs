using Quartermaster.Numerics;

namespace Quartermaster.Operations.PriceLoop;

/// <summary>What one group uses of one resource.</summary>
internal readonly record struct Use(int Resource, double Amount);

/// <summary>What every group answered at one set of prices.</summary>
internal sealed class Answers
{
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
    internal static Answers Ask(
        PricedGroups groups, double[] prices, IReadOnlyList<Answers> before, int threads, CancellationToken cancel)
    {
        var answers = new Answers(prices, 0, groups.Count);
        Blocks.Run(groups.Count, PricedGroups.PerBlock, threads, Work, cancel);
        for (var group = 0; group < groups.Count; group++)
        {
            answers.Add(group);
        }

        return answers;

        void Work(Block block)
        {
            answers.Fill(groups, block);
            for (var group = block.Start; group < block.Start + block.Count; group++)
            {
                answers._areTwins[group] = answers.IsIn(before, group);
            }
        }
    }

    /// <summary>Asks one group.</summary>
    internal static Answers AskOne(PricedGroups groups, int group, double[] prices)
    {
        var answers = new Answers(prices, group, 1);
        answers.Fill(groups, new(0, group, 1));
        answers.Add(group);
        return answers;
    }

    private bool IsIn(IReadOnlyList<Answers> before, int group)
    {
        for (var i = 0; i < before.Count; i++)
        {
            if (before[i].Holds(group) && before[i].ValueOf(group) == ValueOf(group)
                && before[i].UsesOf(group).SequenceEqual(UsesOf(group)))
            {
                return true;
            }
        }

        return false;
    }

    private void Add(int group)
    {
        Value += ValueOf(group);
        foreach (var (resource, amount) in UsesOf(group))
        {
            Usage[resource] += amount;
        }
    }

    private void Fill(PricedGroups groups, Block block)
    {
        var usage = new double[Prices.Length];
        var uses = new List<Use>();
        for (var group = block.Start; group < block.Start + block.Count; group++)
        {
            _values[group - _first] = groups.Respond(group, Prices, usage);
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
