namespace Quartermaster.Storage.Ledger;

/// <summary>Another process has the ledger open to write.</summary>
public sealed class LedgerHeldException(string message, Exception cause) : LedgerLogException(message, cause);
