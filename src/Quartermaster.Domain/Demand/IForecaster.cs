namespace Quartermaster.Domain.Demand;

/// <summary>Turns history into a belief about demand. A belief, not a decision: it has no reasons to add up.</summary>
/// <remarks>Pure: fitted before, it only infers. The same inputs give the same values at any number of threads, and
/// each product alike alone and together.</remarks>
public interface IForecaster
{
    /// <summary>The name shown in runs and reports, for example "seasonal naive".</summary>
    string Name { get; }

    /// <summary>Demand per product: daily quantiles for 4 weeks, weekly for 26.</summary>
    /// <param name="inputs">The history and what is planned.</param>
    /// <param name="threads">How many threads to use; at least 1.</param>
    /// <param name="cancel">Asked between blocks of products.</param>
    DemandForecast Forecast(DemandInputs inputs, int threads = 1, CancellationToken cancel = default);
}
