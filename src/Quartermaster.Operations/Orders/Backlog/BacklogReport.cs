using Quartermaster.Domain.Goods;
using Quartermaster.Fulfillment.Orders.Backlog;

namespace Quartermaster.Operations.Orders.Backlog;

/// <summary>What a pass over the open orders did.</summary>
public sealed record BacklogReport
{
    /// <summary>Decided orders of which nothing had left.</summary>
    public required int Open { get; init; }

    /// <summary>Those of them that were not looked at, by cause.</summary>
    public required IReadOnlyDictionary<LeftAlone, int> Left { get; init; }

    /// <summary>Orders looked at: the open ones but for those left alone.</summary>
    public int LookedAt => Open - Left.Values.Sum();

    /// <summary>Orders that leave from elsewhere now, in both rounds; one that was rescued may then move again.
    /// </summary>
    public required IReadOnlyList<MovedOrder> Moved { get; init; }

    /// <summary>Orders looked at for which nothing better was found, or no way that keeps the promise: they are as they
    /// were.</summary>
    public int Kept { get; private init; }

    /// <summary>Orders that were to move and stayed, because something had changed meanwhile, by cause.</summary>
    public required IReadOnlyDictionary<MoveOutcome, int> Stayed { get; init; }

    /// <summary>Orders whose promise no way kept when the pass began.</summary>
    public required int AtRisk { get; init; }

    /// <summary>Those of them that are in time again.</summary>
    public int Rescued => Moved.Count(order => order.IsRescued);

    /// <summary>What is paid less for the orders that moved, cause by cause, and how many parcels fewer they are; those
    /// rescued left out. Lane space that is left to others stands apart: nobody pays for it.</summary>
    public PlanBill Saved => Moved.Where(order => !order.IsRescued)
        .Aggregate(default(PlanBill), (sum, order) => sum + order.Saved);

    /// <summary>How many parcels fewer leave than if every order had parcels of its own: those that orders of one
    /// customer share, whether they were moved for it or not.</summary>
    public required int SharedParcels { get; init; }

    /// <summary>What the orders that were rescued cost by their new plans: what they would have cost, being late,
    /// nobody can say.</summary>
    public PlanBill RescueCost => Moved.Where(order => order.IsRescued)
        .Aggregate(default(PlanBill), (sum, order) => sum + order.After);

    /// <summary>Plans that were made: the work done.</summary>
    public required int Plans { get; init; }

    /// <summary>Whether the work limit ended it before nothing more could be saved.</summary>
    public required bool IsCut { get; init; }

    /// <summary>The report of a pass.</summary>
    /// <param name="rescue">What the first round decided.</param>
    /// <param name="rescued">What became of its steps.</param>
    /// <param name="all">What the second round decided.</param>
    /// <param name="moved">What became of its steps.</param>
    public static BacklogReport Of(
        BacklogDecision rescue, IReadOnlyList<MoveOutcome> rescued, BacklogDecision all,
        IReadOnlyList<MoveOutcome> moved)
    {
        (BacklogStep Step, MoveOutcome Outcome)[] steps = [.. rescue.Steps.Zip(rescued), .. all.Steps.Zip(moved)];
        var touched = steps.SelectMany(one => one.Step.Orders).Select(order => order.Order).Distinct().Count();
        return new()
        {
            Open = all.Open,
            Kept = Math.Max(0, all.Open - all.Left.Values.Sum() - touched),
            Left = all.Left,
            Moved = [.. steps.Where(one => IsDone(one.Outcome)).SelectMany(one => one.Step.Orders)],
            Stayed = steps.Where(one => !IsDone(one.Outcome)).GroupBy(one => one.Outcome)
                .ToDictionary(of => of.Key, of => of.Sum(one => one.Step.Orders.Count)),
            AtRisk = rescue.AtRisk,
            SharedParcels = all.SharedParcels,
            Plans = rescue.Plans + all.Plans,
            IsCut = all.IsCut,
        };
    }

    private static bool IsDone(MoveOutcome outcome) => outcome is MoveOutcome.Moved or MoveOutcome.AlreadyMoved;
}
