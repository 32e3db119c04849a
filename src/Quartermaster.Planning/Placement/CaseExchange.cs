namespace Quartermaster.Planning.Placement;

/// <summary>Moves cases of a split one by one, the best move first, until none earns more: README, equation 5.
/// </summary>
/// <remarks>
/// A split that no move of one case improves is the best one, for the worth is M♮-concave in cases, whatever odd units
/// rest where (Murota 2003, theorem 6.26). From a best split without them it is as many moves away as there are nodes
/// above their facility at most: at the nearest best split each move relieves a node of its own there, or it could be
/// taken back. Cost of a move: O(nodes).
/// </remarks>
internal sealed class CaseExchange
{
    private readonly SplitProblem _problem;
    private readonly SpillTree _tree;
    private readonly long[] _units;
    private readonly Step[] _more;
    private readonly Step[] _fewer;
    private readonly Move[] _moves;

    internal CaseExchange(SplitProblem problem)
    {
        (_problem, _tree) = (problem, problem.Serve.Tree);
        var nodes = _tree.Parents.Length;
        (_units, _more, _fewer, _moves) = (new long[nodes], new Step[nodes], new Step[nodes], new Move[nodes]);
    }

    /// <summary>Moves cases until no move earns more.</summary>
    /// <param name="units">By facility: the split, changed here.</param>
    /// <param name="least">By facility: what stays there.</param>
    /// <param name="isFree">By facility: whether cases may come and go.</param>
    /// <param name="caseUnits">Units in a case.</param>
    /// <param name="causes">What counts.</param>
    internal void Climb(
        Span<long> units, ReadOnlySpan<long> least, ReadOnlySpan<bool> isFree, long caseUnits, SplitCauses causes)
    {
        // Rounding could move a case to and fro for ever.
        for (var round = 0; round < _moves.Length; round++)
        {
            for (var node = 0; node < _moves.Length; node++)
            {
                if (node < units.Length)
                {
                    WeighLeaf(node, units[node], units[node] - least[node], isFree[node], caseUnits, causes);
                }
                else
                {
                    Join(node, caseUnits);
                }
            }

            var (gain, from, to) = _moves[^1];
            if (!(gain > _problem.Noise))
            {
                return;
            }

            units[from] -= caseUnits;
            units[to] += caseUnits;
        }
    }

    private void WeighLeaf(int leaf, long units, long spare, bool isFree, long caseUnits, SplitCauses causes)
    {
        ref readonly var at = ref _problem.Leaves[leaf];
        _units[leaf] = units;
        _moves[leaf] = new(double.NegativeInfinity, leaf, leaf);
        _more[leaf] = new(isFree
            ? at.Gain(units, units + caseUnits, causes) + Served(leaf, units, units + caseUnits)
            : double.NegativeInfinity, leaf);
        _fewer[leaf] = new(isFree && spare >= caseUnits
            ? at.Gain(units, units - caseUnits, causes) - Served(leaf, units - caseUnits, units)
            : double.NegativeInfinity, leaf);
    }

    // The best moves within a node, into it and out of it; those between its sides change nothing of the node itself.
    private void Join(int node, long caseUnits)
    {
        var (left, right) = (_tree.Lefts[node], _tree.Rights[node]);
        var units = _units[node] = _units[left] + _units[right];
        _moves[node] = Better(Better(_moves[left], _moves[right]), Better(
            Move.Of(_fewer[left], _more[right]), Move.Of(_fewer[right], _more[left])));
        if (_tree.Parents[node] >= 0)
        {
            var (more, fewer) = (Better(_more[left], _more[right]), Better(_fewer[left], _fewer[right]));
            _more[node] = more with { Gain = more.Gain + Served(node, units, units + caseUnits) };
            _fewer[node] = units < caseUnits ? fewer
                : fewer with { Gain = fewer.Gain - Served(node, units - caseUnits, units) };
        }
    }

    private double Served(int node, long fromUnits, long toUnits) => _problem.Steps[node] <= 0 ? 0
        : _problem.Steps[node] * Math.Max(0, _problem.Served.Of(node, toUnits) - _problem.Served.Of(node, fromUnits));

    private static Step Better(Step one, Step other) => one.Gain >= other.Gain ? one : other;

    private static Move Better(Move one, Move other) => one.Gain >= other.Gain ? one : other;

    private readonly record struct Step(double Gain, int Leaf);

    private readonly record struct Move(double Gain, int From, int To)
    {
        internal static Move Of(Step from, Step to) => new(from.Gain + to.Gain, from.Leaf, to.Leaf);
    }
}
