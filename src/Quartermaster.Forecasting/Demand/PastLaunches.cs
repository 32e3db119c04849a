namespace Quartermaster.Forecasting.Demand;

/// <summary>The launches of a history after which the level is known: what newcomers are expected to do is learned from
/// them.</summary>
internal static class PastLaunches
{
    /// <summary>Days of a product's start.</summary>
    internal const int Days = 28;

    /// <summary>Days after them that tell its level, if there are so many; half of them at least.</summary>
    internal const int LevelDays = 56;

    /// <summary>Fewer launches teach nothing.</summary>
    internal const int Least = 20;

    /// <summary>Row and launch day of each.</summary>
    internal static IEnumerable<(int Row, int Day)> Of(LearningSet set)
    {
        for (var row = 0; row < set.Count; row++)
        {
            set.Cancel.ThrowIfCancellationRequested();
            var launch = set.Inputs.Products.Rows[row].LaunchDay;
            if (launch > 0 && launch <= set.Days - Days - (LevelDays / 2))
            {
                yield return (row, launch);
            }
        }
    }
}
