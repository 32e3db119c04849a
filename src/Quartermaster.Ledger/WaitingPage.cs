namespace Quartermaster.Ledger;

/// <summary>Some of the orders that wait for goods on their way.</summary>
/// <param name="Orders">They, oldest first.</param>
/// <param name="Count">How many wait in all; of several ledgers an order counts in each in which it waits.</param>
/// <param name="Units">The units that all of them wait for.</param>
public sealed record WaitingPage(WaitingOrder[] Orders, long Count, long Units);
