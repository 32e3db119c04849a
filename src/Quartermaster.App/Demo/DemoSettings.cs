namespace Quartermaster.App.Demo;

/// <summary>How large the demo is.</summary>
/// <param name="Products">Products of the sample.</param>
/// <param name="Centers">Fulfillment centers of the sample.</param>
/// <param name="HistoryDays">Days of history of the sample.</param>
/// <param name="Weeks">Simulated weeks that are measured.</param>
/// <param name="WarmUpDays">Simulated days before them: lead time plus cover.</param>
/// <param name="Replications">Worlds that the policies are compared in.</param>
/// <param name="Seed">The seed of the sample.</param>
/// <param name="Threads">How many threads to use.</param>
/// <param name="Trees">Whether boosted trees take part in our forecasts.</param>
internal sealed record DemoSettings(
    int Products, int Centers, int HistoryDays, int Weeks, int WarmUpDays, int Replications, ulong Seed, int Threads,
    bool Trees = false);
