namespace Quartermaster.Evaluation.Generation.History;

/// <summary>How full and busy each fulfillment center was, day by day: what capacities are set from.</summary>
internal sealed class FacilityLoads(int days, int centers)
{
    internal const int Classes = 6;

    private readonly long[] _stored = new long[days * centers * Classes];
    private readonly long[] _received = new long[days * centers];
    private readonly long[] _shipped = new long[days * centers];

    /// <summary>Adds goods at rest at the end of a day, cm³.</summary>
    internal void Store(int day, int center, int storageClass, long cubicCentimeters) =>
        _stored[(((day * centers) + center) * Classes) + storageClass] += cubicCentimeters;

    internal void Receive(int day, int center, int units) => _received[(day * centers) + center] += units;

    internal void Ship(int day, int center, int units) => _shipped[(day * centers) + center] += units;

    /// <summary>Adds the loads of other products; whole numbers, so in any order.</summary>
    internal void Add(FacilityLoads other)
    {
        AddTo(_stored, other._stored);
        AddTo(_received, other._received);
        AddTo(_shipped, other._shipped);
    }

    /// <summary>The most cubic meters of a class at a center on any day after the first month.</summary>
    internal double MostCubicMeters(int center, int storageClass) =>
        Days().Max(day => _stored[(((day * centers) + center) * Classes) + storageClass]) / 1e6;

    /// <summary>The day in a hundred that received most, units.</summary>
    internal long BusyReceived(int center) => Busy(_received, center);

    /// <summary>The day in a hundred that shipped most, units.</summary>
    internal long BusyShipped(int center) => Busy(_shipped, center);

    private long Busy(long[] units, int center)
    {
        var sorted = Days().Select(day => units[(day * centers) + center]).Order().ToArray();
        return sorted[sorted.Length * 99 / 100];
    }

    private IEnumerable<int> Days() => Enumerable.Range(30, days - 30);

    private static void AddTo(long[] into, long[] from)
    {
        for (var i = 0; i < into.Length; i++)
        {
            into[i] += from[i];
        }
    }
}
