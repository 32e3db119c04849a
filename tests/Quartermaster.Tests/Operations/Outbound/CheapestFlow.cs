namespace Quartermaster.Tests.Operations.Outbound;

/// <summary>A flow of least cost by successive shortest paths (Bellman and Ford), arc by arc: the slow way to solve a
/// transportation program, and another one than prices.</summary>
internal sealed class CheapestFlow(int nodes)
{
    private readonly List<(int From, int To, double Left, double Cost)> _arcs = [];

    /// <summary>Adds an arc, and its way back.</summary>
    internal void Add(int from, int to, double capacity, double cost)
    {
        _arcs.Add((from, to, capacity, cost));
        _arcs.Add((to, from, 0, -cost));
    }

    /// <summary>Sends as much as can be sent, and says what that costs.</summary>
    internal double Send(int source, int sink)
    {
        for (var cost = 0.0; ; )
        {
            var by = Shortest(source);
            if (by[sink] < 0)
            {
                return cost;
            }

            var units = double.PositiveInfinity;
            for (var at = sink; at != source; at = _arcs[by[at]].From)
            {
                units = Math.Min(units, _arcs[by[at]].Left);
            }

            for (var at = sink; at != source; at = _arcs[by[at]].From)
            {
                Move(by[at], units);
                cost += units * _arcs[by[at]].Cost;
            }
        }
    }

    private void Move(int arc, double units)
    {
        _arcs[arc] = _arcs[arc] with { Left = _arcs[arc].Left - units };
        _arcs[arc ^ 1] = _arcs[arc ^ 1] with { Left = _arcs[arc ^ 1].Left + units };
    }

    private int[] Shortest(int source)
    {
        var (best, by) = (new double[nodes], new int[nodes]);
        Array.Fill(best, double.PositiveInfinity);
        Array.Fill(by, -1);
        best[source] = 0;
        for (var isBetter = true; isBetter;)
        {
            isBetter = false;
            for (var arc = 0; arc < _arcs.Count; arc++)
            {
                var (from, to, left, cost) = _arcs[arc];
                if (left > 0 && best[from] + cost < best[to] - 1e-9)
                {
                    (best[to], by[to], isBetter) = (best[from] + cost, arc, true);
                }
            }
        }

        return by;
    }
}
