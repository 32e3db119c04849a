using Quartermaster.Domain;
using Quartermaster.Domain.Demand;

namespace Quartermaster.Operations.Gather;

/// <summary>What customers will have taken when half of the cover has passed, product by product: what empties rooms
/// while goods rest.</summary>
/// <param name="Units">Product × futures that stand for all, ascending, in units.</param>
/// <param name="InStep">By product: the part of the variance in which all products move in step, 0 to 1.</param>
public sealed record RestingDemand(Matrix Units, Table<float> InStep)
{
    // Demand is read between its extremes often enough.
    private const int Ranks = 16;

    /// <summary>Reads it off the belief.</summary>
    /// <param name="demand">What customers want from today on.</param>
    /// <param name="beliefs">How each product's uncertainty hangs together.</param>
    /// <param name="days">After how many days.</param>
    public static RestingDemand Of(CumulativeDemand demand, Table<ForecastRow> beliefs, double days)
    {
        var ranks = Math.Min(Ranks, demand.Paths);
        var (sums, units, inStep) =
            (new float[demand.Paths], new float[demand.Count * ranks], new float[demand.Count]);
        for (var row = 0; row < demand.Count; row++)
        {
            demand.Over(row, days, sums);
            for (var i = 0; i < ranks; i++)
            {
                units[(row * ranks) + i] = sums[((2 * i) + 1) * sums.Length / (2 * ranks)];
            }

            var belief = beliefs.Rows[row];
            inStep[row] = (float)Math.Clamp(
                days * belief.CommonLoading / Math.Max(1e-9, 1 + ((days - 1) * belief.Persistence)), 0, 1);
        }

        return new(new(ranks, units), new(inStep));
    }
}
