namespace Quartermaster.Planning.Placement;

/// <summary>Splits units among facilities, case by case, each case to where it earns most: README, equations 4 and 5.
/// </summary>
/// <remarks>
/// Exact: the worth is laminar concave, so the greedy split is the best one. Large quantities take large steps first
/// and then step back by the proximity bound. A remainder is tried at every facility, and cases make way for it.
/// Cost: O(cases × depth of the tree); at most about 256 + 8·F² steps per halving of the step where quantities are
/// large; a remainder adds O(F²) and a few moves.
/// </remarks>
internal sealed class CaseSplit
{
    private const long MostSteps = 256;

    private readonly SplitProblem _problem;
    private readonly SpillTree _tree;
    private readonly CaseExchange _exchange;
    private readonly ServedDemand[] _demand;
    private readonly double[] _gains;
    private readonly double[] _below;
    private readonly int[] _best;
    private readonly long[] _fixed;
    private readonly long[] _start;
    private readonly long[] _whole;
    private readonly long[] _trial;
    private readonly long[] _nodes;

    internal CaseSplit(SplitProblem problem)
    {
        (_problem, _tree, _exchange) = (problem, problem.Serve.Tree, new(problem));
        var nodes = _tree.Parents.Length;
        var leaves = problem.Leaves.Length;
        (_demand, _gains, _below, _best) =
            (new ServedDemand[nodes], new double[nodes], new double[nodes], new int[nodes]);
        (_fixed, _start, _nodes) = (new long[leaves], new long[leaves], new long[nodes]);
        (_whole, _trial) = (new long[leaves], new long[leaves]);
        (Units, IsFree) = (new long[leaves], new bool[leaves]);
    }

    /// <summary>By facility: the best split found last.</summary>
    internal long[] Units { get; }

    /// <summary>By facility: whether the split may send units there; set before.</summary>
    internal bool[] IsFree { get; }

    /// <summary>By facility: units that are sent there in any case; set before.</summary>
    internal Span<long> Fixed => _fixed;

    /// <summary>Finds the best split of the units beyond the fixed ones; some facility must be free.</summary>
    internal void Split(long units, long caseUnits, SplitCauses causes)
    {
        _fixed.CopyTo(_start, 0);
        Fill(units / caseUnits, caseUnits, causes, Units);
        if (units % caseUnits is > 0 and var remainder)
        {
            PlaceRemainder(remainder, caseUnits, causes);
        }
    }

    /// <summary>What a split earns beyond placing nothing, of the given causes; currency.</summary>
    internal double Worth(ReadOnlySpan<long> units, SplitCauses causes)
    {
        var worth = 0.0;
        for (var node = 0; node < _nodes.Length; node++)
        {
            _nodes[node] = node < units.Length ? units[node] : _nodes[_tree.Lefts[node]] + _nodes[_tree.Rights[node]];
            if (node < units.Length && units[node] > 0)
            {
                worth += _problem.Leaves[node].Gain(0, units[node], causes);
            }

            if (_nodes[node] > 0 && _problem.Steps[node] > 0)
            {
                worth += _problem.Steps[node]
                    * _problem.Served.Of(node, _nodes[node]);
            }
        }

        return worth;
    }

    // At every facility in turn: cases that it makes less welcome there go elsewhere.
    private void PlaceRemainder(long remainder, long caseUnits, SplitCauses causes)
    {
        var best = double.NegativeInfinity;
        Units.CopyTo(_whole, 0);
        for (var leaf = 0; leaf < IsFree.Length; leaf++)
        {
            if (IsFree[leaf])
            {
                _whole.CopyTo(_trial, 0);
                _trial[leaf] += remainder;
                _start[leaf] += remainder;
                _exchange.Climb(_trial, _start, IsFree, caseUnits, causes);
                _start[leaf] -= remainder;
                if (Worth(_trial, causes) is var worth && worth > best)
                {
                    best = worth;
                    _trial.CopyTo(Units, 0);
                }
            }
        }
    }

    private void Fill(long cases, long caseUnits, SplitCauses causes, long[] units)
    {
        var step = 1L;
        var mostSteps = Math.Max(MostSteps, 8L * IsFree.Length * IsFree.Length);
        while (!_problem.IsCounted && cases / step > mostSteps)
        {
            step *= 4;
        }

        _start.CopyTo(units, 0);
        var left = cases;
        while (true)
        {
            Reset(units, step * caseUnits, causes);
            for (; left >= step; left -= step)
            {
                Take(units, step * caseUnits, causes);
            }

            if (step == 1)
            {
                return;
            }

            left += StepBack(units, (IsFree.Length - 1) * (step - 1), caseUnits);
            step /= 4;
        }
    }

    // The best split in small steps is at least the best one in large steps less (F − 1)·(step − 1) cases.
    private long StepBack(long[] units, long mostCases, long caseUnits)
    {
        var cases = 0L;
        for (var leaf = 0; leaf < units.Length; leaf++)
        {
            var back = Math.Min(mostCases, (units[leaf] - _start[leaf]) / caseUnits);
            units[leaf] -= back * caseUnits;
            cases += back;
        }

        return cases;
    }

    private void Reset(ReadOnlySpan<long> units, long stepUnits, SplitCauses causes)
    {
        for (var node = 0; node < _nodes.Length; node++)
        {
            var isLeaf = node < units.Length;
            _nodes[node] = isLeaf ? units[node] : _nodes[_tree.Lefts[node]] + _nodes[_tree.Rights[node]];
            if (_problem.Steps[node] > 0)
            {
                _demand[node] = _problem.DemandOf(node, _problem.Stocks[node] + _nodes[node]);
            }

            Weigh(node, units, stepUnits, causes);
        }
    }

    private void Take(long[] units, long stepUnits, SplitCauses causes)
    {
        var node = _best[^1];
        units[node] += stepUnits;
        for (; node >= 0; node = _tree.Parents[node])
        {
            Weigh(node, units, stepUnits, causes);
        }
    }

    // What the next step earns in a node, and where below it. The root earns the same wherever a step goes.
    private void Weigh(int node, ReadOnlySpan<long> units, long stepUnits, SplitCauses causes)
    {
        var (step, isRoot) = (_problem.Steps[node], _tree.Parents[node] < 0);
        _gains[node] = step > 0 && !isRoot ? step * _demand[node].Add(stepUnits) : 0;
        if (node < units.Length)
        {
            _best[node] = node;
            _below[node] = IsFree[node]
                ? _problem.Leaves[node].Gain(units[node], units[node] + stepUnits, causes)
                : double.NegativeInfinity;
            return;
        }

        var (left, right) = (_tree.Lefts[node], _tree.Rights[node]);
        var (fromLeft, fromRight) = (_below[left] + _gains[left], _below[right] + _gains[right]);
        (_best[node], _below[node]) = fromLeft >= fromRight ? (_best[left], fromLeft) : (_best[right], fromRight);
    }
}
