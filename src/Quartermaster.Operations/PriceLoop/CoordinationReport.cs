using Quartermaster.Domain;
using Quartermaster.Domain.Prices;

namespace Quartermaster.Operations.PriceLoop;

/// <summary>How well groups that decide apart were brought under shared limits. Values in currency.</summary>
/// <remarks><see cref="Bound"/> − <see cref="Value"/> = coordination gap + rounding cost + repair cost. Where overflow
/// remains, the plan is not feasible and may be worth more than the bound.</remarks>
public sealed record CoordinationReport
{
    /// <summary>No plan within the limits is worth more.</summary>
    public required double Bound { get; init; }

    /// <summary>What the plan is worth.</summary>
    public required double Value { get; init; }

    /// <summary>Bound less the worth of the best mixture of proposed plans.</summary>
    public required double CoordinationGap { get; init; }

    /// <summary>What picking one proposal per group lost against the mixture; may be negative.</summary>
    public required double RoundingCost { get; init; }

    /// <summary>What ending overflow lost, less what filling the room left gained; may be negative.</summary>
    public required double RepairCost { get; init; }

    /// <summary>What is used beyond the limit of each resource, in its unit; all 0 for a feasible plan.</summary>
    public required Table<double> Overflow { get; init; }

    /// <summary>What is used of each resource, in its unit.</summary>
    public required Table<double> Usage { get; init; }

    /// <summary>How many times all groups were asked.</summary>
    public required int Rounds { get; init; }

    /// <summary>Whether the bound settled before the work limit.</summary>
    public required bool IsSettled { get; init; }

    /// <summary>Bound less value, as a share of the bound; 0 where both are 0.</summary>
    public double Gap => Bound == Value ? 0 : (Bound - Value) / Math.Max(1e-12, Math.Abs(Bound));

    /// <summary>Whether every limit is kept.</summary>
    public bool IsFeasible => Overflow.Rows.IndexOfAnyExcept(0) < 0;
}

/// <summary>A plan made under shared limits.</summary>
/// <param name="Plan">The rows; its certificate holds value and bound.</param>
/// <param name="Board">The settled prices.</param>
/// <param name="Offers">The prices that some group was asked at; each group decided at one of them.</param>
/// <param name="OfferOf">For each group, which of the offers it decided at: with these prices frozen, deciding on the
/// group
/// alone gives its rows again.</param>
/// <param name="Report">How good it is.</param>
public sealed record CoordinatedPlan<TRow, TReason>(
    Plan<TRow, TReason> Plan,
    PriceBoard Board,
    IReadOnlyList<PriceBoard> Offers,
    Table<int> OfferOf,
    CoordinationReport Report)
    where TRow : unmanaged
    where TReason : unmanaged, Enum;
