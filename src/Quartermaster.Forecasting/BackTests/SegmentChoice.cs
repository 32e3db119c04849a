namespace Quartermaster.Forecasting.BackTests;

/// <summary>Which forecaster serves a segment, and by how much it won.</summary>
/// <param name="Segment">The segment.</param>
/// <param name="Forecaster">The chosen one's name.</param>
/// <param name="Next">The best of the others; empty if there are none.</param>
/// <param name="OverNext">By how much its WQL is lower, as a share of the next one's: 0.1 is a tenth. At or below 0
/// where the tie rule preferred the simpler; NaN where nothing was sold.</param>
/// <param name="OverNaive">The same against seasonal naive; NaN without it.</param>
public readonly record struct SegmentChoice(
    DemandSegment Segment, string Forecaster, string Next, double OverNext, double OverNaive);
