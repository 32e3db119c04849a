namespace Quartermaster.Storage.Ledger;

/// <summary>The ledger's file could not be read or written. The message names the file, the batch and what to do.
/// </summary>
public class LedgerLogException(string message, Exception? cause = null) : IOException(message, cause);
