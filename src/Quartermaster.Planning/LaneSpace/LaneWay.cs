namespace Quartermaster.Planning.LaneSpace;

/// <summary>A way of one unit: what it costs, and the limited days of lanes that it takes room of.</summary>
/// <param name="Cost">Currency, slowness and the price of hands counted.</param>
/// <param name="First">Index into the days of lanes; −1 for none, and none after it.</param>
/// <param name="Second">The next.</param>
/// <param name="Third">The next.</param>
/// <param name="Fourth">The last.</param>
public readonly record struct LaneWay(float Cost, int First = -1, int Second = -1, int Third = -1, int Fourth = -1)
{
    /// <summary>The most limited lanes of a way that are looked at.</summary>
    public const int MostLanes = 4;

    /// <summary>What its room costs at prices by day of a lane.</summary>
    internal double PriceAt(ReadOnlySpan<double> prices) => First < 0 ? 0
        : prices[First] + (Second < 0 ? 0 : prices[Second] + (Third < 0 ? 0
            : prices[Third] + (Fourth < 0 ? 0 : prices[Fourth])));

    /// <summary>Adds units to what is used of each.</summary>
    internal void AddTo(Span<double> usage, double units)
    {
        foreach (var day in (ReadOnlySpan<int>)[First, Second, Third, Fourth])
        {
            if (day < 0)
            {
                return;
            }

            usage[day] += units;
        }
    }
}
