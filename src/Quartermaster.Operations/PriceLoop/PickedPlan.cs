using Quartermaster.Numerics;

namespace Quartermaster.Operations.PriceLoop;

/// <summary>One answer picked for each group, and what they use together.</summary>
internal sealed class PickedPlan
{
    private const ulong RoundingStream = 0xA1;

    private readonly List<Answers> _offers;
    private readonly double[] _limits;
    private readonly double[] _slacks;
    private readonly double[] _change;
    private readonly List<int> _touched = [];

    internal PickedPlan(List<Answers> offers, double[] limits, ReadOnlySpan<double> weights, ReadOnlySpan<ulong> keys,
        ulong seed)
    {
        (_offers, _limits, _change, Usage) = (offers, limits, new double[limits.Length], new double[limits.Length]);
        _slacks = [.. limits.Select(limit => 1e-9 * Math.Max(1, limit))];
        Picks = new int[keys.Length];
        for (var group = 0; group < keys.Length; group++)
        {
            var draw = KeyedRandom.Uniform(seed, RoundingStream, keys[group], 0);
            var last = 0;
            for (var offer = 0; offer < weights.Length && draw >= 0; offer++)
            {
                (last, draw) = weights[offer] > 0 ? (offer, draw - weights[offer]) : (last, draw);
            }

            Picks[group] = last;
        }

        Sum();
    }

    internal IReadOnlyList<Answers> Offers => _offers;

    /// <summary>What each resource holds.</summary>
    internal ReadOnlySpan<double> Limits => _limits;

    /// <summary>For each group, which offer it takes.</summary>
    internal int[] Picks { get; }

    internal double[] Usage { get; }

    internal double Value { get; private set; }

    /// <summary>How far a resource is used beyond its limit, in its unit; 0 within rounding of the
    /// arithmetic.</summary>
    internal double OverflowOf(int resource) => OverflowOf(resource, Usage[resource]);

    /// <summary>Whether a resource is used to within 1 % of its limit, or beyond.</summary>
    internal bool IsNearlyFull(int resource) => Usage[resource] > 0.99 * _limits[resource];

    /// <summary>The sum of overflow, each as a share of its limit.</summary>
    internal double TotalOverflow()
    {
        var sum = 0.0;
        for (var resource = 0; resource < Usage.Length; resource++)
        {
            sum += OverflowOf(resource) / Scale(resource);
        }

        return sum;
    }

    /// <summary>The resource with the largest share of overflow that is not excluded; −1 if there is none.</summary>
    internal int MostOverflown(ReadOnlySpan<bool> excluded)
    {
        var (found, most) = (-1, 0.0);
        for (var resource = 0; resource < Usage.Length; resource++)
        {
            var share = excluded[resource] ? 0 : OverflowOf(resource) / Scale(resource);
            (found, most) = share > most ? (resource, share) : (found, most);
        }

        return found;
    }

    /// <summary>By how much total overflow changes when a group takes another offer.</summary>
    internal double OverflowChange(int group, int offer)
    {
        Collect(group, offer);
        var sum = 0.0;
        foreach (var resource in _touched)
        {
            sum += (OverflowOf(resource, Usage[resource] + _change[resource]) - OverflowOf(resource)) / Scale(resource);
        }

        Forget();
        return sum;
    }

    /// <summary>Lets more be offered.</summary>
    internal void Offer(Answers answers) => _offers.Add(answers);

    /// <summary>Takes back the last offer, which nobody takes.</summary>
    internal void Withdraw() => _offers.RemoveAt(_offers.Count - 1);

    /// <summary>Whether a group may take another offer with no resource overflowing more than it does.</summary>
    internal bool Fits(int group, int offer)
    {
        Collect(group, offer);
        var fits = true;
        foreach (var resource in _touched)
        {
            fits &= _change[resource] <= 0 || OverflowOf(resource, Usage[resource] + _change[resource]) == 0;
        }

        Forget();
        return fits;
    }

    /// <summary>Lets a group take another offer.</summary>
    internal void Take(int group, int offer)
    {
        Collect(group, offer);
        foreach (var resource in _touched)
        {
            Usage[resource] += _change[resource];
        }

        Forget();
        Value += _offers[offer].ValueOf(group) - _offers[Picks[group]].ValueOf(group);
        Picks[group] = offer;
    }

    /// <summary>Adds up again in the order of the groups, so that no rounding of the arithmetic is left over.</summary>
    internal void Sum()
    {
        Array.Clear(Usage);
        Value = 0;
        for (var group = 0; group < Picks.Length; group++)
        {
            Value += _offers[Picks[group]].ValueOf(group);
            foreach (var (resource, amount) in _offers[Picks[group]].UsesOf(group))
            {
                Usage[resource] += amount;
            }
        }
    }

    private double Scale(int resource) => Math.Max(_limits[resource], 1);

    private double OverflowOf(int resource, double usage) =>
        usage - _limits[resource] is var over && over > _slacks[resource] ? over : 0;

    private void Collect(int group, int offer)
    {
        foreach (var (resource, amount) in _offers[Picks[group]].UsesOf(group))
        {
            Touch(resource, -amount);
        }

        foreach (var (resource, amount) in _offers[offer].UsesOf(group))
        {
            Touch(resource, amount);
        }
    }

    private void Touch(int resource, double amount)
    {
        if (!_touched.Contains(resource))
        {
            _touched.Add(resource);
        }

        _change[resource] += amount;
    }

    private void Forget()
    {
        foreach (var resource in _touched)
        {
            _change[resource] = 0;
        }

        _touched.Clear();
    }
}
