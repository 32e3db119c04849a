namespace Quartermaster.Forecasting.BackTests;

/// <summary>How much one forecaster counts in the ensemble of a segment.</summary>
/// <param name="Segment">The segment.</param>
/// <param name="Forecaster">Its name.</param>
/// <param name="Weight">Its share of each quantile, above 0; those of a segment add up to 1.</param>
public readonly record struct EnsembleMember(DemandSegment Segment, string Forecaster, double Weight);
