namespace Quartermaster.Evaluation.Simulation;

/// <summary>What a simulation covers.</summary>
public sealed record SimulationSettings
{
    /// <summary>The first simulated day: the day after the history.</summary>
    public required DateOnly FirstDay { get; init; }

    /// <summary>Days before measuring begins: lead time plus cover, so that the policy's own stock is
    /// measured.</summary>
    public int WarmUpDays { get; init; } = 42;

    /// <summary>Days that are measured; 1 or more.</summary>
    public int MeasuredDays { get; init; } = 182;

    /// <summary>Days between two looks ahead (forecast, levels); 1 or more.</summary>
    public int LookEveryDays { get; init; } = 7;

    /// <summary>Minutes between two looks at which departures, delivery days and windows are full, so that what they
    /// beat is found; 0 for a look before every order after one that filled something. A look at the sample retailer
    /// takes a fifth of a simulated day's time; none is taken while nothing has become full.</summary>
    public int LookAtRoomMinutes { get; init; } = 240;

    /// <summary>The most that a company may spend on the orders of one day, currency; infinite for no budget. The same
    /// for every company.</summary>
    public double Budget { get; init; } = double.PositiveInfinity;

    /// <summary>The seed of the draws that are the company's own; worlds are made with it too
    /// (<see cref="WorldOfReplication.SeedOf"/>).</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The day after the last.</summary>
    public DateOnly End => FirstDay.AddDays(WarmUpDays + MeasuredDays);

    /// <summary>Whether a day is measured.</summary>
    public bool IsMeasured(DateOnly day) => day >= FirstDay.AddDays(WarmUpDays) && day < End;
}
