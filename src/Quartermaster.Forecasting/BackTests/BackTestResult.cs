namespace Quartermaster.Forecasting.BackTests;

/// <summary>What a back-test found.</summary>
/// <param name="Rows">Each forecaster in each segment, forecasters in the order given.</param>
/// <param name="Products">Each product under the forecaster that serves its segment, in the inputs' order; of a result
/// that was kept, those that cost most.</param>
/// <param name="Policy">How it was run.</param>
public sealed record BackTestResult(
    IReadOnlyList<BackTestRow> Rows, IReadOnlyList<ProductScore> Products, BackTestPolicy Policy)
{
    /// <summary>Nothing could be compared.</summary>
    public static BackTestResult Empty { get; } = new([], [], new());

    /// <summary>Whether launch days were taken for days of first sale, and products launched after an origin left out
    /// of it (<see cref="LaunchRecord"/>).</summary>
    public bool HidesLaunches { get; init; }

    /// <summary>How the ensemble weighs its members from now on, by segment; empty without one.</summary>
    public IReadOnlyList<EnsembleMember> Ensemble { get; init; } = [];

    /// <summary>Who serves each segment and by how much it won, in the rows' order.</summary>
    /// <param name="naive">The forecaster that every other one must beat.</param>
    public IReadOnlyList<SegmentChoice> Choices(string naive = "seasonal naive") =>
    [
        .. Rows.GroupBy(row => row.Segment).Select(rows =>
        {
            var chosen = rows.First(row => row.Chosen);
            var next = rows.Where(row => !row.Chosen).MinBy(row => row.Wql);
            var simple = rows.FirstOrDefault(row => row.Forecaster == naive);
            return new SegmentChoice(
                rows.Key, chosen.Forecaster, next?.Forecaster ?? "", chosen.ValueOver(next), chosen.ValueOver(simple));
        }),
    ];

    /// <summary>The name of the forecaster that serves a segment; null if none was seen.</summary>
    public string? ChosenFor(DemandSegment segment) =>
        Rows.FirstOrDefault(row => row.Chosen && row.Segment == segment)?.Forecaster;

    /// <summary>The name of the forecaster that serves most segments; null if there are none.</summary>
    public string? Usual => Rows.Where(row => row.Chosen).GroupBy(row => row.Forecaster)
        .OrderByDescending(group => group.Sum(row => row.Daily.Units)).FirstOrDefault()?.Key;

    /// <summary>The products whose forecast costs most: the largest sums of pinball loss.</summary>
    /// <param name="count">How many.</param>
    public IReadOnlyList<ProductScore> Worst(int count = 50) =>
        [.. Products.OrderByDescending(product => product.Loss).ThenBy(product => product.Product.Value).Take(count)];
}
