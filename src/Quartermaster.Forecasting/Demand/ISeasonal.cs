using Quartermaster.Domain.Demand;

namespace Quartermaster.Forecasting.Demand;

/// <summary>A forecaster that knows weekdays and yearly seasons, and can do without.</summary>
internal interface ISeasonal : IForecaster
{
    /// <summary>The same forecaster to whom all days of a week and all weeks of a year are alike, past ones among them.
    /// </summary>
    IForecaster WithoutSeason();
}
