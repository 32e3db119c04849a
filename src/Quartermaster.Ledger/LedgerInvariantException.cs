namespace Quartermaster.Ledger;

/// <summary>A rule of the ledger that no operation can break is broken: a mistake of the program, or a state that no
/// build wrote. The ledger in memory is not to be used any more.</summary>
public sealed class LedgerInvariantException(string message) : Exception(message);
