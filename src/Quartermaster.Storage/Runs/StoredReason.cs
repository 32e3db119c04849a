namespace Quartermaster.Storage.Runs;

/// <summary>One reason of one decision, as a run keeps it.</summary>
/// <param name="Row">The decision's row, from 0.</param>
/// <param name="Reason">Why.</param>
/// <param name="Amount">How much, in the unit that the engine states.</param>
internal readonly record struct StoredReason<TReason>(int Row, TReason Reason, long Amount)
    where TReason : unmanaged, Enum;
